/** Products of a network as requests to the tuner, with operands full of random numbers. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { Product } from "./choice.ts";
import {
  type ConvPass,
  convClass,
  convProduct,
  filterGradient,
  forward,
  inputGradient,
} from "./conv-products.ts";
import { dispatch, internalsOf, output, sizeOf } from "./dispatch.ts";
import { type Geometry, outputShape } from "./geometry.ts";
import { type MatrixShape, matrixClass, matrixProduct, matrixProductOf } from "./matmul.ts";
import type { Manager } from "./recording-pool.ts";
import type { Prepared, TuningRequest } from "./tune.ts";
import { declare, flatGrid, flatMain, written } from "./wgsl.ts";

const WIDTH = 64;

/** Between -1/2 and 1/2, by a multiplicative hash of the place (Knuth, The Art of Computer Programming 3, 6.4). */
function noise(backend: WebGPUBackend, shape: readonly number[]): TensorInfo {
  const x = output(backend, shape);
  dispatch(backend, {
    key: "noise",
    code: () => `
${declare([written("x")])}
${flatMain(WIDTH, "i32(arrayLength(&x))", "x[index] = f32((u32(index) * 2654435769u) >> 8u) / 16777216.0 - 0.5;")}`,
    bindings: [x],
    workgroups: flatGrid(sizeOf(shape), WIDTH),
  });
  return x;
}

/** `shapes` are those of the operands. */
function prepared(
  backend: WebGPUBackend,
  shapes: readonly (readonly number[])[],
  run: (operands: readonly TensorInfo[], choice: Parameters<Prepared["run"]>[0]) => TensorInfo,
): Prepared {
  const operands = shapes.map((shape) => noise(backend, shape));
  const internals = internalsOf(backend);
  internals.endComputePassEncoder();
  if (internals.commandEncoder !== null) internals.submitQueue();
  return {
    run: (choice) => void backend.disposeData(run(operands, choice).dataId),
    dispose() {
      const { bufferManager } = backend as unknown as { bufferManager: Manager };
      for (const { dataId } of operands) {
        const data = internals.tensorMap.get(dataId);
        // Destroyed: tfjs would keep them for tensors of their size, which there may be none of.
        if (data.resource) bufferManager.releaseBuffer(data.resource, false);
        data.resource = null;
        backend.disposeData(dataId);
      }
    },
  };
}

const workOf = ({ m, n, k, layers }: Product): number => m * n * k * layers;

export function convRequest(
  backend: WebGPUBackend,
  pass: ConvPass,
  batch: number,
  g: Geometry,
): TuningRequest {
  const product = convProduct(backend, pass, batch, g);
  const x = [batch, ...g.size, g.groups * g.inputs];
  const filter = [...g.kernel, g.inputs, g.groups * g.outputs];
  const y = outputShape(batch, g);
  const operands = { forward: [x, filter], input: [y, filter], filter: [x, y] }[pass];
  return {
    key: convClass(pass, batch, g),
    product,
    work: workOf(product),
    prepare: () =>
      prepared(backend, operands, ([a, b], choice) => {
        const [first, second] = [a as TensorInfo, b as TensorInfo];
        if (pass === "forward") return forward(backend, first, second, null, g, null, choice);
        if (pass === "input") return inputGradient(backend, first, second, g, choice);
        return filterGradient(backend, first, second, g, choice);
      }),
  };
}

export function matrixRequest(backend: WebGPUBackend, shape: MatrixShape): TuningRequest {
  const { m, n, k, turnA, turnB } = shape;
  const product = matrixProductOf(backend, shape);
  const operands = [turnA ? [k, m] : [m, k], turnB ? [n, k] : [k, n]];
  return {
    key: matrixClass(shape),
    product,
    work: workOf(product),
    prepare: () =>
      prepared(backend, operands, ([a, b], choice) =>
        matrixProduct(backend, a as TensorInfo, b as TensorInfo, shape, [m, n], undefined, choice),
      ),
  };
}

/** One for each class, with the work of all; what is small or has nothing to choose is left to the rule. */
export function gathered(requests: readonly TuningRequest[]): readonly TuningRequest[] {
  const byKey = new Map<string, TuningRequest>();
  for (const request of requests) {
    if (request.product.direct) continue;
    const work = (byKey.get(request.key)?.work ?? 0) + request.work;
    byKey.set(request.key, { ...request, work });
  }
  return [...byKey.values()];
}
