/** Copies of parts of tensors that lie row by row in the heap. */

/** Below this many elements a loop is faster than a call that copies. */
const SHORT = 32;

export function copyRun(
  source: Float32Array,
  from: number,
  out: Float32Array,
  to: number,
  length: number,
): void {
  if (length < SHORT) for (let i = 0; i < length; i++) out[to + i] = source[from + i] as number;
  else out.set(source.subarray(from, from + length), to);
}

/** Copies `rows` runs of `length` elements that lie `step` apart in the source and `stride` apart in the result. */
export function copyRuns(
  source: Float32Array,
  out: Float32Array,
  at: {
    readonly rows: number;
    readonly length: number;
    readonly from: number;
    readonly step: number;
    readonly to: number;
    readonly stride: number;
  },
): void {
  let [from, to] = [at.from, at.to];
  for (let row = 0; row < at.rows; row++) {
    copyRun(source, from, out, to, at.length);
    from += at.step;
    to += at.stride;
  }
}
