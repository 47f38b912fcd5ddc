/**
 * Sums down the columns of matrices `[rows, C]`, in two dispatches: every workgroup adds up a stretch of rows for 64
 * columns, and then the stretches are added in their order.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { dispatch, divideUp, output } from "./dispatch.ts";
import { type Binding, declare, lines, written } from "./wgsl.ts";

/** Columns of a workgroup, and the rows that it takes at a time. */
const [ACROSS, DOWN] = [16, 4];
const STRETCH = 128;
const MOST = 256;

export interface ColumnSums {
  readonly key: string;
  readonly inputs: readonly TensorInfo[];
  readonly bindings: readonly Binding[];
  readonly rows: number;
  readonly width: number;
  /** Number of sums for each column. */
  readonly sums: number;
  /** Statements that see the column `c`, before the rows. */
  readonly before?: string;
  /** Statements that see the place `at` of an element and the column `c`, and add to `s0`, `s1` …. */
  readonly add: string;
}

/** `[stretches, sums, C]`: the sums of each stretch of rows. */
export function columnParts(backend: WebGPUBackend, work: ColumnSums): TensorInfo {
  const { rows, width, sums } = work;
  const stretches = Math.max(1, Math.min(divideUp(rows, STRETCH), MOST));
  const parts = output(backend, [stretches, sums, width]);
  const code = (): string => `
${declare([written("parts"), ...work.bindings])}
${lines(sums, (i) => `var<workgroup> panel${i} : array<f32, ${ACROSS * DOWN}>;`)}
@compute @workgroup_size(${ACROSS}, ${DOWN})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_id) local : vec3<u32>,
        @builtin(local_invocation_index) slot : u32) {
  let c = i32(group.x * ${ACROSS}u + local.x);
  let part = i32(group.y);
  ${lines(sums, (i) => `var s${i} = 0.0;`)}
  if (c < ${width}) {
    ${work.before ?? ""}
    let share = ${divideUp(rows, stretches)};
    let end = min((part + 1) * share, ${rows});
    for (var row = part * share + i32(local.y); row < end; row += ${DOWN}) {
      let at = row * ${width} + c;
      ${work.add}
    }
  }
  ${lines(sums, (i) => `panel${i}[slot] = s${i};`)}
  workgroupBarrier();
  if (local.y == 0u && c < ${width}) {
    for (var t = 1u; t < ${DOWN}u; t++) {
      ${lines(sums, (i) => `s${i} += panel${i}[slot + t * ${ACROSS}u];`)}
    }
    ${lines(sums, (i) => `parts[(part * ${sums} + ${i}) * ${width} + c] = s${i};`)}
  }
}`;
  dispatch(backend, {
    key: `columnParts ${work.key} ${rows} ${width} ${sums}`,
    code,
    bindings: [parts, ...work.inputs],
    workgroups: [divideUp(width, ACROSS), stretches, 1],
  });
  return parts;
}
