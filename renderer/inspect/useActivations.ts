import { useEffect } from "react";
import type { Result } from "../../engine/tensor/problem.ts";
import type { ActivationReply } from "../../engine/worker/protocol.ts";
import { useActive, useServices } from "../app/services.tsx";
import { type Answer, useCall } from "../engine/useCall.ts";
import { mapsOf } from "./MapGrid.tsx";
import { colorMap, largestOf, paletteOf } from "./mapColors.ts";
import type { ShownSample } from "./useSample.ts";
import type { Subject } from "./useSubject.ts";

/** Channels of each node in the overview. */
export const OVERVIEW_CHANNELS = 8;

export type Activations = Answer<Result<readonly ActivationReply[]>>;

/** The first channels of every node for the sample, and their thumbnails for the canvas. */
export function useActivations(subject: Subject, shown: ShownSample, ready: boolean): Activations {
  const { look } = useServices();
  const { sample, version } = shown;
  const paths = subject.analysis.expanded.nodes.map(({ path }) => path);
  const key = ready && sample !== null ? `${subject.weights}/${version}` : null;
  const answer = useCall("inspect", key, () => ({
    document: subject.document,
    runId: subject.run?.id ?? null,
    sample: sample ?? { part: "test", index: 0 },
    paths,
    channels: OVERVIEW_CHANNELS,
  }));
  const graph = useActive((tab) => tab.history.present.graph);
  const replies = answer.value?.ok === true ? answer.value.value : null;
  useEffect(() => {
    if (replies === null) return;
    look.setThumbnails({ graph, byPath: new Map(replies.map((reply) => [reply.path, thumbnail(reply)])) });
  }, [look, graph, replies]);
  useEffect(() => () => look.setThumbnails(null), [look]);
  return answer;
}

/** The first map of a node. */
function thumbnail({ shape, values }: ActivationReply): ImageData {
  const maps = mapsOf(shape, values);
  const first = maps.values.slice(0, maps.height * maps.width);
  return new ImageData(
    colorMap(first, largestOf(maps.values), paletteOf(document.documentElement)),
    maps.width,
    maps.height,
  );
}
