/** Layers that treat every element alike and keep the shape. */
import type { Shape } from "../tensor/shape.ts";
import type { ParamsOf, ParamTable } from "./param.ts";
import { defineLayer, type Inferred, inferred, type LayerSpec } from "./spec.ts";

export const passThrough = (_params: unknown, [shape = []]: readonly Shape[]): Inferred => inferred(...shape);

interface Activation<T extends ParamTable> {
  readonly title: string;
  readonly summary: string;
  readonly params: T;
  brief?(params: ParamsOf<T>): string;
}

/** An activation function without weights. */
export const activation = <const T extends ParamTable>(facts: Activation<T>): LayerSpec<T> =>
  defineLayer<T>({
    family: "activation",
    ...facts,
    inputs: [{ name: "in" }],
    infer: passThrough,
    weights: () => [],
    macs: () => 0,
  });
