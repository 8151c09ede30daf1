/** A worker's answer with the buffers in it that change hands instead of being copied. */
export class Transferred<Value> {
  constructor(
    readonly value: Value,
    readonly buffers: ArrayBuffer[],
  ) {}
}
