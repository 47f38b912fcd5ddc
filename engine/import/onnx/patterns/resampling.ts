/** A linear map along the columns, then one along the rows, of a map: two products with matrices. */
import type { AxisMatrix } from "../../../targets/support/resampling.ts";
import { permuteAxes } from "../../../targets/weights/layout.ts";
import type { WeightArray } from "../../../targets/weights/types.ts";
import { resamplingOf } from "../../resampling.ts";
import { constantOf } from "../context.ts";
import { type Constant, floatsOf } from "../tensors.ts";
import { isInOrder, type PendingValue } from "../values.ts";
import type { Found } from "./structure.ts";

/** More numbers than a matrix of this kind has. */
const LARGEST = 2 ** 18;

export function writtenResampling(value: PendingValue): Found | null {
  const inner = value.inputs[1];
  if (value.op !== "MatMul" || inner?.type !== "pending" || inner.op !== "MatMul") return null;
  const leaf = inner.inputs[0];
  const [rows, columns] = [matrixOf(constantOf(value.inputs[0])), matrixOf(constantOf(inner.inputs[1]))];
  if (rows === null || columns === null || leaf?.type !== "layer" || !isInOrder(leaf)) return null;
  const [, height, width] = leaf.node.shape ?? [];
  const found = resamplingOf(axisOf(rows), axisOf(permuteAxes(columns, [1, 0])));
  if (found === null || rows.shape[1] !== height || columns.shape[0] !== width) return null;
  return { ...found, leaf, weights: {}, constants: [] };
}

function matrixOf(constant: Constant | null): WeightArray | null {
  const { dims } = constant?.tensor ?? { dims: [] };
  const [rows = 0, columns = 0] = dims;
  if (constant === null || dims.length !== 2 || rows * columns === 0 || rows * columns > LARGEST) return null;
  return floatsOf(constant);
}

/** `[outputs, inputs]`. */
const axisOf = ({ shape, data }: WeightArray): AxisMatrix => ({
  outputs: shape[0] ?? 0,
  inputs: shape[1] ?? 0,
  data,
});
