/**
 * `SoftmaxCrossEntropy`: inputs `logits` and `targets` `[batch, classes]`, rows of which sum to 1; outputs the mean over the
 * batch of `-sum(y log softmax(z))`, a scalar, and its gradient `(softmax(z) - y)/batch`. A workgroup a row.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { dispatch, output } from "./dispatch.ts";
import type { KernelCall } from "./program.ts";
import { declare, f32, written } from "./wgsl.ts";

const WIDTH = 32;

/** Leaves the combination of all lanes' `local` in `panel[0]`. */
const combine = (operation: (a: string, b: string) => string): string => `
  workgroupBarrier();
  panel[lane] = local;
  workgroupBarrier();
  for (var span = ${WIDTH / 2}u; span > 0u; span /= 2u) {
    if (lane < span) { panel[lane] = ${operation("panel[lane]", "panel[lane + span]")}; }
    workgroupBarrier();
  }`;

const entry = `
var<workgroup> panel : array<f32, ${WIDTH}>;
@compute @workgroup_size(${WIDTH})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) lane : u32) {`;
const sum = combine((a, b) => `${a} + ${b}`);

const rowCode = (batch: number, classes: number): string => `
${declare([written("losses"), written("gradient"), f32("logits"), f32("targets")])}
${entry}
  let first = i32(group.x) * ${classes};
  var local = logits[first];
  for (var c = i32(lane); c < ${classes}; c += ${WIDTH}) { local = max(local, logits[first + c]); }
  ${combine((a, b) => `max(${a}, ${b})`)}
  let largest = panel[0];
  local = 0.0;
  for (var c = i32(lane); c < ${classes}; c += ${WIDTH}) { local += exp(logits[first + c] - largest); }
  ${sum}
  let logarithm = log(panel[0]);
  local = 0.0;
  for (var c = i32(lane); c < ${classes}; c += ${WIDTH}) {
    let logProbability = logits[first + c] - largest - logarithm;
    let y = targets[first + c];
    local -= y * logProbability;
    gradient[first + c] = (exp(logProbability) - y) / ${batch}.0;
  }
  ${sum}
  if (lane == 0u) { losses[group.x] = panel[0]; }
}`;

const meanCode = (batch: number): string => `
${declare([written("loss"), f32("losses")])}
${entry}
  var local = 0.0;
  for (var b = i32(lane); b < ${batch}; b += ${WIDTH}) { local += losses[b]; }
  ${sum}
  if (lane == 0u) { loss[group.x] = panel[0] / ${batch}.0; }
}`;

export function softmaxCrossEntropy({ backend, inputs }: KernelCall): TensorInfo[] {
  const { logits, targets } = inputs as { logits: TensorInfo; targets: TensorInfo };
  const [batch = 1, classes = 1] = logits.shape;
  const [losses, gradient] = [output(backend, [batch]), output(backend, [batch, classes])];
  dispatch(backend, {
    key: `crossEntropyRows ${batch} ${classes}`,
    code: () => rowCode(batch, classes),
    bindings: [losses, gradient, logits, targets],
    workgroups: [batch, 1, 1],
  });
  const loss = output(backend, []);
  dispatch(backend, {
    key: `crossEntropyMean ${batch}`,
    code: () => meanCode(batch),
    bindings: [loss, losses],
    workgroups: [1, 1, 1],
  });
  backend.disposeData(losses.dataId);
  return [loss, gradient];
}
