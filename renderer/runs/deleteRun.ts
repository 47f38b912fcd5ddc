/** Deleting a run: out of sight at once, gone for good when the offer to take it back has passed. */
import type { RunSummary } from "../../engine/worker/values.ts";
import type { Services } from "../app/services.tsx";
import type { Translate } from "../i18n/i18n.ts";
import { runTitle } from "./runFacts.ts";

type Used = Pick<Services, "training" | "notices">;

export function deleteWithUndo({ training, notices }: Used, run: RunSummary, t: Translate): void {
  training.hide(run.id);
  notices.show({
    tone: "warning",
    content: { title: t("runs:deleted", { name: runTitle(run) }), detail: t("runs:deletedDetail") },
    action: {
      label: t("runs:undoDelete"),
      run: () => training.unhide(run.id),
    },
    onDismiss: () => void training.remove(run),
  });
}
