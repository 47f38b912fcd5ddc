/** Attributes of a node with the defaults that the operation's definition gives. */
import type { Pair } from "../../layers/param.ts";
import { unmappable } from "../fault.ts";
import type { NodeProto, TensorProto } from "./model.ts";

export const intOf = (node: NodeProto, name: string, preset: number): number =>
  node.attributes.get(name)?.int ?? preset;
export const floatOf = (node: NodeProto, name: string, preset: number): number => {
  const value = node.attributes.get(name)?.float ?? preset;
  return rounded(value);
};
export const stringOf = (node: NodeProto, name: string, preset: string): string =>
  node.attributes.get(name)?.string ?? preset;
export const intsOf = (node: NodeProto, name: string): readonly number[] | null =>
  node.attributes.get(name)?.ints ?? null;
export const tensorOf = (node: NodeProto, name: string): TensorProto | null =>
  node.attributes.get(name)?.tensor ?? null;

/** The shortest number that is the same 32-bit float: 0.00001 instead of 0.000009999999747378752. */
export function rounded(value: number): number {
  const short = Number(value.toPrecision(7));
  return Math.fround(short) === Math.fround(value) ? short : value;
}

/** Two numbers, one for each axis of an image. */
export function pairOf(node: NodeProto, name: string, preset: Pair): Pair {
  const values = intsOf(node, name);
  if (values === null || values.length === 0) return preset;
  const [first, second] = values;
  if (first === undefined || second === undefined || values.length !== 2)
    unmappable(`it works along ${values.length} axes; only images with two are known`);
  return [first, second];
}
