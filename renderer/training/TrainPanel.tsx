import { Settings2 } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { cx } from "../ui/cx.ts";
import { Charts } from "./Charts.tsx";
import { EpochTable } from "./EpochTable.tsx";
import { LiveRate } from "./LiveRate.tsx";
import { ProblemNotes } from "./ProblemNotes.tsx";
import { RunControls } from "./RunControls.tsx";
import { RunStatus } from "./RunStatus.tsx";
import { SettingsForm } from "./SettingsForm.tsx";
import styles from "./TrainPanel.module.css";

/** Settings, curves and the table of epochs, with the state of the run above them. */
export function TrainPanel() {
  const t = useT();
  const { training } = useServices();
  const [wanted, setWanted] = useState<boolean | null>(null);
  const run = useStore(training, (state) => state.run);
  const problems = useStore(training, (state) => state.startProblems);
  const found = run?.problem === null || run?.problem === undefined ? problems : [run.problem, ...problems];
  // Curves need the width more than settings that no longer change this run.
  const settings = wanted ?? run === null;
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <Button
          size="small"
          variant="quiet"
          icon={<Settings2 size={13} />}
          aria-expanded={settings}
          onClick={() => setWanted(!settings)}
        >
          {t("training:settings.title")}
        </Button>
        <RunStatus run={run} />
        {run === null ? null : <LiveRate run={run} />}
        <RunControls run={run} />
      </div>
      <ProblemNotes problems={found} />
      <div className={cx(styles.body, settings && styles.withForm)}>
        {settings ? <SettingsForm /> : null}
        <Charts run={run} />
        <EpochTable epochs={run?.epochs ?? []} />
      </div>
    </div>
  );
}
