import { Shuffle } from "lucide-react";
import { type DragEvent, useEffect, useState } from "react";
import { useStore } from "zustand";
import { formatShape } from "../../engine/tensor/shape.ts";
import type { DataReport } from "../../engine/worker/values.ts";
import { useActive, useServices } from "../app/services.tsx";
import { useCall } from "../engine/useCall.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { ProblemNotes } from "../training/ProblemNotes.tsx";
import { Button } from "../ui/Button.tsx";
import { cx } from "../ui/cx.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { formatDecimalBytes } from "../ui/format.ts";
import { Segmented } from "../ui/Segmented.tsx";
import { Augmentation } from "./Augmentation.tsx";
import { ClassList } from "./ClassList.tsx";
import { placeOfDrop, requestOf } from "./chosenFiles.ts";
import { DataFacts } from "./DataFacts.tsx";
import styles from "./DataPanel.module.css";
import { FitNote } from "./FitNote.tsx";
import { SourcePicker } from "./SourcePicker.tsx";
import { TileStrip } from "./TileStrip.tsx";

/** The data in use: where it comes from, what it holds, and whether the network takes it. */
export function DataPanel() {
  const t = useT();
  const { engine, training } = useServices();
  const { data, dataStatus, dataProgress, dataProblems } = useStore(training);
  const named = useActive((tab) => tab.history.present.training.data);
  const drop = useDataDrop();
  useEffect(() => {
    // The built-in sets cost nothing to open; what lies on disk waits for a person.
    if (dataStatus === "none" && named?.startsWith("builtin:") === true) void training.openSource(named);
  }, [training, dataStatus, named]);
  return (
    <div className={cx(styles.panel, drop.over && styles.over)} {...drop.handlers}>
      <div className={styles.side}>
        <SourcePicker />
        {dataStatus === "opening" ? (
          <p className={styles.hint} role="status">
            {dataProgress === null
              ? t("dataPanel:opening")
              : dataProgress.of === "files"
                ? t("dataPanel:progress", { done: dataProgress.done, total: dataProgress.total })
                : t("dataPanel:sets.progress", {
                    done: formatDecimalBytes(dataProgress.done),
                    total: formatDecimalBytes(dataProgress.total),
                  })}
            {dataProgress === null ? null : (
              <progress
                className={styles.progress}
                max={dataProgress.total}
                value={dataProgress.done}
                aria-label={t("dataPanel:opening")}
              />
            )}
            {dataProgress?.of === "bytes" ? (
              <Button size="small" onClick={() => void engine.call("stopDownload", null)}>
                {t("dataPanel:sets.stop")}
              </Button>
            ) : null}
          </p>
        ) : null}
        {data === null ? <p className={styles.hint}>{t("dataPanel:dropHint")}</p> : null}
        {dataStatus === "failed" ? <ProblemNotes problems={dataProblems} /> : null}
        {data === null ? null : (
          <>
            <FitNote data={data} />
            <DataFacts data={data} />
            {dataStatus === "open" && dataProblems.length > 0 ? (
              <details className={styles.warnings}>
                <summary>{t("dataPanel:warnings", { count: dataProblems.length })}</summary>
                <ProblemNotes problems={dataProblems} />
              </details>
            ) : null}
          </>
        )}
      </div>
      {data === null ? (
        <EmptyState title={t("dataPanel:empty")} detail={t("dataPanel:emptyHint")} />
      ) : (
        <Contents data={data} />
      )}
      {drop.over ? <div className={styles.dropNote}>{t("dataPanel:drop")}</div> : null}
    </div>
  );
}

const PER_CLASS = 14;

function Contents({ data }: { readonly data: DataReport }) {
  const t = useT();
  const [view, setView] = useState<"samples" | "augmentation">("samples");
  const [seed, setSeed] = useState(0);
  const classes = data.classes.length;
  const perClass = classes === 0 ? 24 : Math.max(2, Math.min(PER_CLASS, Math.floor(1400 / classes)));
  const { value: tiles } = useCall(
    "sampleTiles",
    `${data.fingerprint}/${data.shape}/${seed}/${perClass}`,
    () => ({
      part: "train",
      perClass,
      seed,
    }),
  );
  return (
    <div className={styles.contents}>
      <div className={styles.head}>
        <Segmented
          label={t("dataPanel:view")}
          value={view}
          options={[
            { value: "samples", label: t("dataPanel:samples") },
            { value: "augmentation", label: t("dataPanel:augmentation") },
          ]}
          onChange={setView}
        />
        {view === "samples" && tiles !== null ? (
          <Button size="small" variant="quiet" icon={<Shuffle size={13} />} onClick={() => setSeed(seed + 1)}>
            {t("dataPanel:another")}
          </Button>
        ) : null}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={t(`dataPanel:${view}`)}>
        {tiles === null && data.shape.length !== 3 ? (
          <p className={styles.hint}>{t("dataPanel:vectors", { shape: formatShape(data.shape) })}</p>
        ) : null}
        {view === "augmentation" && tiles !== null ? (
          <Augmentation fingerprint={data.fingerprint} tiles={tiles} />
        ) : null}
        {view === "samples" && classes > 0 ? <ClassList data={data} tiles={tiles} /> : null}
        {view === "samples" && classes === 0 ? (
          <>
            <p className={styles.hint}>{t("dataPanel:targets")}</p>
            {tiles === null ? null : (
              <TileStrip tiles={tiles} from={0} count={tiles.indices.length} size={60} label={data.title} />
            )}
          </>
        ) : null}
      </section>
    </div>
  );
}

/** A folder dropped on the panel is data, not a document: the window's own handler must not see it. */
function useDataDrop() {
  const { training } = useServices();
  const [over, setOver] = useState(false);
  const take = (event: DragEvent): boolean => {
    if (!event.dataTransfer.types.includes("Files")) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const handlers = {
    onDragOver(event: DragEvent): void {
      if (take(event)) setOver(true);
    },
    onDragLeave(event: DragEvent): void {
      const { currentTarget, relatedTarget } = event;
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
    },
    async onDrop(event: DragEvent): Promise<void> {
      if (!take(event)) return;
      setOver(false);
      const request = requestOf(await placeOfDrop(event.dataTransfer.items));
      if (request !== null) await training.openData(request);
    },
  };
  return { over, handlers };
}
