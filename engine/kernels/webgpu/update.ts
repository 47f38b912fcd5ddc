/**
 * Updates of many tensors in place, a few dispatches for all of them: an optimiser's step over its parameters and slots,
 * or new values put into buffers. Nothing is updated once the guard is set, so a step that must not stand leaves no trace
 * however far ahead the device runs.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { dispatch, divideUp, sizeOf } from "./dispatch.ts";
import { windows } from "./large.ts";
import { declare, f32, lines, vectors, written } from "./wgsl.ts";

export interface UpdateRule {
  /** Names the body. */
  readonly key: string;
  /** Slots of each parameter. */
  readonly slots: number;
  /** WGSL that sees the gradient `g` and changes the parameter `p` and the slots `s0`, `s1`, by numbers `h[0]` … `h[7]`. */
  readonly body: string;
}

/** All tensors of one size. The gradient is only read. */
export interface UpdateEntry {
  readonly parameter: TensorInfo;
  readonly gradient: TensorInfo;
  readonly slots: readonly TensorInfo[];
}

/** Numbers a rule may use. */
export const RULE_NUMBERS = 8;
const WIDTH = 64;
/** Elements that an invocation takes one after the other. */
const EACH = 4;
/** A vector counts as one. */
const isVector = ({ parameter }: UpdateEntry): boolean => sizeOf(parameter.shape) % 4 === 0;
const groupsOf = (entry: UpdateEntry): number =>
  divideUp(sizeOf(entry.parameter.shape) / (isVector(entry) ? 4 : 1), WIDTH * EACH);

function code(rule: UpdateRule, vector: readonly boolean[]): string {
  const bindings = vector.flatMap((wide, e) => [
    written(`p${e}`, wide),
    vectors(`g${e}`, wide),
    ...Array.from({ length: rule.slots }, (_, s) => written(`s${e}_${s}`, wide)),
  ]);
  return `
${declare([...bindings, f32("h"), f32("guard")])}
@compute @workgroup_size(${WIDTH})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>,
        @builtin(local_invocation_id) lane : vec3<u32>) {
  if (guard[0] != 0.0) { return; }
  var block = group.y * groups.x + group.x;
  ${lines(
    vector.length,
    (e) => `
  let blocks${e} = (arrayLength(&p${e}) + ${WIDTH * EACH - 1}u) / ${WIDTH * EACH}u;
  if (block < blocks${e}) {
    for (var i = 0u; i < ${EACH}u; i++) {
      let at = (block * ${EACH}u + i) * ${WIDTH}u + lane.x;
      if (at >= arrayLength(&p${e})) { return; }
      var p = p${e}[at];
      let g = g${e}[at];
      ${lines(rule.slots, (s) => `var s${s} = s${e}_${s}[at];`)}
      ${rule.body}
      p${e}[at] = p;
      ${lines(rule.slots, (s) => `s${e}_${s}[at] = s${s};`)}
    }
    return;
  }
  block -= blocks${e};`,
  )}
}`;
}

const ROW = 32768;

/** Entries whose tensors can be bound as a whole. */
function windowsOf(
  backend: WebGPUBackend,
  { parameter, gradient, slots }: UpdateEntry,
): readonly UpdateEntry[] {
  const [gradients, ...others] = [gradient, ...slots].map((tensor) => windows(backend, tensor));
  return windows(backend, parameter).map((window, i) => ({
    parameter: window,
    gradient: gradients?.[i] as TensorInfo,
    slots: others.map((slot) => slot[i] as TensorInfo),
  }));
}

/** `numbers` `[RULE_NUMBERS]` and `guard` `[1]` are read on the device; a guard other than zero forbids the update. */
export function updateInPlace(
  backend: WebGPUBackend,
  rule: UpdateRule,
  all: readonly UpdateEntry[],
  numbers: TensorInfo,
  guard: TensorInfo,
): void {
  const entries = all.flatMap((entry) => windowsOf(backend, entry));
  const bindings = backend.device.limits.maxStorageBuffersPerShaderStage - 2;
  const together = Math.max(1, Math.floor(bindings / (2 + rule.slots)));
  for (let first = 0; first < entries.length; first += together) {
    const some = entries.slice(first, first + together);
    const vector = some.map(isVector);
    const blocks = some.reduce((total, entry) => total + groupsOf(entry), 0);
    dispatch(backend, {
      key: `update ${rule.key} ${vector.map(Number).join("")}`,
      code: () => code(rule, vector),
      bindings: [
        ...some.flatMap(({ parameter, gradient, slots }) => [parameter, gradient, ...slots]),
        numbers,
        guard,
      ],
      workgroups: blocks <= ROW ? [blocks, 1, 1] : [ROW, divideUp(blocks, ROW), 1],
    });
  }
}

/** Puts the gradient's place into the parameter's: new values for buffers. */
export const ASSIGN: UpdateRule = { key: "assign", slots: 0, body: "p = g + 0.0 * h[0];" };

/** Sets `guard` `[1]` where the loss, the first element of `readout`, is not a finite number, and keeps it set. */
export function guardLoss(backend: WebGPUBackend, readout: TensorInfo, guard: TensorInfo): void {
  // By its bits: WGSL lets a compiler assume that no number is NaN.
  dispatch(backend, {
    key: "guardLoss",
    code: () => `
${declare([written("guard"), f32("readout")])}
@compute @workgroup_size(1)
fn main() {
  if ((bitcast<u32>(readout[0]) & 0x7f800000u) == 0x7f800000u) { guard[0] = 1.0; }
}`,
    bindings: [guard, readout],
    workgroups: [1, 1, 1],
  });
}

/** Copies a tensor of a few numbers over another of the same size. */
export function copyInto(backend: WebGPUBackend, target: TensorInfo, source: TensorInfo): void {
  dispatch(backend, {
    key: "copyInto",
    code: () => `
${declare([written("result"), f32("source")])}
@compute @workgroup_size(1)
fn main() { for (var i = 0u; i < arrayLength(&result); i++) { result[i] = source[i]; } }`,
    bindings: [target, source],
    workgroups: [1, 1, 1],
  });
}
