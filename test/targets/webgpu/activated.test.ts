/** Layers computed together with the activation behind them against the same layers apart, on WebGPU. */
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { captureActivations } from "../../../engine/inspect/activations.ts";
import { gradCam } from "../../../engine/inspect/grad-cam.ts";
import { registerWebgpuKernels } from "../../../engine/kernels/webgpu/register.ts";
import type { LayerKind } from "../../../engine/layers/index.ts";
import { relativeError } from "../../../engine/selftest/compare.ts";
import { variableGrads } from "../../../engine/targets/tfjs/gradients/variable-grads.ts";
import { buildModel } from "../../../engine/targets/tfjs/model.ts";
import { createRandom } from "../../../engine/tensor/random.ts";
import { createOptimizer } from "../../../engine/training/optimizers/optimizer.ts";
import { createStepper, type StepOutcome } from "../../../engine/training/stepper.ts";
import { fuzzCases } from "../../kernels/fuzz.ts";
import { upTo, windows } from "../../kernels/geometries.ts";
import { draw, forward } from "../../kernels/wasm-reference.ts";
import { openTestBackend } from "../../support/backends.ts";
import { graphOf, type Layer, lenetModern } from "../../support/graphs.ts";
import { optimizerSettings } from "../../training/settings.ts";

const numRuns = fuzzCases(4);
vi.setConfig({ testTimeout: 120_000 + 8000 * numRuns });
const backend = await openTestBackend("webgpu");
const errors: string[] = [];
backend?.onError((message) => errors.push(message));
afterEach(() => expect(errors).toEqual([]));
afterAll(() => backend?.dispose());

const ACTIVATIONS: readonly (readonly [LayerKind, Readonly<Record<string, number>>])[] = [
  ["relu", {}],
  ["relu6", {}],
  ["leakyRelu", { slope: 0.3 }],
  ["leakyRelu", { slope: 0 }],
  ["elu", { alpha: 0.7 }],
  ["sigmoid", {}],
  ["tanh", {}],
];
/** Their gradients are the same operations in the same order; that of tanh may be rounded once less. */
const EXACT = new Set<LayerKind>(["relu", "relu6", "leakyRelu"]);

