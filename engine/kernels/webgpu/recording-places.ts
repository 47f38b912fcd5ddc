/** Gives the promised memory of a recording its place, and binds its commands to it. */
import { writesOf } from "./dispatch.ts";
import { type Packable, pack } from "./packing.ts";
import type { RecordingPool } from "./recording-pool.ts";

export interface Command {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroupDescriptor;
  readonly workgroups: readonly [number, number, number];
}
export interface BoundCommand extends Omit<Command, "group"> {
  readonly group: GPUBindGroup;
}

/** Larger buffers than this are not made, where the device would allow them, as one piece of so much may not be free. */
const MOST_BYTES = 2 ** 30;

interface Tensor extends Packable {
  last: number;
  readonly apart: Set<number>;
}

const bindingOf = ({ resource }: GPUBindGroupEntry): GPUBufferBinding | null =>
  "buffer" in resource ? resource : null;

/** The promised buffers that commands are bound to, from the first to the last command of each. */
function tensorsOf(pool: RecordingPool, commands: readonly Command[]) {
  const indices = new Map<GPUBuffer, number>();
  const tensors: Tensor[] = [];
  for (const [at, { pipeline, group }] of commands.entries()) {
    const written = writesOf(pipeline);
    const bound: { readonly index: number; readonly writes: boolean }[] = [];
    for (const entry of group.entries) {
      const buffer = bindingOf(entry)?.buffer;
      if (buffer === undefined || !pool.isPromised(buffer)) continue;
      const index = indices.get(buffer) ?? tensors.length;
      const tensor = tensors[index];
      if (tensor === undefined) {
        indices.set(buffer, index);
        tensors.push({ bytes: buffer.size, first: at, last: at, apart: new Set() });
      } else tensor.last = at;
      bound.push({ index, writes: written.includes(entry.binding) });
    }
    for (const { index } of bound.filter(({ writes }) => writes)) {
      for (const { index: other } of bound.filter(({ writes }) => !writes)) {
        tensors[index]?.apart.add(other);
        tensors[other]?.apart.add(index);
      }
    }
  }
  return { indices, tensors };
}

export function placed(
  device: GPUDevice,
  pool: RecordingPool,
  commands: readonly Command[],
): readonly BoundCommand[] {
  const { indices, tensors } = tensorsOf(pool, commands);
  const { maxBufferSize, minStorageBufferOffsetAlignment } = device.limits;
  const { places, buffers } = pack(
    tensors,
    Math.min(MOST_BYTES, maxBufferSize),
    minStorageBufferOffsetAlignment,
  );
  const made = buffers.map((bytes) => pool.create(bytes));
  const bind = (entry: GPUBindGroupEntry): GPUBindGroupEntry => {
    const binding = bindingOf(entry);
    if (binding === null) return entry;
    const place = places[indices.get(binding.buffer) ?? -1];
    const buffer = place === undefined ? undefined : made[place.buffer];
    if (place === undefined || buffer === undefined) return entry;
    const offset = binding.offset ?? 0;
    const size = binding.size ?? binding.buffer.size - offset;
    return { ...entry, resource: { buffer, offset: place.offset + offset, size } };
  };
  return commands.map(({ pipeline, group, workgroups }) => {
    const entries = [...group.entries].map(bind);
    return { pipeline, workgroups, group: device.createBindGroup({ layout: group.layout, entries }) };
  });
}
