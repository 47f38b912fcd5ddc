/** The memory of a training step, played through tensor by tensor as the executor takes and frees them. */
import type { Expanded, ExpandedNode, Path } from "../blocks/types.ts";
import { type LayerKind, layerSpec } from "../layers/index.ts";
import { BYTES_PER_ELEMENT, elements, isMap } from "../tensor/shape.ts";
import type { NodeShapes } from "./types.ts";

const BYTES = BYTES_PER_ELEMENT.float32;

/** What a layer holds of the memory, in tensors of the size of its output where it is a number. */
interface Footprint {
  /** What the gradient reads again. */
  readonly keeps: "input" | "output" | "both" | "nothing";
  /** The value is the input's memory under another shape. */
  readonly view?: true;
  /** Kept until the gradient beside the above: masks, normalised values. */
  readonly beside?: number;
  /** Taken and freed within the layer, on the way there and on the way back. */
  readonly forward?: number;
  readonly backward?: number;
  /** Every input's gradient is the output's own. */
  readonly passes?: true;
}

const FOOTPRINTS: { readonly [K in LayerKind]: Footprint } = {
  input: { keeps: "nothing", view: true },
  output: { keeps: "nothing", view: true, passes: true },
  conv2d: { keeps: "input" },
  depthwiseConv2d: { keeps: "input" },
  convTranspose2d: { keeps: "input", forward: 1 },
  dense: { keeps: "input" },
  maxPool2d: { keeps: "both" },
  avgPool2d: { keeps: "input", backward: 1 },
  globalAvgPool2d: { keeps: "nothing", backward: 1 },
  globalMaxPool2d: { keeps: "both" },
  adaptiveAvgPool2d: { keeps: "input" },
  flatten: { keeps: "nothing" },
  reshape: { keeps: "nothing" },
  dropout: { keeps: "nothing", beside: 1 },
  spatialDropout2d: { keeps: "nothing" },
  batchNorm: { keeps: "input" },
  layerNorm: { keeps: "output", beside: 1, forward: 2, backward: 3 },
  groupNorm: { keeps: "output", beside: 1, forward: 2, backward: 3 },
  localResponseNorm: { keeps: "both", backward: 1 },
  layerScale: { keeps: "input", backward: 1 },
  relu: { keeps: "output" },
  relu6: { keeps: "both", backward: 3 },
  leakyRelu: { keeps: "input", backward: 2 },
  prelu: { keeps: "input", backward: 3 },
  elu: { keeps: "both", forward: 3, backward: 3 },
  gelu: { keeps: "both", forward: 3, backward: 5 },
  silu: { keeps: "both", forward: 1, backward: 4 },
  mish: { keeps: "both", forward: 4, backward: 8 },
  hardSwish: { keeps: "both", forward: 3, backward: 6 },
  hardSigmoid: { keeps: "both", forward: 2, backward: 3 },
  sigmoid: { keeps: "output", backward: 2 },
  tanh: { keeps: "output", backward: 2 },
  softmax: { keeps: "output", backward: 3 },
  add: { keeps: "nothing", passes: true },
  multiply: { keeps: "input", backward: 1 },
  concat: { keeps: "nothing" },
  zeroPad2d: { keeps: "nothing" },
  upsample2d: { keeps: "nothing" },
  channelShuffle: { keeps: "nothing", forward: 1, backward: 1 },
};

/** Layers that keep their input for the gradient of their weights alone. */
const KEEPS_FOR_WEIGHTS: ReadonlySet<LayerKind> = new Set([
  "conv2d",
  "depthwiseConv2d",
  "convTranspose2d",
  "dense",
  "batchNorm",
  "layerScale",
]);

/** A frozen batch norm is computed step by step, without the statistics of the batch. */
const FROZEN_BATCH_NORM: Footprint = { keeps: "nothing", forward: 1 };

/** Tensors of the size of the largest weight that an update takes for a while, by the optimiser's slots. */
const UPDATE_TENSORS = [2, 4, 6] as const;

