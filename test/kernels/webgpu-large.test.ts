/**
 * Products with, and updates of, tensors beyond what one binding may hold: the kernels are told of a smaller limit than the
 * device's, and everything is computed in many windows. LAYERLOOM_LONG trains AlexNet itself.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { Tensor, TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { createTrainer } from "../../cli/bench/trainer.ts";
import { largeLinear, largeProduct } from "../../engine/kernels/webgpu/large-linear.ts";
import { scaledBy, sumOfSquares } from "../../engine/kernels/webgpu/scaling.ts";
import { updateInPlace } from "../../engine/kernels/webgpu/update.ts";
import { openTestBackend } from "../support/backends.ts";
import { analyse, template } from "../training/networks.ts";
import { fuzzCases } from "./fuzz.ts";
import { upTo } from "./geometries.ts";
import { draw } from "./wasm-reference.ts";
import { expectResults } from "./webgpu-kernel.ts";

const numRuns = fuzzCases(8);
vi.setConfig({ testTimeout: 240_000 + 4000 * numRuns });
const long = process.env.LAYERLOOM_LONG !== undefined;
if (!long) console.warn("skipped: training AlexNet on WebGPU, because LAYERLOOM_LONG is not set");
const backend = await openTestBackend("webgpu");
const errors: string[] = [];
backend?.onError((message) => errors.push(message));
afterEach(() => expect(errors).toEqual([]));
afterAll(() => backend?.dispose());

/** The backend, but for what its device says that a binding may hold. */
function limited(elements: number): WebGPUBackend {
  const gpu = tf.backend() as unknown as WebGPUBackend;
  const override = <T extends object>(target: T, key: string, value: unknown): T =>
    new Proxy(target, {
      get(of, name) {
        if (name === key) return value;
        const found: unknown = Reflect.get(of, name);
        return typeof found === "function" ? found.bind(of) : found;
      },
      set: (of, name, to) => Reflect.set(of, name, to),
    });
  const limits = override(gpu.device.limits, "maxStorageBufferBindingSize", 4 * elements);
  return override(gpu, "device", override(gpu.device, "limits", limits));
}

const asTensor = (info: TensorInfo): Tensor => tf.engine().makeTensorFromTensorInfo(info);
const at = (values: ArrayLike<number>, i: number): number => values[i] as number;

function product(a: Float32Array, b: Float32Array, p: Shape): Float64Array {
  return Float64Array.from({ length: p.m * p.n }, (_, i) => {
    const [row, column] = [Math.floor(i / p.n), i % p.n];
    let sum = 0;
    for (let k = 0; k < p.k; k++) {
      const left = at(a, p.turnA ? k * p.m + row : row * p.k + k);
      sum += left * at(b, p.turnB ? column * p.k + k : k * p.n + column);
    }
    return sum;
  });
}
interface Shape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly turnA: boolean;
  readonly turnB: boolean;
}

