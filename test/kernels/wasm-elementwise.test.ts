/** Arithmetic on two tensors with our SIMD module, by definition: equal shapes, a value for each channel, one value. */
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { openTestBackend } from "../support/backends.ts";
import { upTo } from "./geometries.ts";
import { expectKernel } from "./wasm-kernel.ts";
import { draw } from "./wasm-reference.ts";

const backend = await openTestBackend("wasm", 2);
afterAll(() => backend?.dispose());

const OPERATIONS = {
  Add: (a: number, b: number) => a + b,
  Sub: (a: number, b: number) => a - b,
  Multiply: (a: number, b: number) => a * b,
} as const;

/** Shapes of the other operand against `[rows, columns, channels]`. */
const others = (shape: readonly number[]): readonly (readonly number[])[] => {
  const channels = shape.at(-1) ?? 1;
  return [shape, [channels], [1, channels], []];
};

test.each(Object.entries(OPERATIONS))("%s", (name, operation) => {
  const property = fc.property(fc.tuple(upTo(40), upTo(9), upTo(70)), fc.boolean(), (shape, turned) => {
    for (const other of others(shape)) {
      const [x, y] = [draw(shape, "x"), draw(other, "y")];
      const expected = Float64Array.from(x, (value, i) => {
        const second = y[i % y.length] as number;
        return turned ? operation(second, value) : operation(value, second);
      });
      const [large, small] = [[x, shape] as const, [y, other] as const];
      expectKernel(name, turned ? { a: small, b: large } : { a: large, b: small }, {}, expected);
    }
  });
  fc.assert(property, { numRuns: 40 });
});

test("ReLU and its gradient, where the input is not a number too", () => {
  const x = Float32Array.of(-1, 0, 2, Number.NaN, -0, 5, -3);
  expectKernel(
    "Relu",
    { x: [x.filter((value) => !Number.isNaN(value)), [6]] },
    {},
    Float64Array.of(0, 0, 2, 0, 5, 0),
  );
  const dy = draw([7], "dy");
  const expected = Float64Array.from(dy, (value, i) => ([2, 3, 5].includes(i) ? value : 0));
  expectKernel("ReluOutputGrad", { dy: [dy, [7]], y: [x, [7]] }, {}, expected);
  expect(backend?.name).toBe("wasm");
});
