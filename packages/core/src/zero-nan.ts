/** Sets what is no number to 0, as the reference does before training and predicting; gives the array back. */
export function zeroNaN(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) values[i] = 0;
  return values;
}
