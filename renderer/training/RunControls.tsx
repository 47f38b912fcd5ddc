import { Pause, Play, Square } from "lucide-react";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { TRAIN_ACTIONS } from "./trainActions.ts";
import { isLive, type ShownRun } from "./types.ts";

/** Start, or pause and stop: whichever there is to be done. */
export function RunControls({ run }: { readonly run: ShownRun | null }) {
  const t = useT();
  const { actions } = useServices();
  if (!isLive(run) || run === null) {
    return (
      <Button
        size="small"
        variant="primary"
        icon={<Play size={13} />}
        onClick={() => actions.run(TRAIN_ACTIONS.train)}
      >
        {t("training:start")}
      </Button>
    );
  }
  const paused = run.state === "paused";
  const busy = run.state === "starting" || run.state === "stopping";
  return (
    <>
      <Button
        size="small"
        disabled={busy}
        icon={paused ? <Play size={13} /> : <Pause size={13} />}
        onClick={() => actions.run(TRAIN_ACTIONS.pause)}
      >
        {t(paused ? "training:resume" : "training:pause")}
      </Button>
      <Button
        size="small"
        disabled={busy}
        icon={<Square size={12} />}
        onClick={() => actions.run(TRAIN_ACTIONS.stop)}
      >
        {t("training:stop")}
      </Button>
    </>
  );
}
