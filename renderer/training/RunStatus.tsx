import { useActive } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { formatTime } from "./numbers.ts";
import styles from "./TrainPanel.module.css";
import type { ShownRun } from "./types.ts";

/** Where the run stands, in one line; says only what is so. */
export function RunStatus({ run }: { readonly run: ShownRun | null }) {
  const t = useT();
  const graph = useActive((tab) => tab.history.present.graph);
  const blocks = useActive((tab) => tab.history.present.blocks);
  if (run === null) return <span className={styles.status}>{t("training:status.idle")}</span>;
  const edited = run.state !== "done" && (run.document.graph !== graph || run.document.blocks !== blocks);
  return (
    <span className={styles.status} role="status">
      <strong>{run.name}</strong> {stateText(run, t)}
      {edited ? <span className={styles.hint}> {t("training:snapshot")}</span> : null}
    </span>
  );
}

function stateText(run: ShownRun, t: ReturnType<typeof useT>): string {
  const { epochs } = run.document.training;
  const epoch = Math.min(epochs, run.epochs.length + 1);
  if (run.state === "starting" || run.state === "stopping") return t(`training:status.${run.state}`);
  if (run.state === "running" && run.tuning !== null) return t("training:status.tuning", run.tuning);
  if (run.state === "paused") return t("training:status.paused", { epoch, epochs });
  if (run.state === "done") return t(`training:status.${run.ending ?? "stopped"}`);
  const speed = run.epochs.at(-1)?.imagesPerSecond;
  return [
    t("training:status.running", { epoch, epochs }),
    ...(speed === undefined ? [] : [t("training:speed", { images: Math.round(speed) })]),
    ...remaining(run, t),
  ].join(" · ");
}

function remaining(
  { steps, totalSteps, elapsedMs }: ShownRun,
  t: ReturnType<typeof useT>,
): readonly string[] {
  const done = steps.length === 0 ? 0 : (steps.step[steps.length - 1] ?? 0);
  if (done < 5 || totalSteps <= done) return [];
  return [t("training:left", { time: formatTime((elapsedMs / done) * (totalSteps - done), t) })];
}
