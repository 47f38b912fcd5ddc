/** The figures that lessons may name. */
import type { ComponentType } from "react";
import { ChannelsIn } from "./Channels.tsx";
import { ChannelsOut } from "./ChannelsOut.tsx";
import { CrossCorrelation } from "./CrossCorrelation.tsx";
import { Edges } from "./Edges.tsx";
import { Experiment } from "./Experiment.tsx";
import { EXPERIMENT_IDS } from "./experiments.ts";
import { LearnKernel } from "./LearnKernel.tsx";
import { Loss } from "./Loss.tsx";
import { OneByOne } from "./OneByOne.tsx";
import { PaddingStride } from "./PaddingStride.tsx";
import { Pooling } from "./Pooling.tsx";
import { PoolingShift } from "./PoolingShift.tsx";
import { ReceptiveField } from "./ReceptiveField.tsx";
import { WhyNotDense } from "./WhyNotDense.tsx";

const FIGURES: ReadonlyMap<string, ComponentType> = new Map<string, ComponentType>([
  ["cross-correlation", CrossCorrelation],
  ["edges", Edges],
  ["learn-kernel", LearnKernel],
  ["receptive-field", ReceptiveField],
  ["padding-stride", PaddingStride],
  ["channels-in", ChannelsIn],
  ["channels-out", ChannelsOut],
  ["one-by-one", OneByOne],
  ["pooling", Pooling],
  ["pooling-shift", PoolingShift],
  ["why-not-dense", WhyNotDense],
  ["loss", Loss],
  ...EXPERIMENT_IDS.map((id): [string, ComponentType] => [`experiment-${id}`, () => <Experiment id={id} />]),
]);

export const FIGURE_NAMES: readonly string[] = [...FIGURES.keys()];

/** `null` for a name that this version does not know. */
export const figureOf = (name: string): ComponentType | null => FIGURES.get(name) ?? null;