/** A flatten or reshape moves elements only where channels and positions change places. */
const isView = ({ kind }: ExpandedNode, { inputs: [input = []] }: NodeShapes): boolean => {
  if (FOOTPRINTS[kind].view) return true;
  if (kind !== "flatten" && kind !== "reshape") return false;
  return !isMap(input) || input[0] === 1 || input[1] * input[2] === 1;
};

interface Step {
  readonly node: ExpandedNode;
  readonly sources: readonly Path[];
  readonly footprint: Footprint;
  readonly view: boolean;
  /** Bytes for one sample. */
  readonly output: number;
  readonly inputs: readonly number[];
  /** Of what is trained. */
  readonly params: number;
  /** Weights and statistics that training leaves as they are. */
  readonly still: number;
  readonly largest: number;
  readonly buffers: number;
  /** Whether a variable comes before it, so that its output has a gradient. */
  readonly learned: boolean;
}

/** Bytes with the number of those that hold them. */
class Memory {
  live = 0;
  peak = 0;
  private readonly holders = new Map<string, { bytes: number; count: number }>();
  take(key: string, bytes: number): void {
    this.holders.set(key, { bytes, count: 1 });
    this.live += bytes;
    this.touch(0);
  }
  hold(key: string): void {
    const held = this.holders.get(key);
    if (held !== undefined) held.count += 1;
  }
  release(key: string): void {
    const held = this.holders.get(key);
    if (held === undefined) return;
    held.count -= 1;
    if (held.count > 0) return;
    this.holders.delete(key);
    this.live -= held.bytes;
  }
  has(key: string): boolean {
    return this.holders.has(key);
  }
  /** For a moment so much more. */
  touch(more: number): void {
    this.peak = Math.max(this.peak, this.live + more);
  }
}

function stepsOf(expanded: Expanded, shapes: ReadonlyMap<Path, NodeShapes>): readonly Step[] {
  const learned = new Set<Path>();
  return expanded.nodes.flatMap((node): readonly Step[] => {
    const known = shapes.get(node.path);
    if (known === undefined) return [];
    let [params, largest, buffers, still] = [0, 0, 0, 0];
    for (const weight of layerSpec(node.kind).weights(node.params as never, known.inputs)) {
      const bytes = BYTES * elements(weight.shape);
      if (node.frozen === true) still += bytes;
      else if (weight.trainable) params += bytes;
      else buffers += bytes;
      if (node.frozen !== true && weight.trainable) largest = Math.max(largest, bytes);
    }
    const sources = node.inputs.map(({ from }) => from);
    if (params > 0 || sources.some((source) => learned.has(source))) learned.add(node.path);
    return [
      {
        node,
        sources,
        footprint: footprintOf(node),
        view: isView(node, known),
        output: BYTES * elements(known.output),
        inputs: known.inputs.map((shape) => BYTES * elements(shape)),
        ...{ params, still, largest, buffers },
        learned: learned.has(node.path),
      },
    ];
  });
}

function footprintOf({ kind, frozen }: ExpandedNode): Footprint {
  if (frozen !== true || !KEEPS_FOR_WEIGHTS.has(kind)) return FOOTPRINTS[kind];
  return kind === "batchNorm" ? FROZEN_BATCH_NORM : { ...FOOTPRINTS[kind], keeps: "nothing" };
}

const keptOf = ({ node, sources, footprint }: Step): readonly Path[] => {
  if (footprint.keeps === "output") return [node.path];
  if (footprint.keeps === "input") return sources;
  return footprint.keeps === "both" ? [...sources, node.path] : [];
};

/** Names the memory that holds a node's value: its own, or that of a layer before it which it shows. */
function ownersOf(steps: readonly Step[]): ReadonlyMap<Path, Path> {
  const owners = new Map<Path, Path>();
  for (const { node, sources, view } of steps) {
    const [first] = sources;
    owners.set(node.path, view && first !== undefined ? (owners.get(first) ?? first) : node.path);
  }
  return owners;
}

