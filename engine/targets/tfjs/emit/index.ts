/** The exhaustive table of this target: a new kind does not compile until it is answered here. */
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayerKind } from "../../../layers/index.ts";
import type { ResolvedParams } from "../../../layers/param.ts";
import { activationKinds } from "./activation.ts";
import { combineKinds } from "./combine.ts";
import { convolutionKinds } from "./convolution.ts";
import type { EmitContext, EmitTfjs } from "./emit.ts";
import { normalisationKinds } from "./normalisation.ts";
import { poolingKinds } from "./pooling.ts";
import { regularisationKinds } from "./regularisation.ts";
import { shapeKinds } from "./shape.ts";

export const tfjsKinds: { readonly [K in LayerKind]: EmitTfjs<K> } = {
  ...shapeKinds,
  ...convolutionKinds,
  ...poolingKinds,
  ...normalisationKinds,
  ...activationKinds,
  ...combineKinds,
  ...regularisationKinds,
};

type AnyEmit = (inputs: readonly Tensor[], params: ResolvedParams, context: EmitContext) => Tensor;

/** The emitter of a kind with its parameter types forgotten; `expand` has checked the parameters against the kind. */
export const emitterOf = (kind: LayerKind): AnyEmit => tfjsKinds[kind] as unknown as AnyEmit;
