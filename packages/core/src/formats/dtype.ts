/** Bits an element of every dtype that the format defines; the sub-byte ones are packed. */
const BITS = new Map<string, number>([
  ['F64', 64],
  ['F32', 32],
  ['F16', 16],
  ['BF16', 16],
  ['I8', 8],
  ['U8', 8],
  ['I32', 32],
  ['I64', 64],
  ['BOOL', 8],
  ['I16', 16],
  ['U16', 16],
  ['U32', 32],
  ['U64', 64],
  ['C64', 64],
  ['F8_E4M3', 8],
  ['F8_E4M3FNUZ', 8],
  ['F8_E5M2', 8],
  ['F8_E5M2FNUZ', 8],
  ['F8_E8M0', 8],
  ['F6_E2M3', 6],
  ['F6_E3M2', 6],
  ['F4', 4],
]);

/** The dtypes that m2v computes with, in the order in which a file's writer puts them: widest first. */
export const DTYPES = ['I64', 'F64', 'F32', 'I32', 'BF16', 'F16', 'I8', 'U8'] as const;

export type Dtype = (typeof DTYPES)[number];

/** Whether m2v computes with a dtype; the format defines further ones. */
export function isDtype(name: string): name is Dtype {
  return (DTYPES as readonly string[]).includes(name);
}

/** Bits an element takes; undefined for a dtype that the format does not know. */
export function bitsOf(dtype: string): number | undefined {
  return BITS.get(dtype);
}
