/** The exhaustive table of what stock layers say: a new kind does not compile until it is answered here. */
import type { KindTable } from "../../support/types.ts";
import type { Build } from "../place.ts";
import { activationKinds } from "./activation.ts";
import { combineKinds } from "./combine.ts";
import { convolutionKinds } from "./convolution.ts";
import { normalisationKinds } from "./normalisation.ts";
import { poolingKinds } from "./pooling.ts";
import { shapeKinds } from "./shape.ts";

/** `target` names the framework in what a person is told. */
export const stockKinds = (target: string): KindTable<Build> => ({
  ...shapeKinds,
  ...convolutionKinds(target),
  ...poolingKinds(target),
  ...normalisationKinds(target),
  ...activationKinds,
  ...combineKinds,
});
