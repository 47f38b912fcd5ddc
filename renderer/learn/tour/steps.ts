/** The five steps of the tour, and what tells that one is done. */
import { callOf } from "../../../engine/document/commands/index.ts";
import type { Services } from "../../app/services.tsx";
import { isLive } from "../../training/types.ts";

export const TOUR_STEPS = ["open", "look", "change", "train", "try"] as const;
export type TourStep = (typeof TOUR_STEPS)[number];

/** A small network that learns the built-in digits within a minute. */
const TEMPLATE = "lenet-modern";

type Needed = Pick<Services, "documents" | "files" | "training" | "look" | "ui" | "actions" | "learn">;

const FILTERS = 12;

/** Whether a person has done what the step asks for. */
export function isDone(step: TourStep, { documents, training, look }: Needed): boolean {
  const tab = documents.active();
  const { run } = training.getState();
  switch (step) {
    case "open":
      return tab !== null;
    case "look":
      return tab !== null && tab.selection.nodes.size > 0;
    case "change":
      return tab !== null && tab.history.past.length > 0;
    case "train":
      return run !== null && run.epochs.length > 0 && !isLive(run);
    case "try": {
      const { sample } = look.getState();
      return sample !== null && "pixels" in sample;
    }
  }
}

/** Does for the person what the step asks for, or as much of it as can be done for them. */
export function helpWith(step: TourStep, services: Needed): () => void {
  const { files, ui, actions, documents } = services;
  const show = (drawerTab: string): void => {
    const { panelsOpen } = ui.getState();
    ui.update({ drawerTab, panelsOpen: { ...panelsOpen, drawer: true } });
  };
  switch (step) {
    case "open":
      return () => void files.openTemplate(TEMPLATE);
    case "train":
      return () => actions.run("run.train");
    case "try":
      return () => show("tryIt");
    case "look":
      return () => {
        const tab = documents.active();
        const node = tab?.history.present.graph.nodes.find(({ name }) => name === "conv1");
        if (tab !== null && node !== undefined) documents.select({ nodes: new Set([node.id]) });
      };
    case "change":
      return () => {
        const graph = documents.active()?.history.present.graph;
        const conv = graph?.nodes.find((node) => node.type === "layer" && node.kind === "conv2d");
        if (conv !== undefined) {
          documents.dispatch([
            callOf("set-params", { scope: null, ids: [conv.id], params: { filters: FILTERS } }),
          ]);
        }
      };
  }
}
