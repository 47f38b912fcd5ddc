/** One figure beside its peer, both measured in alternation in this process. */
export interface BenchRow {
  readonly bench: string;
  readonly what: string;
  /** Median, milliseconds. */
  readonly oursMs: number;
  readonly peer: string;
  /** Median, milliseconds; `null` where the peer cannot do it here, for the reason in `note`. */
  readonly peerMs: number | null;
  readonly note?: string;
}

/** The most memory of a step, beside what was forecast. */
export interface MemoryRow {
  readonly bench: "memory";
  readonly what: string;
  /** Millions of bytes. */
  readonly measuredMB: number;
  readonly forecastMB: number;
}

export interface Alternation {
  readonly oursMs: number;
  readonly peerMs: number;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

export const timed = async (act: () => unknown): Promise<number> => {
  const start = performance.now();
  await act();
  return performance.now() - start;
};

/** Medians of `rounds` turns each, A B A B …, after one turn of each that is not counted: the machine's speed drifts. */
export async function alternate(
  rounds: number,
  ours: () => unknown,
  peer: () => unknown,
): Promise<Alternation> {
  return alternateTimed(
    rounds,
    () => timed(ours),
    () => timed(peer),
  );
}

/** The same where the turns take their own time, in milliseconds. */
export async function alternateTimed(
  rounds: number,
  ours: () => Promise<number>,
  peer: () => Promise<number>,
): Promise<Alternation> {
  await ours();
  await peer();
  const a: number[] = [];
  const b: number[] = [];
  for (let round = 0; round < rounds; round++) {
    a.push(await ours());
    b.push(await peer());
  }
  return { oursMs: median(a), peerMs: median(b) };
}
