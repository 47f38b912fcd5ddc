import { Copy, Download, LineChart, PackageOpen, Play, RotateCcw, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { RunSummary } from "../../engine/worker/values.ts";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { formatRate } from "../training/numbers.ts";
import { Button } from "../ui/Button.tsx";
import { Menu } from "../ui/Menu.tsx";
import { TextField } from "../ui/TextField.tsx";
import { deleteWithUndo } from "./deleteRun.ts";
import styles from "./RunsPanel.module.css";
import { isResumable, runTitle } from "./runFacts.ts";
import { useRunFiles } from "./useRunFiles.ts";

interface RunDetailsProps {
  readonly run: RunSummary;
  /** It is in flight: it can be neither resumed nor deleted. */
  readonly live: boolean;
  /** Some run is in flight: no other can be resumed. */
  readonly busy: boolean;
}

/** What a person can do with one run. Give it `key={run.id}`. */
export function RunDetails({ run, live, busy }: RunDetailsProps) {
  const t = useT();
  const services = useServices();
  const { dialogs, documents, training, ui } = services;
  const [name, setName] = useState(run.name);
  const [note, setNote] = useState(run.note);
  const files = useRunFiles(run);
  useEffect(() => {
    setName(run.name);
    setNote(run.note);
  }, [run.name, run.note]);
  const keep = (): void => {
    if (name !== run.name || note !== run.note) void training.rename(run, name, note);
  };
  const { optimizer, batchSize } = run.document.training;
  const showTraining = (): void => ui.update({ drawerTab: "train" });
  return (
    <div className={styles.details}>
      <TextField
        aria-label={t("runs:name")}
        placeholder={t("runs:name")}
        value={name}
        onChange={setName}
        onBlur={keep}
        onKeyDown={onEnter(keep)}
      />
      <TextField
        aria-label={t("runs:note")}
        placeholder={t("runs:note")}
        value={note}
        onChange={setNote}
        onBlur={keep}
        onKeyDown={onEnter(keep)}
      />
      <p className={styles.facts}>
        {t(`training:optimizers.${optimizer.type}`)} {formatRate(optimizer.lr)} ·{" "}
        {t("runs:batch", { size: batchSize })} · {t("runs:seed", { seed: run.seed })} · {run.backend}
      </p>
      <div className={styles.buttons}>
        <Button
          size="small"
          icon={<LineChart size={13} />}
          disabled={busy}
          onClick={async () => {
            await training.show(run);
            showTraining();
          }}
        >
          {t("runs:show")}
        </Button>
        {isResumable(run) && !live ? (
          <Button
            size="small"
            icon={<Play size={13} />}
            disabled={busy}
            onClick={async () => {
              showTraining();
              await training.resume(run);
            }}
          >
            {t("runs:resume")}
          </Button>
        ) : null}
        <Button
          size="small"
          icon={<Copy size={13} />}
          onClick={() => documents.open(run.document, { title: runTitle(run), unsaved: true })}
        >
          {t("runs:again")}
        </Button>
        <Button
          size="small"
          icon={<RotateCcw size={13} />}
          disabled={busy}
          onClick={async () => {
            showTraining();
            await training.train(run.document, runTitle(run));
          }}
        >
          {t("runs:sameSeed")}
        </Button>
        <Menu
          trigger={
            <Button size="small" icon={<Download size={13} />}>
              {t("runs:save")}
            </Button>
          }
          entries={[
            { type: "item", id: "weights", label: t("runs:weights"), run: () => void files.saveWeights() },
            { type: "item", id: "csv", label: "CSV", run: () => void files.saveCsv() },
            { type: "item", id: "json", label: "JSON", run: () => void files.saveJson() },
            { type: "item", id: "board", label: "TensorBoard", run: () => void files.saveTensorBoard() },
          ]}
        />
        <Button
          size="small"
          icon={<PackageOpen size={13} />}
          disabled={live}
          onClick={() => dialogs.show({ type: "export", runId: run.id })}
        >
          {t("exports:ofRun")}
        </Button>
        <Button
          size="small"
          variant="danger"
          icon={<Trash2 size={13} />}
          disabled={live}
          onClick={() => deleteWithUndo(services, run, t)}
        >
          {t("runs:delete")}
        </Button>
      </div>
    </div>
  );
}

const onEnter =
  (keep: () => void) =>
  (event: React.KeyboardEvent): void => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) keep();
  };
