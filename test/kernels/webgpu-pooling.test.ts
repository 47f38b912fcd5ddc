/** The WebGPU pooling kernels against float64 over random windows; `LAYERLOOM_FUZZ` sets the number of cases of each kind. */
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { pooledAxis } from "../../engine/targets/tfjs/ops/geometry.ts";
import { openTestBackend } from "../support/backends.ts";
import { fuzzCases } from "./fuzz.ts";
import { poolings, upTo } from "./geometries.ts";
import {
  bins,
  type Image,
  maxima,
  means,
  meansGradient,
  slidingWindows,
  type Windows,
} from "./pooling-reference.ts";
import { draw } from "./wasm-reference.ts";
import { expectKernels } from "./webgpu-kernel.ts";

const numRuns = fuzzCases(6);
vi.setConfig({ testTimeout: 120_000 + 8000 * numRuns });
const backend = await openTestBackend("webgpu");
const errors: string[] = [];
backend?.onError((message) => errors.push(message));
afterEach(() => expect(errors).toEqual([]));
afterAll(() => backend?.dispose());

const channels = fc.constantFrom(1, 2, 3, 4, 5, 8, 12, 33, 36);
const both = <T>(of: (axis: 0 | 1) => T): readonly [T, T] => [of(0), of(1)];
/** Small windows, and such as a workgroup shares. */
const geometries = fc.oneof(
  { weight: 3, arbitrary: poolings },
  // Side by side.
  { weight: 2, arbitrary: poolings.map((g) => ({ ...g, stride: g.kernel, dilation: [1, 1] as const })) },
  {
    weight: 1,
    arbitrary: fc.tuple(poolings, upTo(19, 6), upTo(19, 6)).map(([g, height, width]) => ({
      ...g,
      size: [height + 2, width + 3] as const,
      kernel: [height, width] as const,
      dilation: [1, 1] as const,
      padding: [Math.min(g.padding[0], height >> 1), Math.min(g.padding[1], width >> 1)] as const,
    })),
  },
);

const shapeOf = ({ batch, size, channels: c }: Image) => [batch, ...size, c];
const pooledShape = (image: Image, windows: Windows) => [
  image.batch,
  windows[0].length,
  windows[1].length,
  image.channels,
];

async function expectMeans(
  name: string,
  image: Image,
  windows: Windows,
  attrs: Readonly<Record<string, unknown>>,
): Promise<void> {
  const [xShape, yShape] = [shapeOf(image), pooledShape(image, windows)];
  const [x, dy] = [draw(xShape, "x"), draw(yShape, "dy")];
  await expectKernels(name, { x: [x, xShape] }, attrs, [means(image, windows, x)]);
  const backward = { ...attrs, inputShape: xShape };
  await expectKernels(`${name}Grad`, { dy: [dy, yShape] }, backward, [meansGradient(image, windows, dy)]);
}

describe.skipIf(backend === null)("the WebGPU kernels agree with float64 on", () => {
  test("average pooling with any padding and rounding, and its gradient", async () => {
    const property = fc.asyncProperty(
      geometries,
      channels,
      fc.boolean(),
      fc.boolean(),
      async (g, own, ceil, countIncludePad) => {
        const p = { size: g.kernel, stride: g.stride, padding: g.padding, dilation: [1, 1] as const, ceil };
        const image = { batch: g.batch, size: g.size, channels: own };
        const count = both((axis) => pooledAxis(p, axis, g.size[axis]).count);
        const windows = both((axis) =>
          slidingWindows(g.size[axis], count[axis], {
            ...{ kernel: g.kernel[axis], stride: g.stride[axis], padding: g.padding[axis] },
            ...{ dilation: 1, countIncludePad },
          }),
        );
        const { size, stride, padding } = p;
        await expectMeans("AveragePooling", image, windows, {
          size,
          stride,
          padding,
          count,
          countIncludePad,
        });
      },
    );
    await fc.assert(property, { numRuns });
  });

  test("adaptive and global average pooling, and their gradients", async () => {
    const sizes = fc.tuple(upTo(40), upTo(40));
    const counts = fc.oneof(fc.constant([1, 1] as const), fc.tuple(upTo(12), upTo(12)));
    const property = fc.asyncProperty(upTo(3), sizes, counts, channels, async (batch, size, count, own) => {
      const windows = both((axis) => bins(size[axis], count[axis]));
      await expectMeans("AdaptiveAveragePooling", { batch, size, channels: own }, windows, { count });
    });
    await fc.assert(property, { numRuns });
  });

  test("max pooling with dilation and many ties, and its gradient", async () => {
    const property = fc.asyncProperty(
      geometries,
      channels,
      fc.boolean(),
      fc.boolean(),
      async (g, own, ceil, ties) => {
        const dilation = both((axis) => (g.kernel[axis] === 1 ? 1 : g.dilation[axis]));
        const p = { size: g.kernel, stride: g.stride, padding: g.padding, dilation, ceil };
        const image = { batch: g.batch, size: g.size, channels: own };
        const count = both((axis) => pooledAxis(p, axis, g.size[axis]).count);
        const windows = both((axis) =>
          slidingWindows(g.size[axis], count[axis], {
            ...{ kernel: g.kernel[axis], stride: g.stride[axis], padding: g.padding[axis] },
            ...{ dilation: dilation[axis], countIncludePad: false },
          }),
        );
        const [xShape, yShape] = [shapeOf(image), pooledShape(image, windows)];
        const x = draw(xShape, "x").map((value) => (ties ? Math.round(value) : value));
        const dy = draw(yShape, "dy");
        const { y, dx } = maxima(image, windows, x, dy);
        const attrs = { size: p.size, stride: p.stride, padding: p.padding, dilation, count };
        await expectKernels("MaxPooling", { x: [x, xShape] }, attrs, [y]);
        const largest = Float32Array.from(y);
        const saved = { dy: [dy, yShape], x: [x, xShape], y: [largest, yShape] } as const;
        await expectKernels("MaxPoolingGrad", saved, attrs, [dx]);
      },
    );
    await fc.assert(property, { numRuns });
  });
});
