/** The largest tensors of a model, held against a device's limits before the first step. */
import type { NodeShapes } from "../../../analysis/types.ts";
import type { Expanded, Path } from "../../../blocks/types.ts";
import { layerSpec } from "../../../layers/index.ts";
import { type Problem, problem } from "../../../tensor/problem.ts";
import { BYTES_PER_ELEMENT, elements } from "../../../tensor/shape.ts";
import { backendMessages } from "./messages.ts";
import type { BackendLimits, OpenBackend } from "./types.ts";

export interface TensorSize {
  readonly path: Path;
  readonly what: "output" | "weight";
  /** The kernels of its layer take it a part at a time where it is beyond what a computation may hold. */
  readonly inParts: boolean;
  readonly bytes: number;
}

/** Outputs for a batch, and weights, largest first. */
export function tensorSizes(
  expanded: Expanded,
  shapes: ReadonlyMap<Path, NodeShapes>,
  batchSize: number,
): readonly TensorSize[] {
  const sizes: TensorSize[] = [];
  for (const { path, kind, params } of expanded.nodes) {
    const known = shapes.get(path);
    if (known === undefined) continue;
    const output = batchSize * elements(known.output) * BYTES_PER_ELEMENT.float32;
    sizes.push({ path, what: "output", bytes: output, inParts: false });
    for (const weight of layerSpec(kind).weights(params as never, known.inputs)) {
      const bytes = elements(weight.shape) * BYTES_PER_ELEMENT.float32;
      const inParts = kind === "dense" && weight.name === "weight";
      sizes.push({ path: `${path}.${weight.name}`, what: "weight", bytes, inParts });
    }
  }
  return sizes.sort((a, b) => b.bytes - a.bytes);
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);
/** WebGPU binds a stretch of a buffer as well as all of it (`engine/kernels/webgpu/large.ts`). */
const limitOf = ({ maxTensorBytes, maxBufferBytes }: BackendLimits, { inParts }: TensorSize): number =>
  inParts ? maxBufferBytes : Math.min(maxTensorBytes, maxBufferBytes);

/**
 * One problem for the largest tensor that does not fit, or nothing. Above a WebGPU device's limits results are NaN and
 * no call fails, so this must be asked before the first step.
 */
export function checkDeviceLimits(
  backend: Pick<OpenBackend, "name" | "description" | "limits">,
  expanded: Expanded,
  shapes: ReadonlyMap<Path, NodeShapes>,
  batchSize: number,
): readonly Problem[] {
  const largest = tensorSizes(expanded, shapes, batchSize).find(
    (size) => size.bytes > limitOf(backend.limits, size),
  );
  if (largest === undefined) return [];
  const values = {
    path: largest.path,
    batch: batchSize,
    needed: megabytes(largest.bytes),
    backend: backend.name,
    description: backend.description,
    limit: Math.floor(limitOf(backend.limits, largest) / 1e6),
  };
  return [problem(backendMessages, `backend/${largest.what}-too-large`, { path: largest.path }, values)];
}
