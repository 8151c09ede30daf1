/**
 * The results of work that runs side by side, once all of it has ended: where one part fails, the others are not left
 * behind at work, with files half-written, when the caller hears of it.
 * @throws the error of the first part, in the order given, that failed
 */
export async function settleAll<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}
