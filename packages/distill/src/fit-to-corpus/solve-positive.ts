/**
 * Solves A X = B for a symmetric positive definite A (n x n) and B (n x columns), both row-major and both overwritten: B by X, the
 * lower triangle of A by its Cholesky factor L, A = L Lᵀ (Golub and Van Loan, Matrix Computations, 4.2).
 */
export function solvePositive(a: Float64Array, b: Float64Array, n: number, columns: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let value = a[i * n + j];
      for (let k = 0; k < j; k++) value -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i === j ? Math.sqrt(value) : value / a[j * n + j];
    }
  }
  const row = (i: number) => b.subarray(i * columns, (i + 1) * columns);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) subtract(row(i), row(j), a[i * n + j]);
    divide(row(i), a[i * n + i]);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) subtract(row(i), row(j), a[j * n + i]);
    divide(row(i), a[i * n + i]);
  }
}

/** target -= factor x values. */
function subtract(target: Float64Array, values: Float64Array, factor: number): void {
  for (let c = 0; c < target.length; c++) target[c] -= factor * values[c];
}

function divide(target: Float64Array, divisor: number): void {
  for (let c = 0; c < target.length; c++) target[c] /= divisor;
}