interface Computed {
  /** Names of the kernels that ran. */
  readonly kernels: readonly string[];
  /** Logits, and the gradients of the weights and of the input. */
  readonly values: readonly Float32Array[];
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** Runs `layers` with the gradients of a weighted sum of the output; what `apart` names is not computed with what is behind. */
async function compute(
  input: readonly number[],
  layers: readonly Layer[],
  batch: number,
  apart: readonly string[] = [],
): Promise<Computed> {
  const model = buildModel({ ...graphOf(input, layers), seed: 5 });
  const random = createRandom(9, "activated");
  const normal = (shape: readonly number[]): tf.Tensor =>
    tf.tensor(
      Float32Array.from({ length: sizeOf(shape) }, () => 2 * random.normal()),
      [...shape],
    );
  const [channels = 0, height, width] = input;
  const map = height === undefined || width === undefined ? [channels] : [height, width, channels];
  const x = tf.variable(tf.tidy(() => normal([batch, ...map])));
  const spy = vi.spyOn(tf.engine(), "runKernel");
  const results = tf.tidy(() => {
    let logits: tf.Tensor | undefined;
    const { grads } = variableGrads(() => {
      const result = model.forward(x, { training: true, capture: new Set(apart) });
      tf.dispose([...result.captured.values()]);
      logits = tf.keep(tf.clone(result.logits));
      return tf.sum(tf.mul(result.logits, normal(result.logits.shape))) as tf.Scalar;
    }, [...model.variables.values(), x]);
    return [...(logits === undefined ? [] : [logits]), ...Object.values(grads)].map((t) => tf.keep(t));
  });
  const kernels = spy.mock.calls.map(([name]) => name);
  spy.mockRestore();
  const values = await Promise.all(results.map((tensor) => tensor.data<"float32">()));
  tf.dispose([...results, x]);
  model.dispose();
  return { kernels, values };
}

const within = (kernels: readonly string[], part: string): boolean =>
  kernels.some((name) => name.includes(part));

/** `joined` and `apart` in the same order. */
function expectEqual(joined: Computed, apart: Computed, exact: boolean): void {
  expect(joined.values.length).toBeGreaterThan(1);
  expect(joined.values).toHaveLength(apart.values.length);
  for (const [i, values] of apart.values.entries()) {
    const own = joined.values[i] ?? new Float32Array();
    expect(own).toHaveLength(values.length);
    expect(relativeError(own, values)).toBeLessThan(1e-5);
    // The sign of a zero may differ, as a product with zero has one.
    if (exact) expect(own.map((value) => value + 0)).toEqual(values.map((value) => value + 0));
  }
}

describe.skipIf(backend === null)("a layer and its activation in one are as they are apart", () => {
  const tail: readonly Layer[] = [
    { name: "flatten", kind: "flatten" },
    { name: "end", kind: "dense", params: { units: 3 } },
  ];

  test.each(ACTIVATIONS)("with %s %o", async (kind, params) => {
    const layers: readonly Layer[] = [
      { name: "conv", kind: "conv2d", params: { filters: 6, kernel: [3, 3], groups: 2 } },
      { name: "first", kind, params },
      { name: "depthwise", kind: "depthwiseConv2d", params: { kernel: [3, 3], bias: false } },
      { name: "second", kind, params },
      { name: "flatten", kind: "flatten" },
      { name: "fc", kind: "dense", params: { units: 5 } },
      { name: "third", kind, params },
      { name: "end", kind: "dense", params: { units: 3 } },
    ];
    const joined = await compute([4, 8, 8], layers, 4);
    const apart = await compute([4, 8, 8], layers, 4, ["conv", "depthwise", "fc"]);
    const count = ({ kernels }: Computed): number => kernels.filter((name) => /Activated/.test(name)).length;
    expect([count(joined), count(apart)]).toEqual([3, 0]);
    expectEqual(joined, apart, EXACT.has(kind));
  });

  test("by tiled products, of whole vectors and not, split or not", async () => {
    const run = async (name: string, inputs: Readonly<Record<string, tf.Tensor>>, attrs: object) => {
      const y = tf.engine().runKernel(name, inputs, attrs as never) as tf.Tensor;
      const values = await y.data<"float32">();
      tf.dispose([y, ...Object.values(inputs)]);
      return values;
    };
    const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));
    const leaky = (value: number): number => (value < 0 ? 0.3 * value : value);
    for (const [outputs, attrs, activate] of [
      [16, { activation: "sigmoid", alpha: 0 }, sigmoid],
      [10, { activation: "leakyRelu", alpha: 0.3 }, leaky],
    ] as const) {
      const pair = [1, 1] as const;
      const window = { stride: pair, padding: pair, dilation: pair };
      const g = { batch: 4, size: [20, 20], kernel: [3, 3], inputs: 8, outputs, ...window } as const;
      const [x, w, bias] = [draw([4, 20, 20, 8], "x"), draw([3, 3, 8, outputs], "w"), draw([outputs], "b")];
      const inputs = {
        x: tf.tensor(x, [4, 20, 20, 8]),
        filter: tf.tensor(w, [3, 3, 8, outputs]),
        bias: tf.tensor(bias),
      };
      const actual = await run("ConvolutionActivated", inputs, { ...window, groups: 1, ...attrs });
      const expected = forward(g, x, w).map((sum, i) => activate(sum + (bias[i % outputs] ?? 0)));
      expect(relativeError(actual, expected)).toBeLessThan(1e-5);
    }
    for (const [m, k, n, attrs, activate] of [
      [70, 2000, 12, { activation: "sigmoid", alpha: 0 }, sigmoid],
      [70, 2000, 10, { activation: "leakyRelu", alpha: 0.3 }, leaky],
      [200, 100, 64, { activation: "leakyRelu", alpha: 0.3 }, leaky],
      [200, 100, 63, { activation: "sigmoid", alpha: 0 }, sigmoid],
    ] as const) {
      const [x, w, bias] = [draw([m, k], "x"), draw([k, n], "w"), draw([n], "b")];
      const inputs = { x: tf.tensor(x, [m, k]), weight: tf.tensor(w, [k, n]), bias: tf.tensor(bias) };
      const actual = await run("LinearActivated", inputs, attrs);
      const expected = Float64Array.from({ length: m * n }, (_, at) => {
        let sum = bias[at % n] ?? 0;
        for (let i = 0; i < k; i++) sum += (x[Math.floor(at / n) * k + i] ?? 0) * (w[i * n + (at % n)] ?? 0);
        return activate(sum);
      });
      expect(relativeError(actual, expected)).toBeLessThan(1e-4);
    }
  });

  test("over random windows, with groups and without a bias too", async () => {
    const cases = fc.record({
      g: windows,
      inputs: fc.constantFrom(1, 3, 4, 12),
      outputs: fc.constantFrom(1, 2, 4, 7, 16),
      batch: upTo(9),
      bias: fc.boolean(),
      activation: fc.constantFrom(...ACTIVATIONS),
    });
    const property = fc.asyncProperty(cases, async ({ g, inputs, outputs, batch, bias, activation }) => {
      const [kind, params] = activation;
      const { kernel, stride, padding, dilation, groups } = g;
      const window = { kernel, stride, padding, dilation, groups, filters: outputs * groups, bias };
      const layers: readonly Layer[] = [
        { name: "layer", kind: "conv2d", params: window },
        { name: "activation", kind, params },
        ...tail,
      ];
      const input = [inputs * groups, ...g.size];
      const joined = await compute(input, layers, batch);
      expectEqual(joined, await compute(input, layers, batch, ["layer"]), EXACT.has(kind));
    });
    await fc.assert(property, { numRuns });
  });

