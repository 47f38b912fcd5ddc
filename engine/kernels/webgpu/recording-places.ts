/** Gives the promised memory of a recording its place, and binds its commands to it. */
import { writesOf } from "./dispatch.ts";
import { type Packable, type Packing, pack } from "./packing.ts";
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

/** Where the tensors of commands lie. */
export interface Layout {
  readonly buffers: readonly GPUBuffer[];
  readonly tensors: readonly Packable[];
  readonly places: Packing["places"];
}

/** Memory that is there already. */
export interface Present {
  /** Its buffers are free between one run and the next. */
  readonly shared: Layout | null;
  /** For promised buffers that outlive the commands, one of its own. */
  readonly kept: ReadonlyMap<GPUBuffer, GPUBuffer>;
}

/** The other promised buffers that commands are bound to, from the first to the last command of each. */
function tensorsOf(pool: RecordingPool, commands: readonly Command[], { kept }: Present) {
  const indices = new Map<GPUBuffer, number>();
  const tensors: Tensor[] = [];
  for (const [at, { pipeline, group }] of commands.entries()) {
    const written = writesOf(pipeline);
    const bound: { readonly index: number; readonly writes: boolean }[] = [];
    for (const entry of group.entries) {
      const buffer = bindingOf(entry)?.buffer;
      if (buffer === undefined || !pool.isPromised(buffer) || kept.has(buffer)) continue;
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

/** Whether each tensor is there when its like is, and no larger, as those of the same step with fewer samples are. */
const fitsInto = (tensors: readonly Packable[], { tensors: others }: Layout): boolean =>
  tensors.length === others.length &&
  tensors.every(({ bytes, first, last, apart }, i) => {
    const other = others[i];
    if (other === undefined || other.bytes < bytes) return false;
    return (
      other.first === first && other.last === last && [...apart].every((index) => other.apart.has(index))
    );
  });

function layOut(
  { limits }: GPUDevice,
  pool: RecordingPool,
  tensors: readonly Packable[],
  shared: Layout | null,
): Layout {
  if (shared !== null && fitsInto(tensors, shared)) return { ...shared, tensors };
  const present = shared?.buffers ?? [];
  const { places, buffers } = pack(tensors, {
    most: Math.min(MOST_BYTES, limits.maxBufferSize),
    alignment: limits.minStorageBufferOffsetAlignment,
    given: present.map(({ size }) => size),
  });
  const more = buffers.slice(present.length).map((bytes) => pool.create(bytes));
  return { buffers: [...present, ...more], tensors, places };
}

export interface Placed {
  readonly steps: readonly BoundCommand[];
  readonly layout: Layout;
}

export function placed(
  device: GPUDevice,
  pool: RecordingPool,
  commands: readonly Command[],
  present: Present,
): Placed {
  const { indices, tensors } = tensorsOf(pool, commands, present);
  const layout = layOut(device, pool, tensors, present.shared);
  const bind = (entry: GPUBindGroupEntry): GPUBindGroupEntry => {
    const binding = bindingOf(entry);
    if (binding === null) return entry;
    const own = present.kept.get(binding.buffer);
    if (own !== undefined) return { ...entry, resource: { ...binding, buffer: own } };
    const place = layout.places[indices.get(binding.buffer) ?? -1];
    const buffer = place === undefined ? undefined : layout.buffers[place.buffer];
    if (place === undefined || buffer === undefined) return entry;
    const offset = binding.offset ?? 0;
    const size = binding.size ?? binding.buffer.size - offset;
    return { ...entry, resource: { buffer, offset: place.offset + offset, size } };
  };
  const steps = commands.map(({ pipeline, group, workgroups }) => {
    const entries = [...group.entries].map(bind);
    return { pipeline, workgroups, group: device.createBindGroup({ layout: group.layout, entries }) };
  });
  return { steps, layout };
}
