/** The exhaustive table of this target: a new kind does not compile until it is answered here. */
import type { KindTable } from "../../support/types.ts";
import type { PyLayer } from "../types.ts";
import { activationKinds } from "./activation.ts";
import { combineKinds } from "./combine.ts";
import { convolutionKinds } from "./convolution.ts";
import { normalisationKinds } from "./normalisation.ts";
import { poolingKinds } from "./pooling.ts";
import { shapeKinds } from "./shape.ts";

export const pytorchKinds: KindTable<PyLayer> = {
  ...shapeKinds,
  ...convolutionKinds,
  ...poolingKinds,
  ...normalisationKinds,
  ...activationKinds,
  ...combineKinds,
};
