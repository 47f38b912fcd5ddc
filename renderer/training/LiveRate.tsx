import { useState } from "react";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { NumberField } from "../ui/NumberField.tsx";
import { formatRate } from "./numbers.ts";
import styles from "./TrainPanel.module.css";
import type { ShownRun } from "./types.ts";

/** The learning rate of the run in flight, and another one for the steps to come. */
export function LiveRate({ run }: { readonly run: ShownRun }) {
  const t = useT();
  const { training } = useServices();
  const [wanted, setWanted] = useState<number | null>(null);
  if (run.state !== "running" && run.state !== "paused") return null;
  return (
    <form
      className={styles.liveRate}
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== null) void training.setLearningRate(wanted);
        setWanted(null);
      }}
    >
      <span className={styles.hint}>{t("training:settings.learningRate")}</span>
      <NumberField
        label={t("training:settings.learningRate")}
        value={wanted ?? Number(formatRate(run.learningRate))}
        min={0}
        max={100}
        step={0.001}
        integer={false}
        onChange={(next) => (typeof next === "number" ? setWanted(next) : undefined)}
      />
      {wanted === null ? null : (
        <Button size="small" type="submit">
          {t("training:setRate")}
        </Button>
      )}
    </form>
  );
}
