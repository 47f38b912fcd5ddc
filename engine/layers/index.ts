/** The registry of primitive layer kinds. A new kind is one file and one line here; every target then has to answer. */
import { conv2d } from "./conv2d.ts";
import type { ParamsOf } from "./param.ts";
import type { LayerSpec } from "./spec.ts";

export const layers = {
  conv2d,
} as const;

export type LayerKind = keyof typeof layers;
export type ParamsOfKind<K extends LayerKind> = ParamsOf<(typeof layers)[K]["params"]>;

export const layerKinds = Object.keys(layers) as readonly LayerKind[];
export const isLayerKind = (kind: string): kind is LayerKind => Object.hasOwn(layers, kind);

/** The facts of a kind with its parameter types forgotten, for code that treats all kinds alike. */
export const layerSpec = (kind: LayerKind): LayerSpec => layers[kind] as unknown as LayerSpec;
