/** Where the time of a replayed step on WebGPU goes, by dispatch: `node bench/kernels/run.mjs webgpu-profile NETWORK`. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { findGpu } from "../../cli/backend/webgpu.ts";
import { openSide } from "./webgpu-side.ts";

const ROUNDS = 3;

interface Work {
  pipeline?: GPUComputePipeline;
  group?: GPUBindGroup;
  count?: readonly (number | undefined)[];
}

const side = await openSide("ours", process.argv[2] ?? "lenet", findGpu);
for (let i = 0; i < 4; i++) await side.step();
const { device } = tf.backend() as WebGPUBackend;
const list: Work[] = [];
const make = device.createCommandEncoder.bind(device);
device.createCommandEncoder = () => {
  const encoder = make();
  const begin = encoder.beginComputePass.bind(encoder);
  encoder.beginComputePass = () => {
    const pass = begin();
    let now: Work = {};
    const [pipe, bind, run] = [pass.setPipeline, pass.setBindGroup, pass.dispatchWorkgroups];
    pass.setPipeline = (pipeline) => {
      now = { ...now, pipeline };
      pipe.call(pass, pipeline);
    };
    pass.setBindGroup = (index: number, group: GPUBindGroup | null | undefined) => {
      if (!group) throw new Error("No bind group.");
      now = { ...now, group };
      Reflect.apply(bind, pass, [index, group]);
    };
    pass.dispatchWorkgroups = (...count) => {
      list.push({ ...now, count });
      run.call(pass, ...count);
    };
    return pass;
  };
  return encoder;
};
await side.step();
device.createCommandEncoder = make;
const times = new Map<string, { ms: number; calls: number }>();
let total = 0;
for (const { pipeline, group, count } of list) {
  if (pipeline === undefined || group === undefined) continue;
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ROUNDS; i++) {
    const encoder = make();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...(count as [number, number, number]));
    pass.end();
    const started = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    best = Math.min(best, performance.now() - started);
  }
  const share = times.get(pipeline.label) ?? { ms: 0, calls: 0 };
  times.set(pipeline.label, { ms: share.ms + best, calls: share.calls + 1 });
  total += best;
}
console.log(`${list.length} dispatches, ${total.toFixed(1)} ms one by one`);
for (const [label, { ms, calls }] of [...times].sort(([, a], [, b]) => b.ms - a.ms).slice(0, 30)) {
  console.log(`${ms.toFixed(2).padStart(9)} ms ${String(calls).padStart(4)}  ${label}`);
}
process.exit(0);
