/** The choice among kernels of the WebGPU backend: every candidate computes the same, and the tuner takes the fastest. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import {
  candidateNamed,
  candidatesOf,
  splitOtherwise,
  TILES,
} from "../../engine/kernels/webgpu/candidates.ts";
import {
  type Choice,
  choiceFor,
  choiceKey,
  fittedSplits,
  type Product,
  ruleFor,
  withChoices,
} from "../../engine/kernels/webgpu/choice.ts";
import {
  convClass,
  convProduct,
  filterGradient,
  forward,
  inputGradient,
} from "../../engine/kernels/webgpu/conv-products.ts";
import { MANY_SUMS } from "../../engine/kernels/webgpu/gemm.ts";
import { geometryOf } from "../../engine/kernels/webgpu/geometry.ts";
import { matrixProduct, matrixProductOf } from "../../engine/kernels/webgpu/matmul.ts";
import { type TuningRequest, tune } from "../../engine/kernels/webgpu/tune.ts";
import { matrixRequest } from "../../engine/kernels/webgpu/tuning-requests.ts";
import { relativeError } from "../../engine/selftest/compare.ts";
import { openTestBackend } from "../support/backends.ts";
import { fuzzCases } from "./fuzz.ts";
import { upTo, windows } from "./geometries.ts";
import {
  draw,
  filterGradient as filterGradientOf,
  forward as forwardOf,
  inputGradient as inputGradientOf,
  outputOf,
} from "./wasm-reference.ts";

const numRuns = fuzzCases(300);
vi.setConfig({ testTimeout: 300_000 });
const backend = await openTestBackend("webgpu");
const gpu = tf.backend() as unknown as WebGPUBackend;
const errors: string[] = [];
backend?.onError((message) => errors.push(message));
afterEach(() => expect(errors).toEqual([]));
afterAll(() => backend?.dispose());

const products: fc.Arbitrary<Product> = fc.record({
  m: upTo(3000),
  n: upTo(600),
  k: upTo(5000),
  layers: upTo(3),
  mostParts: fc.constantFrom(1, 3, 64, 4000),
  direct: fc.boolean(),
});

describe("the candidates of a product", () => {
  test("begin with the rule's choice, are within every device's limits, and are known by their names", () => {
    const property = fc.property(products, (product) => {
      const candidates = candidatesOf(product);
      expect(candidates[0]).toEqual(ruleFor(product));
      expect(new Set(candidates.map(choiceKey)).size).toBe(candidates.length);
      for (const choice of [...candidates, ...candidates.flatMap((one) => splitOtherwise(product, one))]) {
        expect(candidateNamed(product, choiceKey(choice))).toEqual(choice);
        if (choice.direct) continue;
        const { rows, columns, depth, ownRows, ownColumns } = choice.tile;
        expect((rows * columns) / (ownRows * ownColumns)).toBeLessThanOrEqual(256);
        expect(4 * depth * (rows + columns)).toBeLessThanOrEqual(16384);
        expect([rows % ownRows, columns % ownColumns, ownRows % 4, ownColumns % 4, depth % 4]).toEqual([
          0, 0, 0, 0, 0,
        ]);
        expect(choice.splits).toBeLessThanOrEqual(Math.max(1, product.mostParts));
        // No part is empty.
        const share = Math.ceil(Math.ceil(product.k / choice.splits) / depth) * depth;
        expect((choice.splits - 1) * share).toBeLessThan(product.k);
        expect(fittedSplits(product, choice.tile, choice.splits)).toBe(choice.splits);
      }
    });
    fc.assert(property, { numRuns });
  });

  test("are nothing else", () => {
    const product = { m: 600, n: 64, k: 3000, layers: 1, mostParts: 64, direct: false };
    const names = [
      "",
      "direct ",
      "64x64x16/8x8",
      "64x64x16/8x8*1e9",
      "64x64x16/8x8*0",
      "4096x4096x64/64x64*1",
    ];
    for (const name of [...names, "__proto__", "64x64x16/8x8*-1", "63x64x16/8x8*1"]) {
      expect(candidateNamed(product, name)).toBeNull();
    }
    const tooMuch = { ...product, m: 60_000, n: 600 };
    expect(candidateNamed(tooMuch, "direct")).toBeNull();
  });
});

describe.skipIf(backend === null)("on WebGPU", () => {
  test("every tile computes the same, however its depth is split", async () => {
    const [m, k, n] = [130, 70, 66];
    const [a, b] = [draw([m, k], "a"), draw([k, n], "b")];
    const expected = Float64Array.from({ length: m * n }, (_, at) => {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += (a[Math.floor(at / n) * k + i] ?? 0) * (b[i * n + (at % n)] ?? 0);
      return sum;
    });
    const shape = { m, k, n, turnA: false, turnB: false };
    const rule = ruleFor({ ...matrixProductOf(gpu, shape), direct: false });
    // Narrow tiles belong to narrow products, and compute wide ones as well.
    const tiles = [...TILES, MANY_SUMS].map((tile): Choice => ({ direct: false, tile, splits: 1 }));
    const all = new Map([rule, ...tiles].map((choice) => [choiceKey(choice), choice]));
    const [x, y] = [tf.tensor(a, [m, k]), tf.tensor(b, [k, n])];
    for (const choice of all.values()) {
      for (const splits of choice.direct || choice.tile.rows !== choice.tile.columns ? [1] : [3]) {
        const info = matrixProduct(gpu, x, y, shape, [m, n], undefined, { ...choice, splits } as Choice);
        const result = tf.engine().makeTensorFromTensorInfo(info);
        expect(relativeError(await result.data<"float32">(), expected)).toBeLessThan(1e-5);
        result.dispose();
      }
    }
    expect(all.size).toBeGreaterThan(12);
    tf.dispose([x, y]);
  });

  test("every tile convolves the same, and so do both gradients", async () => {
    const cases = fc.record({
      window: windows,
      inputs: fc.constantFrom(1, 3, 4, 12, 20),
      outputs: fc.constantFrom(1, 4, 7, 16, 40),
      tile: fc.constantFrom(...TILES, MANY_SUMS),
      splits: upTo(3),
    });
    const property = fc.asyncProperty(cases, async ({ window, inputs, outputs, tile, splits }) => {
      const one = { ...window, inputs, outputs };
      const [height, width] = outputOf(one);
      const [xShape, wShape, yShape] = [
        [one.batch, ...one.size, inputs],
        [...one.kernel, inputs, outputs],
        [one.batch, height, width, outputs],
      ];
      const [x, w, dy] = [draw(xShape, "x"), draw(wShape, "w"), draw(yShape, "dy")];
      const [tx, tw, ty] = [tf.tensor(x, xShape), tf.tensor(w, wShape), tf.tensor(dy, yShape)];
      const g = geometryOf(xShape, wShape, { ...one, groups: 1 });
      const product = convProduct(gpu, "filter", one.batch, g);
      const choice: Choice = { direct: false, tile, splits: fittedSplits(product, tile, splits) };
      const results = [
        forward(gpu, tx, tw, null, g, null, choice),
        inputGradient(gpu, ty, tw, g, choice),
        filterGradient(gpu, tx, ty, g, choice),
      ].map((info) => tf.engine().makeTensorFromTensorInfo(info));
      const actual = await Promise.all(results.map((result) => result.data<"float32">()));
      tf.dispose([...results, tx, tw, ty]);
      const expected = [forwardOf(one, x, w), inputGradientOf(one, w, dy), filterGradientOf(one, x, dy)];
      for (const [i, values] of expected.entries()) {
        expect(relativeError(actual[i] ?? [], values)).toBeLessThan(1e-4);
      }
    });
    await fc.assert(property, { numRuns: Math.ceil(numRuns / 300) });
  });

  test("a choice is in force only while it is given, and other batches of its class follow it", async () => {
    const window = { stride: [1, 1], padding: [1, 1], dilation: [1, 1], groups: 1 } as const;
    const [xShape, wShape] = [
      [5, 18, 18, 8],
      [3, 3, 8, 12],
    ];
    const g = geometryOf(xShape ?? [], wShape ?? [], window);
    const key = convClass("filter", 8, g);
    expect(convClass("filter", 5, g)).toBe(key);
    expect(convClass("filter", 4, g)).not.toBe(key);
    const rule = ruleFor(convProduct(gpu, "filter", 8, g));
    const other = candidatesOf(convProduct(gpu, "filter", 8, g)).find(
      (choice) => !choice.direct && choiceKey(choice) !== choiceKey(rule),
    );
    if (other === undefined) throw new Error("There is nothing to choose.");
    const choices = new Map([[key, { ...other, splits: 1000 } as Choice]]);
    const product = convProduct(gpu, "filter", 5, g);
    const chosen = withChoices(gpu, choices, () => choiceFor(gpu, key, product));
    // 1,620 pixels in panels of 16.
    expect(chosen).toMatchObject({ direct: false, splits: 102 });
    expect(choiceFor(gpu, key, product)).toEqual(ruleFor(product));
    const [x, dy] = [draw([5, 18, 18, 8], "x"), draw([5, 18, 18, 12], "dy")];
    const tensors = [tf.tensor(x, [5, 18, 18, 8]), tf.tensor(dy, [5, 18, 18, 12])] as const;
    const info = withChoices(gpu, choices, () => filterGradient(gpu, tensors[0], tensors[1], g));
    const result = tf.engine().makeTensorFromTensorInfo(info);
    const one = { ...window, batch: 5, size: [18, 18], kernel: [3, 3], inputs: 8, outputs: 12 } as const;
    expect(relativeError(await result.data<"float32">(), filterGradientOf(one, x, dy))).toBeLessThan(1e-5);
    tf.dispose([result, ...tensors]);
  });

  /** A product of which all kernels but one are made to take a hundred times as long. */
  function handicapped(request: TuningRequest, quick: string): TuningRequest & { readonly ran: Set<string> } {
    const ran = new Set<string>();
    return {
      ...request,
      ran,
      prepare() {
        const prepared = request.prepare();
        return {
          ...prepared,
          run(choice) {
            ran.add(choiceKey(choice));
            // By one kernel whatever the choice, so that little is compiled.
            const times = choiceKey(choice) === quick ? 1 : 100;
            for (let i = 0; i < times; i++) prepared.run({ direct: true });
          },
        };
      },
    };
  }
  const request = matrixRequest(gpu, { m: 40, k: 20, n: 40, turnA: false, turnB: false });
  const now = (): number => performance.now();

  test("the tuner takes the fastest, and the rule's choice where none is clearly faster", async () => {
    const candidates = candidatesOf(request.product);
    const quick = choiceKey(candidates[2] ?? { direct: true });
    const rule = choiceKey(ruleFor(request.product));
    expect(quick).not.toBe(rule);
    const held = (): readonly number[] => {
      const { numTensors, numBytesInGPU, numBytesAllocatedInGPU } = tf.memory() as unknown as Record<
        string,
        number
      >;
      return [numTensors, numBytesInGPU, numBytesAllocatedInGPU].map(Number);
    };
    await tf.ones([1]).data();
    const before = held();
    for (const expected of [quick, rule]) {
      const one = handicapped(request, expected);
      const progress: (readonly number[])[] = [];
      const onProgress = (done: number, total: number): void => void progress.push([done, total]);
      const tuned = await tune(gpu, { requests: [one], budgetMs: 60_000, now, onProgress });
      expect([...tuned.choices].map(([key, choice]) => [key, choiceKey(choice)])).toEqual([
        [one.key, expected],
      ]);
      expect(tuned.left).toBe(0);
      expect(progress).toEqual([[1, 1]]);
      expect(one.ran.size).toBeGreaterThanOrEqual(candidates.length);
    }
    expect(held()).toEqual(before);
  });

  test("the tuner leaves the rule's choice for what saves a twentieth, also when measured again", async () => {
    const [rule = "", second = "", third = ""] = candidatesOf(request.product).map(choiceKey);
    // Milliseconds by candidate, measurement by measurement; what is not there takes 100.
    const cases: readonly (readonly [Readonly<Record<string, readonly number[]>>, string])[] = [
      [{ [rule]: [10], [second]: [9.6] }, rule],
      [{ [rule]: [10, 10], [second]: [9.4, 11], [third]: [9.6] }, second],
      [{ [rule]: [10, 10], [second]: [9.4], [third]: [9.3, 9.3] }, third],
      [{ [rule]: [30, 10], [second]: [12, 12] }, rule],
      [{ [rule]: [10], [second]: [Number.POSITIVE_INFINITY] }, rule],
      [{ [rule]: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], [second]: [10, 10] }, second],
    ];
    for (const [times, expected] of cases) {
      const left = new Map(Object.entries(times).map(([name, all]) => [name, [...all]]));
      const bounds: number[] = [];
      let running = "";
      const one = handicapped(request, "none");
      const requests = [
        {
          ...one,
          prepare() {
            const prepared = one.prepare();
            return {
              ...prepared,
              run(choice: Choice) {
                running = choiceKey(choice);
                prepared.run({ direct: true });
              },
            };
          },
        },
      ];
      const timer = {
        async time(_: unknown, worst: number) {
          bounds.push(worst);
          return left.get(running)?.shift() ?? 100;
        },
        dispose() {},
      };
      const tuned = await tune(gpu, { requests, budgetMs: 60_000, now, timer });
      expect([...tuned.choices.values()].map(choiceKey)).toEqual([expected]);
      expect([...left.values()].flat()).toEqual([]);
      expect(bounds.slice(0, 2)).toEqual([Number.POSITIVE_INFINITY, 1.5 * (times[rule]?.[0] ?? 0)]);
    }
  });

  test("the tuner keeps to its budget, most work first, and stops when told", async () => {
    const [small, large] = [handicapped(request, "none"), handicapped(request, "none")];
    const requests = [small, { ...large, key: "large", work: 2 * request.work }];
    // The clock stands at the budget once the first candidate is measured.
    let time = 0;
    const tuned = await tune(gpu, { requests, budgetMs: 5, now: () => time++ });
    expect([...tuned.choices.keys()]).toEqual(["large"]);
    expect(tuned.left).toBe(1);
    expect([large.ran.size, small.ran.size]).toEqual([1, 0]);
    const stopped = await tune(gpu, { requests, budgetMs: 60_000, now, stopped: () => true });
    expect([stopped.choices.size, stopped.left]).toEqual([0, 2]);
  });

  test("a candidate that the device refuses is not taken", async () => {
    const one: TuningRequest = {
      ...request,
      prepare() {
        const prepared = request.prepare();
        return {
          ...prepared,
          run(choice) {
            if (choiceKey(choice) !== choiceKey(ruleFor(request.product))) {
              const { device } = gpu;
              device.createBuffer({ size: device.limits.maxBufferSize + 4, usage: GPUBufferUsage.STORAGE });
              prepared.run({ direct: true });
            } else for (let i = 0; i < 50; i++) prepared.run({ direct: true });
          },
        };
      },
    };
    const tuned = await tune(gpu, { requests: [one], budgetMs: 60_000, now });
    expect(tuned.choices.get(one.key)).toEqual(ruleFor(one.product));
  });
});
