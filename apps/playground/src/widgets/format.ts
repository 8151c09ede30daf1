const thousands = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 1234567 as 1,234,567. */
export function formatCount(value: number): string {
  return thousands.format(value);
}

/** A rate or a count with two digits that tell: 18,234 as 18,000. */
export function formatAbout(value: number): string {
  if (value < 10) return value.toPrecision(2);
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return formatCount(Math.round(value / step) * step);
}

export function formatBytes(bytes: number): string {
  return bytes < 1e6
    ? `${Math.max(1, Math.round(bytes / 1e3))} kB`
    : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

/** A cosine or a share with two decimals, and a minus sign as wide as a plus. */
export function formatCosine(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && text !== '0.00' ? `−${text}` : text;
}

export function formatPercent(value: number): string {
  return `${(value * 100).toFixed(value >= 0.9995 || value === 0 ? 0 : 1)} %`;
}

export function formatSeconds(seconds: number): string {
  if (seconds < 1) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
