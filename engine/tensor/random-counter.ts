/**
 * Random numbers as a function of a key and a counter, with nothing drawn before: Threefry-2x32 with 20 rounds of Salmon,
 * Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011. It adds, rotates and xors 32-bit words alone,
 * so that a GPU gives the very same bits (`engine/kernels/webgpu/threefry.ts`).
 */
import { hashName, type Random } from "./random.ts";

/** Two words of 32 bits. */
export type Words = readonly [number, number];

/** Named in checkpoints: what was drawn by another cannot be drawn again. */
export const COUNTER_GENERATOR = "threefry2x32-20";

/** Of the cipher Threefish, whose constant keeps a key of zeros from being one of three zeros. */
const PARITY = 0x1bd11bda;

/**
 * Writes two random words for the key `k0`, `k1` and the counter `c0`, `c1` to `out` from `at` on; another counter, or another
 * key, gives two that have nothing to do with them. Written out, as masks of dropout take millions of them.
 */
export function threefryInto(
  out: Uint32Array,
  at: number,
  k0: number,
  k1: number,
  c0: number,
  c1: number,
): void {
  const k2 = PARITY ^ k0 ^ k1;
  let a = (c0 + k0) | 0;
  let b = (c1 + k1) | 0;
  for (let four = 0; four < 5; four++) {
    if (four % 2 === 0) {
      a = (a + b) | 0;
      b = ((b << 13) | (b >>> 19)) ^ a;
      a = (a + b) | 0;
      b = ((b << 15) | (b >>> 17)) ^ a;
      a = (a + b) | 0;
      b = ((b << 26) | (b >>> 6)) ^ a;
      a = (a + b) | 0;
      b = ((b << 6) | (b >>> 26)) ^ a;
    } else {
      a = (a + b) | 0;
      b = ((b << 17) | (b >>> 15)) ^ a;
      a = (a + b) | 0;
      b = ((b << 29) | (b >>> 3)) ^ a;
      a = (a + b) | 0;
      b = ((b << 16) | (b >>> 16)) ^ a;
      a = (a + b) | 0;
      b = ((b << 24) | (b >>> 8)) ^ a;
    }
    // The key's three words take turns.
    const turn = four % 3;
    a = (a + (turn === 0 ? k1 : turn === 1 ? k2 : k0)) | 0;
    b = (b + (turn === 0 ? k2 : turn === 1 ? k0 : k1) + four + 1) | 0;
  }
  out[at] = a;
  out[at + 1] = b;
}

/** The same two words by themselves. */
export function threefry([k0, k1]: Words, [c0, c1]: Words): Words {
  const out = new Uint32Array(2);
  threefryInto(out, 0, k0, k1, c0, c1);
  return [out[0] as number, out[1] as number];
}

/** The key of a stream: of a seed (any safe integer) and a name such as `dropout/fc1` or `augment/crop`. */
export const streamKey = (seed: number, stream: string): Words =>
  threefry([seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0], [hashName(stream), stream.length]);

/** The words below which a draw lies with `probability`: `bits < threshold(p)`, for p < 1. Whole, so that no machine rounds it otherwise. */
export const threshold = (probability: number): number =>
  Math.min(2 ** 32 - 1, Math.floor(probability * 2 ** 32));

export interface CounterRandom extends Pick<Random, "next" | "int" | "normal"> {
  /** 32 random bits. */
  bits(): number;
  /** True with `probability`. */
  chance(probability: number): boolean;
}

/**
 * The draws of one `counter` of a stream, as many as are wanted. Draw `n` is a word of the counter `n / 2` under a key of
 * their own. `int` is exact in integers for bounds up to 2^21, and `next` has 24 bits: both are what float32 gives.
 */
export function counterRandom(stream: Words, counter: Words): CounterRandom {
  const key = threefry(stream, counter);
  let drawn = 0;
  let pair: Words = [0, 0];
  let spare: number | null = null;
  const bits = (): number => {
    if (drawn % 2 === 0) pair = threefry(key, [drawn / 2, 0]);
    return pair[drawn++ % 2] as number;
  };
  const next = (): number => (bits() >>> 8) / 2 ** 24;
  return {
    bits,
    next,
    int: (bound) => Math.floor((bits() * bound) / 2 ** 32),
    chance(probability) {
      const drawnBits = bits();
      return probability >= 1 || drawnBits < threshold(probability);
    },
    normal() {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}
