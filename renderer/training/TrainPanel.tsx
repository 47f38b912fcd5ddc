import { useStore } from "zustand";
import { useServices } from "../app/services.tsx";
import { Charts } from "./Charts.tsx";
import { EpochTable } from "./EpochTable.tsx";
import { ProblemNotes } from "./ProblemNotes.tsx";
import { RunControls } from "./RunControls.tsx";
import { RunStatus } from "./RunStatus.tsx";
import { SettingsForm } from "./SettingsForm.tsx";
import styles from "./TrainPanel.module.css";

/** Settings, curves and the table of epochs, with the state of the run above them. */
export function TrainPanel() {
  const { training } = useServices();
  const run = useStore(training, (state) => state.run);
  const problems = useStore(training, (state) => state.startProblems);
  const found = run?.problem === null || run?.problem === undefined ? problems : [run.problem, ...problems];
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <RunStatus run={run} />
        <RunControls run={run} />
      </div>
      <ProblemNotes problems={found} />
      <div className={styles.body}>
        <SettingsForm />
        <Charts run={run} />
        <EpochTable epochs={run?.epochs ?? []} />
      </div>
    </div>
  );
}