function playForward(
  memory: Memory,
  steps: readonly Step[],
  batch: number,
  owner: (path: Path) => string,
): void {
  const readers = new Map<Path, number>();
  for (const source of steps.flatMap(({ sources }) => sources)) {
    readers.set(source, (readers.get(source) ?? 0) + 1);
  }
  for (const step of steps) {
    const { node, sources, footprint, output, view } = step;
    if (view && sources.length > 0) memory.hold(owner(node.path));
    else memory.take(owner(node.path), batch * output);
    // The batch itself is held by whoever hands it in.
    if (sources.length === 0) memory.hold(owner(node.path));
    memory.touch(batch * output * (footprint.forward ?? 0));
    if (footprint.beside !== undefined && step.learned) {
      memory.take(`${node.path} beside`, batch * output * footprint.beside);
    }
    if (step.learned) for (const path of keptOf(step)) memory.hold(owner(path));
    for (const source of sources) {
      const left = (readers.get(source) ?? 0) - 1;
      readers.set(source, left);
      if (left === 0) memory.release(owner(source));
    }
  }
}

function playBackward(
  memory: Memory,
  steps: readonly Step[],
  batch: number,
  owner: (path: Path) => string,
): void {
  /** The memory of the gradient of each node's value. */
  const gradients = new Map<Path, string>();
  const learned = new Set(steps.flatMap((step) => (step.learned ? [step.node.path] : [])));
  const last = steps.at(-1);
  if (last === undefined) return;
  gradients.set(last.node.path, `${last.node.path} gradient`);
  memory.take(`${last.node.path} gradient`, batch * last.output);
  for (const step of [...steps].reverse()) {
    const { node, sources, footprint, inputs, output, view } = step;
    const dy = gradients.get(node.path);
    if (dy !== undefined && step.learned) {
      memory.touch(batch * output * (footprint.backward ?? 0));
      if (step.params > 0) memory.take(`${node.path} weights`, step.params);
      for (const [i, source] of sources.entries()) {
        if (!learned.has(source)) continue;
        const earlier = gradients.get(source);
        const key = `${source} gradient of ${node.path} ${i}`;
        const own: string = view || footprint.passes ? dy : key;
        if (own === dy) memory.hold(dy);
        else memory.take(key, batch * (inputs[i] ?? 0));
        if (earlier === undefined) gradients.set(source, own);
        else {
          const sum = `${key} sum`;
          memory.take(sum, batch * (inputs[i] ?? 0));
          memory.release(earlier);
          memory.release(own);
          gradients.set(source, sum);
        }
      }
    }
    if (dy !== undefined) memory.release(dy);
    if (step.learned) for (const path of keptOf(step)) memory.release(owner(path));
    memory.release(`${node.path} beside`);
  }
}

/**
 * The largest number of bytes at any moment of a step with `slots` tensors of an optimiser for each weight. Beside weights,
 * slots and buffers there are on the way forward the values that somebody still reads, on the way back those that a
 * gradient reads, with the gradients so far, and in the update, unless it is in place, some tensors of the size of the
 * largest weight. The scratch space of kernels is not in it.
 */
export function peakTrainingBytes(
  expanded: Expanded,
  shapes: ReadonlyMap<Path, NodeShapes>,
  batch: number,
  slots: number,
  updateInPlace = false,
): number {
  const steps = stepsOf(expanded, shapes);
  const sum = (of: (step: Step) => number): number => steps.reduce((total, step) => total + of(step), 0);
  const params = sum((step) => step.params);
  const buffers = sum((step) => step.buffers);
  const owners = ownersOf(steps);
  const owner = (path: Path): string => `${owners.get(path) ?? path} value`;
  const memory = new Memory();
  memory.take("weights", params * (1 + slots) + sum((step) => step.still) + buffers);
  playForward(memory, steps, batch, owner);
  // Means and variances wait for the end of the step.
  memory.take("statistics", buffers);
  playBackward(memory, steps, batch, owner);
  const largest = Math.max(0, ...steps.map((step) => step.largest));
  const update = updateInPlace ? 0 : (UPDATE_TENSORS[Math.min(slots, UPDATE_TENSORS.length - 1)] ?? 0);
  memory.touch(largest * update);
  return memory.peak;
}
