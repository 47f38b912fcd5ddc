/** Seeded random numbers: the same seed and stream name give the same numbers on every machine. */

export interface Random {
  /** Uniform in [0, 1), 32 bits of randomness. */
  next(): number;
  /** Uniform integer in [0, bound). */
  int(bound: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** The whole state, so that a checkpoint can restore it exactly. */
  state(): RandomState;
}

/** Four 32-bit words of xoshiro128** and the spare normal value, if any. */
export interface RandomState {
  readonly words: readonly [number, number, number, number];
  readonly spare: number | null;
}

/** 32-bit FNV-1a hash of a name; separates the streams that share a seed. */
export function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A new generator for `seed` (any safe integer) and a stream name such as `init/conv1.weight` or `shuffle`. */
export function createRandom(seed: number, stream = ""): Random {
  let mix = (hashName(stream) ^ Math.imul(seed >>> 0, 0x9e3779b1) ^ Math.floor(seed / 4294967296)) >>> 0;
  const word = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0; // splitmix32, for seeding only
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  return restoreRandom({ words: [word(), word(), word(), word()], spare: null });
}

/** Continues a generator from a saved state. Source of xoshiro128**: https://prng.di.unimi.it/ */
export function restoreRandom(from: RandomState): Random {
  let [a, b, c, d] = from.words;
  let spare = from.spare;
  const bits = (): number => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const next = (): number => bits() / 4294967296;
  return {
    next,
    int: (bound) => Math.floor(next() * bound),
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
    state: () => ({ words: [a >>> 0, b >>> 0, c >>> 0, d >>> 0], spare }),
  };
}

/** A permutation of 0..length-1 (Fisher-Yates). */
export function permutation(length: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
  return order;
}
