/** Ten colours that are told apart on light and on dark, by eyes of all kinds as far as ten can be. */
export const PALETTE: readonly string[] = [
  '#4c6ef5',
  '#e8590c',
  '#2b9a66',
  '#c2255c',
  '#9775fa',
  '#b08800',
  '#1098ad',
  '#868e96',
  '#d6336c',
  '#74b816',
];

/** Where nothing is told apart. */
export const PLAIN = PALETTE[0];

export function categoryColor(category: number): string {
  return PALETTE[category % PALETTE.length];
}
