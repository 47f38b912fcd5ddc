import { useEffect } from "react";
import type { Analysis } from "../../engine/analysis/types.ts";
import type { Result } from "../../engine/tensor/problem.ts";
import { sameShape } from "../../engine/tensor/shape.ts";
import type { ActivationReply } from "../../engine/worker/values.ts";
import { useAnalysis, useServices } from "../app/services.tsx";
import { type Answer, useCall } from "../engine/useCall.ts";
import type { SeenNode, SeenNodes } from "./lookStore.ts";
import type { ShownSample } from "./useSample.ts";
import type { Subject } from "./useSubject.ts";

/** Channels of each node in the overview. */
export const OVERVIEW_CHANNELS = 8;

export type Activations = Answer<Result<readonly ActivationReply[]>>;

/** The first channels of every node for the sample, for the panel, the canvas and the inspector. */
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
  const front = useAnalysis((analysis) => analysis);
  const replies = answer.value?.ok === true ? answer.value.value : null;
  useEffect(() => {
    if (replies !== null && front !== null) look.setSeen(seenOf(front, replies));
  }, [look, front, replies]);
  useEffect(() => () => look.setSeen(null), [look]);
  return answer;
}

/** By the nodes of the document in front, blocks included. A node that has become another since the run has nothing to show. */
function seenOf({ expanded, shapes }: Analysis, replies: readonly ActivationReply[]): SeenNodes {
  const byPath = new Map(replies.map((reply) => [reply.path, reply]));
  const seen = new Map<string, SeenNode>();
  for (const [key, path] of expanded.outputs) {
    const reply = byPath.get(path);
    const shape = shapes.get(path)?.output;
    if (reply === undefined || shape === undefined || !sameShape(shape, reply.shape)) continue;
    seen.set(key, { path, shape, values: reply.values });
  }
  return seen;
}
