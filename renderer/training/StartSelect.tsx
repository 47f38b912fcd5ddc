import { useEffect } from "react";
import { useStore } from "zustand";
import { useActive, useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { runTitle } from "../runs/runFacts.ts";
import { Select } from "../ui/Select.tsx";
import { Labelled } from "./Labelled.tsx";
import { startRuns } from "./startRuns.ts";
import styles from "./TrainPanel.module.css";

/** The weights that the next run starts from; shown once there are any but the first ones. */
export function StartSelect() {
  const t = useT();
  const { training } = useServices();
  const runs = useStore(training, (state) => state.runs);
  const document = useActive((tab) => tab.history.present);
  const chosen = useStore(training, (state) => state.startFrom);
  useEffect(() => {
    if (runs === null) void training.loadRuns();
  }, [runs, training]);
  const ended = runs === null || document === null ? [] : startRuns(runs, document);
  if (ended.length === 0) return null;
  return (
    <div className={styles.wide}>
      <Labelled label={t("imports:startFrom")}>
        {(id) => (
          <Select
            id={id}
            value={ended.some((run) => run.id === chosen) ? (chosen ?? "") : ""}
            options={[
              { value: "", label: t("imports:startFresh") },
              ...ended.map((run) => ({ value: run.id, label: runTitle(run) })),
            ]}
            onChange={(value) => training.startFrom(value === "" ? null : value)}
          />
        )}
      </Labelled>
    </div>
  );
}
