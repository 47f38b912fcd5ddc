import { FolderOpen } from "lucide-react";
import { useRef, useState } from "react";
import { useServices } from "../app/services.tsx";
import { placeOfInput } from "../data/chosenFiles.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { runFolders } from "./runFolders.ts";

/** Takes a run folder from disk, as the command line writes it, or a folder of several, among the kept runs. */
export function OpenRunButton({ onOpened }: { readonly onOpened: (runId: string) => void }) {
  const t = useT();
  const { engine, notices, training } = useServices();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const keep = async (list: readonly File[]): Promise<void> => {
    if (list.length === 0) return;
    for (const run of runFolders(placeOfInput(list), () => crypto.randomUUID())) {
      const kept = await engine.call("keepRun", run);
      if (!kept.ok) for (const problem of kept.problems) notices.problem(problem);
      else {
        const { runId, known } = kept.value;
        // Opened again while its deletion could still be taken back.
        training.unhide(runId);
        const title = t(known ? "runs:openedAgain" : "runs:opened", { name: run.name });
        notices.show({ tone: "good", content: { title } });
        onOpened(runId);
      }
    }
    await training.loadRuns();
  };
  const open = (element: HTMLInputElement): void => {
    const list = [...(element.files ?? [])];
    element.value = ""; // the same folder may be chosen again
    setBusy(true);
    keep(list)
      .catch((error: unknown) => {
        const detail = error instanceof Error ? error.message : String(error);
        notices.show({ tone: "bad", content: { title: t("runs:notOpened"), detail } });
      })
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button
        size="small"
        icon={<FolderOpen size={13} />}
        disabled={busy}
        onClick={() => input.current?.click()}
      >
        {t("runs:openFolder")}
      </Button>
      <input
        ref={(node) => {
          input.current = node;
          if (node !== null) node.webkitdirectory = true;
        }}
        type="file"
        hidden
        data-testid="run-folder"
        aria-label={t("runs:openFolder")}
        onChange={(event) => open(event.target)}
      />
    </>
  );
}
