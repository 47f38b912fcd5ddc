/**
 * How many inputs a template is shown. LAYERLOOM_INPUTS=100 shows each a hundred, whatever that takes; LAYERLOOM_INPUTS=40-59
 * shows the forty-first to the sixtieth of them, so that a long comparison can be done in parts. Without it: a hundred of
 * the small templates, and of the others as many as take about two billion multiply-accumulates.
 */
import { createRandom } from "../../../engine/tensor/random.ts";
import { elements, type Shape } from "../../../engine/tensor/shape.ts";
import type { Sample } from "../../targets/support/numbers.ts";
import type { Template } from "../../targets/support/templates.ts";

/** From `first` up to and without `end`; an input is the same in whatever range it is shown. */
export interface InputRange {
  readonly first: number;
  readonly end: number;
}

const DEFAULT_MACS = 2e9;
/** Of the values between layers, which a runtime may keep all at once. */
const CHUNK_BYTES = 3e8;

export function rangeFor({ analysis }: Template): InputRange {
  const asked = process.env.LAYERLOOM_INPUTS;
  if (asked === undefined) {
    const count = Math.floor(DEFAULT_MACS / Math.max(1, analysis.totals.macs));
    return { first: 0, end: Math.max(1, Math.min(100, count)) };
  }
  const [, first, last] = /^(?:(\d+)-)?(\d+)$/.exec(asked) ?? [];
  if (last === undefined)
    throw new Error(`LAYERLOOM_INPUTS=${asked} is no number and no range such as 40-59.`);
  const range =
    first === undefined ? { first: 0, end: Number(last) } : { first: Number(first), end: Number(last) + 1 };
  if (range.end <= range.first) throw new Error(`LAYERLOOM_INPUTS=${asked} holds no input.`);
  return range;
}

/** Inputs at a time, so that memory stays bounded. */
export const chunkFor = ({ analysis }: Template, bytes = CHUNK_BYTES): number =>
  Math.max(1, Math.min(50, Math.floor(bytes / Math.max(1, analysis.totals.activationBytes))));

/** Standard normal, as normalised pictures are; the first of them is drawn alike whichever else are. */
export function randomInputs(shape: Shape, { first, end }: InputRange): Sample {
  const size = elements(shape);
  const data = new Float32Array((end - first) * size);
  for (let index = first; index < end; index++) {
    const random = createRandom(index, "shown input");
    const from = (index - first) * size;
    for (let i = 0; i < size; i++) data[from + i] = random.normal();
  }
  return { shape: [end - first, ...shape], data };
}

/** `count` rows from `first` on. */
export function rowsOf({ shape, data }: Sample, first: number, count: number): Sample {
  const size = elements(shape.slice(1));
  const [all = 0] = shape;
  const end = Math.min(all, first + count);
  return { shape: [end - first, ...shape.slice(1)], data: data.subarray(first * size, end * size) };
}

/** Runs `run` on `chunk` inputs at a time and joins what comes out. */
export async function inChunks(
  input: Sample,
  chunk: number,
  run: (part: Sample) => Sample | Promise<Sample>,
): Promise<Sample> {
  const [count = 0] = input.shape;
  const parts: Sample[] = [];
  for (let first = 0; first < count; first += chunk) parts.push(await run(rowsOf(input, first, chunk)));
  return joined(parts);
}

export function joined(parts: readonly Sample[]): Sample {
  const [{ shape } = { shape: [0] }] = parts;
  const size = elements(shape.slice(1));
  const count = parts.reduce((sum, part) => sum + (part.shape[0] ?? 0), 0);
  const data = new Float32Array(count * size);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { shape: [count, ...shape.slice(1)], data };
}
