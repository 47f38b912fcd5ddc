/** What a person can ask of training, by name, shortcut and menu. */
import type { Action } from "../app/actions.ts";
import type { DocumentStore } from "../state/documentStore.ts";
import { presentOf } from "../state/types.ts";
import type { UiStore } from "../state/uiStore.ts";
import type { TrainingStore } from "./trainingStore.ts";
import { isLive } from "./types.ts";

export const TRAIN_ACTIONS = { train: "run.train", pause: "run.pause", stop: "run.stop" } as const;

interface Ports {
  readonly documents: DocumentStore;
  readonly training: TrainingStore;
  readonly ui: UiStore;
}

export function trainActions({ documents, training, ui }: Ports): readonly Action[] {
  const live = (): boolean => isLive(training.getState().run);
  const showPanel = (): void =>
    ui.update({ drawerTab: "train", panelsOpen: { ...ui.getState().panelsOpen, drawer: true } });
  return [
    {
      id: TRAIN_ACTIONS.train,
      title: "training:startAction",
      group: "run",
      keys: ["Mod+Enter"],
      everywhere: true,
      enabled: () => documents.active() !== null && !live(),
      async run() {
        const tab = documents.active();
        if (tab === null) return;
        showPanel();
        await training.train(presentOf(tab), tab.title);
      },
    },
    {
      id: TRAIN_ACTIONS.pause,
      title: "training:pauseAction",
      group: "run",
      enabled: live,
      run: () => (training.getState().run?.state === "paused" ? training.unpause() : training.pause()),
    },
    {
      id: TRAIN_ACTIONS.stop,
      title: "training:stopAction",
      group: "run",
      keys: ["Mod+."],
      everywhere: true,
      enabled: live,
      run: () => training.stop(),
    },
  ];
}
