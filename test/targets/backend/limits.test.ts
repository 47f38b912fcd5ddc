import { expect, test } from "vitest";
import { checkDeviceLimits, tensorSizes } from "../../../engine/targets/tfjs/backend/limits.ts";
import { graphOf, lenetModern } from "../../support/graphs.ts";
import { analyse, template } from "../../training/networks.ts";

const { expanded, shapes } = graphOf([1, 28, 28], lenetModern);
const device = (maxTensorBytes: number, maxBufferBytes = Number.POSITIVE_INFINITY) => ({
  name: "webgpu" as const,
  description: "test adapter",
  limits: { maxTensorBytes, maxBufferBytes },
});

test("the largest tensors are outputs of a batch, or weights", () => {
  expect(tensorSizes(expanded, shapes, 64)[0]).toEqual({
    path: "conv1",
    what: "output",
    inParts: false,
    bytes: 64 * 6 * 28 * 28 * 4,
  });
  expect(tensorSizes(expanded, shapes, 1)[0]).toEqual({
    path: "fc1.weight",
    what: "weight",
    inParts: true,
    bytes: 120 * 400 * 4,
  });
});

test("a weight that does not fit is named as one", () => {
  const [found] = checkDeviceLimits(device(100_000, 100_000), expanded, shapes, 1);
  expect(found?.code).toBe("backend/weight-too-large");
  expect(found?.message).toContain("fc1.weight");
});

test("a dense layer's weight may be beyond a binding, but not beyond a buffer", () => {
  expect(checkDeviceLimits(device(100_000, 200_000), expanded, shapes, 1)).toEqual([]);
});

test("what fits exactly fits; one byte less does not", () => {
  const largest = 64 * 6 * 28 * 28 * 4;
  expect(checkDeviceLimits(device(largest), expanded, shapes, 64)).toEqual([]);
  expect(checkDeviceLimits(device(Number.POSITIVE_INFINITY), expanded, shapes, 1e6)).toEqual([]);
  for (const tight of [device(largest - 1), device(Number.POSITIVE_INFINITY, largest - 1)]) {
    const [found] = checkDeviceLimits(tight, expanded, shapes, 64);
    expect(found?.code).toBe("backend/output-too-large");
    expect(found?.path).toBe("conv1");
    expect(found?.message).toMatch(/conv1.*MB.*test adapter.*MB/);
    expect(found?.message).not.toMatch(/\{\w+\}/);
  }
});

test("AlexNet on 224x224, batch 8, fits where a binding holds 128 MiB and a buffer 256", () => {
  const alexnet = analyse(template("torchvision-alexnet"));
  const problemsOf = (maxTensorBytes: number, maxBufferBytes: number) =>
    checkDeviceLimits(device(maxTensorBytes, maxBufferBytes), alexnet.expanded, alexnet.shapes, 8);
  expect(problemsOf(2 ** 27, 2 ** 28)).toEqual([]);
  const [found, ...others] = problemsOf(2 ** 27, 2 ** 27);
  expect(others).toEqual([]);
  expect(found?.code).toBe("backend/weight-too-large");
  expect(found?.message).toMatch(/^The weight classifier\S* needs 151 MB .*allows 134 MB\.$/);
});
