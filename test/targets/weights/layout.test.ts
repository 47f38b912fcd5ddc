import fc from "fast-check";
import { expect, test } from "vitest";
import { executorShape, toExecutorLayout, toStoredLayout } from "../../../engine/targets/weights/layout.ts";

const counted = (shape: readonly number[]) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape, data: Float32Array.from({ length: size }, (_, i) => i) };
};

test("a convolution's kernel [out, in, kh, kw] becomes [kh, kw, in, out]", () => {
  const { shape, data } = toExecutorLayout(counted([2, 3, 4, 5]));
  expect(shape).toEqual([4, 5, 3, 2]);
  const at = (ky: number, kx: number, i: number, o: number) => data[((ky * 5 + kx) * 3 + i) * 2 + o];
  expect(at(3, 2, 1, 1)).toBe(((1 * 3 + 1) * 4 + 3) * 5 + 2);
  expect(at(0, 4, 2, 0)).toBe((2 * 4 + 0) * 5 + 4);
});

test("a dense kernel [out, in] becomes [in, out]", () => {
  expect(toExecutorLayout(counted([2, 3]))).toEqual({
    shape: [3, 2],
    data: Float32Array.of(0, 3, 1, 4, 2, 5),
  });
});

test("an affine map over [C, H, W] becomes [H, W, C]", () => {
  const { shape, data } = toExecutorLayout(counted([2, 1, 3]));
  expect(shape).toEqual([1, 3, 2]);
  expect([...data]).toEqual([0, 3, 1, 4, 2, 5]);
});

test("there and back is the same, for every rank that a weight can have", () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(shapes, (shape) => {
      const stored = counted(shape);
      const own = toExecutorLayout(stored);
      expect(own.shape).toEqual(executorShape(shape));
      expect(toStoredLayout(own)).toEqual(stored);
    }),
  );
});

test("a weight with five axes is a bug", () => {
  expect(() => toExecutorLayout(counted([1, 1, 1, 1, 1]))).toThrow(/5 axes/);
});
