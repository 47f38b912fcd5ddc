/** At most so many at once. */
export interface Limiter {
  run<T>(task: () => Promise<T>): Promise<T>;
}

export function createLimiter(most: number): Limiter {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    async run(task) {
      if (running >= most) await new Promise<void>((resume) => waiting.push(resume));
      else running++;
      try {
        return await task();
      } finally {
        // The place goes to the next in line, or is free.
        const next = waiting.shift();
        if (next === undefined) running--;
        else next();
      }
    },
  };
}

/** Maps in order with at most `most` at once; the first rejection rejects the whole. */
export async function mapLimited<T, R>(
  items: readonly T[],
  most: number,
  map: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await map(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return results;
}
