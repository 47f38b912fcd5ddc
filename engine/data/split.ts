/** Splits: over arrays in memory, over part of another split, and the drawing of a test part. */
import { createRandom, permutation } from "../tensor/random.ts";
import type { Samples, Split } from "./types.ts";

export interface ArraySplitData {
  /** `length × sampleSize`, channels last; bytes are divided by 255, floats are taken as they are. */
  readonly pixels: Uint8Array | Float32Array;
  /** Elements of one sample. */
  readonly sampleSize: number;
  readonly length: number;
  /** One a sample; empty for regression. */
  readonly labels: Int32Array;
  /** `length × targetSize`, channels last. */
  readonly targets?: Float32Array;
}

/** A split over arrays in memory. */
export function arraySplit(data: ArraySplitData): Split {
  const { pixels, sampleSize, length, labels, targets } = data;
  const scale = pixels instanceof Uint8Array ? 1 / 255 : 1;
  const targetSize = targets === undefined ? 0 : targets.length / length;
  return {
    length,
    async read(wanted): Promise<Samples> {
      const indices = Int32Array.from(wanted);
      const out = new Float32Array(indices.length * sampleSize);
      const outTargets = new Float32Array(indices.length * targetSize);
      indices.forEach((index, row) => {
        const from = index * sampleSize;
        const to = row * sampleSize;
        for (let i = 0; i < sampleSize; i++) out[to + i] = (pixels[from + i] as number) * scale;
        if (targets === undefined) return;
        outTargets.set(targets.subarray(index * targetSize, (index + 1) * targetSize), row * targetSize);
      });
      return {
        count: indices.length,
        indices,
        pixels: out,
        labels: labels.length === 0 ? labels : indices.map((index) => labels[index] as number),
        ...(targets === undefined ? {} : { targets: outTargets }),
      };
    },
    labels: async () => labels,
  };
}

/** The samples of `split` at `members`, renumbered from 0. */
export function subset(split: Split, members: Uint32Array): Split {
  return {
    length: members.length,
    async read(wanted) {
      const own = Int32Array.from(wanted);
      const samples = await split.read(Uint32Array.from(own, (index) => members[index] as number));
      if (samples.count === own.length) return { ...samples, indices: own };
      // Some were left out; those that came are in the order asked for.
      let next = 0;
      const kept = own.filter((index) => {
        const came = next < samples.count && samples.indices[next] === members[index];
        if (came) next++;
        return came;
      });
      return { ...samples, indices: kept };
    },
    async labels() {
      const all = await split.labels();
      return all.length === 0 ? all : Int32Array.from(members, (member) => all[member] as number);
    },
  };
}

export interface Parts {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/**
 * Draws a test part of `fraction` from each class (all samples are one class where there are no labels). A class of two
 * or more samples is in both parts; a single sample goes to training. Depends on (labels, fraction, seed) alone.
 */
export function drawParts(labels: ArrayLike<number>, fraction: number, seed: number): Parts {
  const classes = new Map<number, number[]>();
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index] as number;
    const members = classes.get(label) ?? [];
    if (members.length === 0) classes.set(label, members);
    members.push(index);
  }
  const train: number[] = [];
  const test: number[] = [];
  for (const [label, members] of [...classes].sort(([a], [b]) => a - b)) {
    const order = permutation(members.length, createRandom(seed, `split/${label}`));
    const wanted = Math.round(members.length * fraction);
    const testCount = members.length < 2 ? 0 : Math.min(members.length - 1, Math.max(1, wanted));
    order.forEach((position, rank) => {
      (rank < testCount ? test : train).push(members[position] as number);
    });
  }
  const ascending = (list: number[]): Uint32Array => Uint32Array.from(list).sort();
  return { train: ascending(train), test: ascending(test) };
}

/** Number of samples of each of `classes` classes. */
export async function classCounts(split: Split, classes: number): Promise<readonly number[]> {
  const counts = new Array<number>(classes).fill(0);
  for (const label of await split.labels()) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