describe.skipIf(backend === null)("beyond one binding the WebGPU kernels agree with float64 on", () => {
  test("products with a large right matrix, and into a large result", async () => {
    const shapes = fc.record({
      ...{ m: upTo(9), k: upTo(300, 65), n: upTo(40, 8), turnA: fc.boolean(), turnB: fc.boolean() },
    });
    const property = fc.asyncProperty(shapes, fc.boolean(), async (drawn, intoLarge) => {
      // With the result as the large one, its rows are many and the depth is small.
      const p = intoLarge ? { ...drawn, m: drawn.k, k: drawn.m } : drawn;
      const [a, b] = [draw([p.m * p.k], "a"), draw([p.k * p.n], "b")];
      const [aShape, bShape] = [p.turnA ? [p.k, p.m] : [p.m, p.k], p.turnB ? [p.n, p.k] : [p.k, p.n]];
      const columns = intoLarge ? p.n : at(bShape, 1);
      const gpu = limited(Math.max(64 * columns + 3, p.m * p.k));
      const tensors = { a: tf.tensor(a, aShape), b: tf.tensor(b, bShape) };
      const result = largeProduct(gpu, tensors.a, tensors.b, p, [p.m, p.n]);
      // A right matrix that is turned may be of fewer rows than a window has.
      if (result === null) tf.dispose(tensors);
      else await expectResults(tensors, [asTensor(result)], [product(a, b, p)]);
    });
    await fc.assert(property, {
      numRuns,
      examples: [[{ m: 3, k: 200, n: 12, turnA: false, turnB: false }, false]],
    });
  });

  test("a dense layer with bias and activation", async () => {
    const [m, k, n] = [5, 200, 12];
    const [x, w, bias] = [draw([m * k], "x"), draw([k * n], "w"), draw([n], "bias")];
    const tensors = { x: tf.tensor(x, [m, k]), w: tf.tensor(w, [k, n]), bias: tf.tensor(bias) };
    const after = { bias: tensors.bias, activation: { kind: "relu", alpha: 0 } } as const;
    const result = largeLinear(limited(64 * n), tensors.x, tensors.w, after);
    const expected = product(x, w, { m, k, n, turnA: false, turnB: false }).map((value, i) =>
      Math.max(0, value + at(bias, i % n)),
    );
    await expectResults(tensors, [asTensor(result)], [expected]);
  });

  test("sums of squares, products with a scalar and updates in place", async () => {
    const property = fc.asyncProperty(upTo(1500), upTo(500, 64), async (size, most) => {
      const gpu = limited(most);
      const [p, g, s] = [draw([size], "p"), draw([size], "g"), draw([size], "s")];
      const tensors = { p: tf.tensor(p), g: tf.tensor(g), s: tf.tensor(s), factor: tf.scalar(0.5) };
      const numbers = tf.tensor([0.1, 0.9, 0, 0, 0, 0, 0, 0]);
      const guard = tf.tensor([0]);
      const call = { attrs: {}, backend: gpu };
      const squares = sumOfSquares({ ...call, inputs: { x: tensors.p } });
      const scaled = scaledBy({ ...call, inputs: { x: tensors.p, factor: tensors.factor } });
      const rule = { key: "momentum", slots: 1, body: "s0 = h[1] * s0 + g; p = p - h[0] * s0;" };
      updateInPlace(
        gpu,
        rule,
        [{ parameter: tensors.p, gradient: tensors.g, slots: [tensors.s] }],
        numbers,
        guard,
      );
      const velocity = Float64Array.from(g, (value, i) => 0.9 * at(s, i) + value);
      const [sumOf, half, moved] = [
        Float64Array.of(p.reduce((sum, value) => sum + value * value, 0)),
        Float64Array.from(p, (value) => 0.5 * value),
        Float64Array.from(p, (value, i) => value - 0.1 * at(velocity, i)),
      ];
      // Read as they are: a copy would be one of the values before.
      const results = [asTensor(squares), asTensor(scaled), tensors.p, tensors.s];
      await expectResults({ ...tensors, numbers, guard }, results, [sumOf, half, moved, velocity]);
    });
    await fc.assert(property, { numRuns });
  });

  test.runIf(long)(
    "AlexNet on 224x224, batch 8, whose largest weight takes 151 MB: as wasm trains it",
    async () => {
      const alexnet = analyse(template("torchvision-alexnet"));
      const lossesOn = async (name: string): Promise<readonly number[]> => {
        await tf.setBackend(name);
        const trainer = createTrainer(alexnet, 8);
        const losses = [
          await trainer.step(),
          await trainer.step(),
          await trainer.step(),
          await trainer.step(),
        ];
        trainer.dispose();
        return losses;
      };
      const losses = await lossesOn("webgpu");
      const other = await openTestBackend("wasm");
      const expected = await lossesOn("wasm");
      await other?.dispose();
      await tf.setBackend("webgpu");
      console.info(`losses of AlexNet: ${losses.join(", ")} on WebGPU, ${expected.join(", ")} on wasm`);
      for (const [i, loss] of losses.entries()) expect(loss).toBeCloseTo(expected[i] ?? Number.NaN, 4);
    },
  );
});
