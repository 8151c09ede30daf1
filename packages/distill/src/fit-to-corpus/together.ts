/**
 * Two works side by side. When one fails the other is aborted, and this ends once both have ended: nothing goes on, or holds a file
 * open, behind the back of a caller who has been told.
 * @throws what failed first
 */
export async function together<A, B>(
  signal: AbortSignal | undefined,
  first: (signal: AbortSignal) => Promise<A>,
  second: (signal: AbortSignal) => Promise<B>,
): Promise<[A, B]> {
  const failure = new AbortController();
  const either = signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]);
  const watched = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await work(either);
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  };
  const works = [watched(first), watched(second)] as const;
  try {
    return await Promise.all(works);
  } catch (error) {
    await Promise.allSettled(works);
    throw error;
  }
}
