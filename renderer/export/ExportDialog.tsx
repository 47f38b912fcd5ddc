import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { NodeId } from "../../engine/document/types.ts";
import type { ExportSubject } from "../../engine/worker/values.ts";
import { useActive, useAnalysis, useServices } from "../app/services.tsx";
import { pngOf, themeNow } from "../canvas/picture/savePicture.ts";
import { useT, useTexts } from "../i18n/TextsProvider.tsx";
import { reveal } from "../outline/reveal.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Select } from "../ui/Select.tsx";
import styles from "./Export.module.css";
import { createExportStore } from "./exportStore.ts";
import { FormatCards } from "./FormatCards.tsx";
import { engineFormat, FREEZING, withoutWeights } from "./formats.ts";
import { Obstacles } from "./Obstacles.tsx";
import { Outcome } from "./Outcome.tsx";
import { pictureFor } from "./pictureFor.ts";
import { exportableRuns, hasFrozen, type Subject, subjectOf, subjectOptions } from "./subjects.ts";

/** Takes the network to another tool. */
export function ExportDialog({ runId: first }: { readonly runId: string | null }) {
  const services = useServices();
  const { engine, host, dialogs, notices, training } = services;
  const [exports] = useState(() => createExportStore({ engine, host, drawPng: pngOf }, { runId: first }));
  const texts = useTexts();
  const t = useT();
  const front = useActive((tab) => tab.history.present);
  const title = useActive((tab) => tab.title) ?? "";
  const nodes = useAnalysis(({ expanded }) => expanded.nodes);
  const allRuns = useStore(training, (state) => state.runs);
  const { format, runId, problems, step } = useStore(exports);
  const runs = exportableRuns(allRuns);
  const subject = front === null ? null : subjectOf({ document: front, title }, runs, runId);
  const document = subject?.document ?? null;

  useEffect(() => {
    if (allRuns === null) void training.loadRuns();
  }, [allRuns, training]);
  useEffect(() => {
    if (document !== null) void exports.learnProblems(document);
  }, [document, exports]);
  if (subject === null || front === null || document === null) return null;

  const busy = step.type === "writing" || step.type === "saving";
  const obstacles = problems?.[engineFormat(format)] ?? [];
  const asked: ExportSubject = { document, runId: subject.run?.id ?? null };
  const freezing = hasFrozen(document) ? FREEZING[format] : null;
  const close = (): void => {
    if (busy) exports.cancel();
    dialogs.hide();
  };
  const originOf = (path: string): readonly NodeId[] | null =>
    document === front ? (nodes?.find((node) => node.path === path)?.origin ?? null) : null;
  const show = (origin: readonly NodeId[]): void => {
    dialogs.hide();
    reveal(services, origin);
  };
  // The engine was restarted, or a device failed: not a matter of the network.
  const tell = (error: unknown): void =>
    notices.show({ tone: "bad", content: { title: t("app:failure.title"), detail: String(error) } });
  const write = async (): Promise<void> => {
    // The card tells how well the weights do, which takes a backend; without one it says that it does not know.
    if (format === "card" && asked.runId !== null) await training.openBackend();
    const theme = themeNow();
    await exports.write(asked, {
      base: subject.base,
      language: texts.language,
      theme,
      ...pictureFor(format, document, texts, theme),
    });
  };
  const check = async (): Promise<void> => {
    if (await training.openBackend()) await exports.check(asked);
  };
  return (
    <Dialog
      open
      width="wide"
      title={t("exports:title")}
      closeLabel={t("app:close")}
      onClose={close}
      actions={
        step.type === "saved" ? (
          <>
            <Button onClick={() => exports.choose({})}>{t("exports:again")}</Button>
            <Button variant="primary" onClick={close}>
              {t("app:close")}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={busy ? exports.cancel : close}>{t("exports:cancel")}</Button>
            <Button
              variant="primary"
              disabled={busy || problems === null || obstacles.length > 0}
              onClick={() => void write().catch(tell)}
            >
              {t("exports:start")}
            </Button>
          </>
        )
      }
    >
      <div className={styles.dialog}>
        {step.type === "saved" ? (
          <Outcome step={step} onCheck={() => void check().catch(tell)} />
        ) : (
          <>
            <div className={styles.subject}>
              <span>{t("exports:subject")}</span>
              <Select
                label={t("exports:subject")}
                value={subject.run?.id ?? ""}
                disabled={busy}
                options={subjectOptions({ document: front, title }, runs, texts)}
                onChange={(id) => exports.choose({ runId: id === "" ? null : id })}
              />
            </div>
            <FormatCards
              value={format}
              problems={problems}
              disabled={busy}
              onChange={(next) => exports.choose({ format: next })}
            />
            {obstacles.length > 0 ? (
              <Obstacles
                title={t("exports:obstacles")}
                problems={obstacles}
                originOf={originOf}
                onShow={show}
              />
            ) : (
              <p className={styles.quiet}>
                {travelling(t, format, subject)}
                {freezing === null ? null : ` ${t(`exports:frozen.${freezing}`)}`}
              </p>
            )}
            {step.type === "failed" ? (
              <Obstacles problems={step.problems} originOf={originOf} onShow={show} />
            ) : null}
            {busy ? (
              <progress
                className={styles.progress}
                max={1}
                value={step.type === "writing" ? step.share : 1}
                aria-label={t(step.type === "writing" ? "exports:writing" : "exports:saving")}
              />
            ) : null}
          </>
        )}
      </div>
    </Dialog>
  );
}

function travelling(
  t: ReturnType<typeof useT>,
  format: Parameters<typeof withoutWeights>[0],
  { run }: Subject,
): string {
  if (withoutWeights(format)) return t("exports:withoutWeights");
  if (run === null) return t("exports:noTravel");
  return t("exports:travels", { classes: run.classes.length });
}