  test("but for what is looked at, read twice, or behind something else", async () => {
    const conv: Layer = {
      name: "conv",
      kind: "conv2d",
      params: { filters: 4, kernel: [3, 3], padding: [1, 1] },
    };
    const relu: Layer = { name: "relu", kind: "relu" };
    const names = async (layers: readonly Layer[], apart: readonly string[] = []): Promise<boolean> =>
      within((await compute([2, 6, 6], layers, 2, apart)).kernels, "Activated");
    expect(await names([conv, relu])).toBe(true);
    expect(await names([conv, relu], ["relu"])).toBe(true);
    expect(await names([conv, relu], ["conv"])).toBe(false);
    expect(await names([conv, { name: "gelu", kind: "gelu" }])).toBe(false);
    expect(await names([conv, { name: "norm", kind: "batchNorm" }, relu])).toBe(false);
    expect(await names([conv, relu, { name: "sum", kind: "add", from: ["conv", "relu"] }])).toBe(false);
  });

  test("and Look inside sees the values in front of it, Grad-CAM their gradient", async () => {
    const layers = lenetModern;
    const model = buildModel({ ...graphOf([1, 28, 28], layers), seed: 5 });
    const random = createRandom(3, "activated");
    const pixels = Float32Array.from({ length: 28 * 28 }, () => random.normal());
    const seen = await captureActivations(model, pixels, ["conv1", "relu1", "fc1", "relu3"]);
    const valuesOf = (path: string): Float32Array =>
      seen.find((activation) => activation.path === path)?.values ?? new Float32Array();
    for (const [before, after] of [
      ["conv1", "relu1"],
      ["fc1", "relu3"],
    ] as const) {
      expect(Math.min(...valuesOf(before))).toBeLessThan(0);
      expect(valuesOf(after)).toEqual(valuesOf(before).map((value) => Math.max(0, value)));
    }
    const map = await gradCam({ model, pixels, path: "conv2", shape: [16, 10, 10], label: 3 });
    registerWebgpuKernels({ fast: false });
    const stock = await gradCam({ model, pixels, path: "conv2", shape: [16, 10, 10], label: 3 });
    registerWebgpuKernels();
    expect(Math.max(...stock.values)).toBeGreaterThan(0);
    expect(relativeError(map.values, stock.values)).toBeLessThan(1e-4);
    model.dispose();
  });

  test("and what is not a number shows behind them", async () => {
    for (const [kind, params] of ACTIVATIONS) {
      const layers: readonly Layer[] = [
        { name: "conv", kind: "conv2d", params: { filters: 4, kernel: [1, 1] } },
        { name: "activation", kind, params },
      ];
      const model = buildModel({ ...graphOf([2, 3, 3], layers), seed: 5 });
      const values = tf.tidy(() =>
        tf.keep(model.forward(tf.fill([1, 3, 3, 2], Number.NaN), { training: false }).logits),
      );
      expect([...(await values.data())].every(Number.isNaN)).toBe(true);
      values.dispose();
      model.dispose();
    }
  });

  test("over twenty steps of training, to the bit", async () => {
    const small: readonly Layer[] = [
      { name: "conv1", kind: "conv2d", params: { filters: 4, kernel: [3, 3] } },
      { name: "relu1", kind: "relu" },
      { name: "pool", kind: "maxPool2d" },
      { name: "conv2", kind: "conv2d", params: { filters: 6, kernel: [3, 3], bias: false } },
      { name: "leaky", kind: "leakyRelu" },
      { name: "flatten", kind: "flatten" },
      { name: "fc1", kind: "dense", params: { units: 12 } },
      { name: "relu2", kind: "relu" },
      { name: "fc2", kind: "dense", params: { units: 10 } },
    ];
    const train = async (): Promise<{ losses: readonly number[]; weights: readonly Float32Array[] }> => {
      const model = buildModel({ ...graphOf([1, 12, 12], small), seed: 5 });
      const optimizer = createOptimizer(optimizerSettings({ momentum: 0.9 }));
      const classes = Array.from({ length: 10 }, (_, i) => String(i));
      const objective = {
        loss: "cross-entropy",
        labelSmoothing: 0,
        task: "classification",
        classes,
      } as const;
      const stepper = createStepper({ model, optimizer, objective, clipNorm: 0 });
      const random = createRandom(1, "batch");
      const outcomes: StepOutcome[] = [];
      for (let step = 0; step < 20; step++) {
        const pixels = Float32Array.from({ length: 8 * 12 * 12 }, () => random.normal());
        const labels = Int32Array.from({ length: 8 }, () => random.int(10));
        const batch = { epoch: 0, step, count: 8, pixels, labels, indices: labels };
        outcomes.push(...(await stepper.take({ batch, lr: 0.01, dropout: { seed: 1, step } })));
      }
      outcomes.push(...(await stepper.drain()));
      const weights = [...(await model.readWeights()).values()].map(({ data }) => data);
      stepper.dispose();
      optimizer.dispose();
      model.dispose();
      return { losses: outcomes.map(({ loss }) => loss), weights };
    };
    const joined = await train();
    for (const name of ["ConvolutionActivated", "LinearActivated"]) tf.unregisterKernel(name, "webgpu");
    const apart = await train();
    registerWebgpuKernels();
    expect(joined.losses).toHaveLength(20);
    expect(joined).toEqual(apart);
  });
});
