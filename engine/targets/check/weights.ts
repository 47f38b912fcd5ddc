/** Weights of a safetensors file, held bit by bit against what was exported. */
import { ok, type Result } from "../../tensor/problem.ts";
import { floatBytes } from "../support/files.ts";
import { readSafetensors } from "../weights/safetensors.ts";
import type { WeightPath, Weights } from "../weights/types.ts";

export interface Comparison {
  readonly tensors: number;
  /** Missing, of another shape, or with another bit somewhere. */
  readonly differing: number;
}

function sameBits(a: Float32Array, b: Float32Array): boolean {
  if (a.length !== b.length) return false;
  const [left, right] = [floatBytes(a), floatBytes(b)];
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}

/** `nameOf` gives the name that a weight has in the file. */
export function compareWeights(
  expected: Weights,
  found: Weights,
  nameOf: (path: WeightPath) => string,
): Comparison {
  let differing = 0;
  for (const [path, { shape, data }] of expected) {
    const other = found.get(nameOf(path));
    if (other === undefined || other.shape.join() !== shape.join() || !sameBits(data, other.data))
      differing++;
  }
  return { tensors: expected.size, differing };
}

export function compareSafetensors(
  bytes: Uint8Array,
  expected: Weights,
  nameOf: (path: WeightPath) => string,
): Result<Comparison> {
  const read = readSafetensors(bytes);
  return read.ok ? ok(compareWeights(expected, read.value.tensors, nameOf)) : read;
}
