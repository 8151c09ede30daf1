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

/** Rounded before it is split into units: 59.7 seconds are a minute, not 60 s. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole >= 60) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const milliseconds = Math.max(1, Math.round(seconds * 1000));
  if (milliseconds < 1000) return `${milliseconds} ms`;
  return `${seconds.toFixed(seconds < 9.95 ? 1 : 0)} s`;
}
