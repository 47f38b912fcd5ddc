/** Training that a reload or a crash has cut off: noted while it runs, offered when a window opens, resumed exactly. */
import type { Services } from "../app/services.tsx";
import type { Translate } from "../i18n/i18n.ts";
import type { LiveRuns } from "./liveRuns.ts";
import { isLive } from "./types.ts";

type Used = Pick<Services, "training" | "documents" | "ui" | "notices">;

/** Keeps the notes in step with the run in flight; what goes wrong with them is told to `onError`. */
export function noteLiveRuns(
  { training }: Pick<Services, "training">,
  live: LiveRuns,
  onError: (error: unknown) => void,
): () => void {
  let noted: string | null = null;
  let last: Promise<void> = Promise.resolve();
  // one after the other, so that a short run is not released before it is held
  const then = (act: () => Promise<void>): void => {
    last = last.then(act).catch(onError);
  };
  return training.subscribe(({ run }) => {
    const id = run !== null && isLive(run) && run.state !== "starting" ? run.id : null;
    const before = noted;
    if (id === before || (run?.id === before && run?.state === "starting")) return;
    noted = id;
    if (before !== null) then(() => live.release(before));
    if (id !== null && run !== null) then(() => live.hold({ id, name: run.name }));
  });
}

/** Offers each run that was cut off, with a press to go on. */
export async function offerCutOff(services: Used, live: LiveRuns, t: Translate): Promise<void> {
  for (const { id, name } of await live.cutOff()) {
    services.notices.show({
      tone: "warning",
      stays: true,
      content: { title: t("training:cutOff.title", { name }), detail: t("training:cutOff.detail") },
      action: { label: t("training:cutOff.resume"), run: () => void resumeCutOff(services, id) },
      onDismiss: () => void live.release(id),
    });
  }
}

async function resumeCutOff({ training, documents, ui }: Used, id: string): Promise<void> {
  await training.loadRuns();
  const run = training.getState().runs?.find((candidate) => candidate.id === id);
  if (run === undefined) return;
  if (documents.active() === null) documents.open(run.document, { title: run.name, unsaved: true });
  ui.update({ drawerTab: "train", panelsOpen: { ...ui.getState().panelsOpen, drawer: true } });
  await training.resume(run);
}
