import { Upload } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useServices } from "../app/services.tsx";
import { useEngineText, useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import styles from "./Import.module.css";
import { ACCEPTED } from "./importable.ts";
import { createImportStore, type ImportStep } from "./importStore.ts";
import { NetworkReport } from "./NetworkReport.tsx";
import { WeightsReport } from "./WeightsReport.tsx";

/** Brings a network of another tool in, or weights onto the network in front, and says what became of each part. */
export function ImportDialog({ files }: { readonly files: readonly File[] }) {
  const t = useT();
  const { dialogs, documents, engine, training } = useServices();
  const [imports] = useState(() =>
    createImportStore({
      engine,
      newRunId: () => crypto.randomUUID(),
      target() {
        const tab = documents.active();
        return tab === null ? null : { document: tab.history.present, title: tab.title };
      },
      opened({ document, runId }) {
        documents.open(document, { title: document.about.title, unsaved: true });
        if (runId !== null) training.startFrom(runId);
      },
      attached: (runId) => training.startFrom(runId),
    }),
  );
  const { step } = useStore(imports);
  useEffect(() => {
    if (files.length > 0) void imports.read(files);
  }, [files, imports]);
  const reading = step.type === "reading";
  const close = (): void => {
    if (reading) imports.cancel();
    dialogs.hide();
  };
  const finished = step.type === "network" || step.type === "weights";
  return (
    <Dialog
      open
      width={finished ? "wide" : "normal"}
      title={titleOf(t, step)}
      closeLabel={t("app:close")}
      onClose={close}
      actions={
        <Button variant={finished ? "primary" : "plain"} onClick={reading ? imports.cancel : close}>
          {t(reading ? "imports:cancel" : "app:close")}
        </Button>
      }
    >
      <div className={styles.dialog}>
        {step.type === "choosing" || step.type === "failed" ? (
          <Chooser onChoose={(chosen) => void imports.read(chosen)} />
        ) : null}
        {step.type === "failed" ? <Refusal step={step} /> : null}
        {reading ? (
          <progress
            className={styles.progress}
            max={1}
            value={step.share}
            aria-label={t("imports:reading", { name: step.name })}
          />
        ) : null}
        {step.type === "network" ? <NetworkReport reply={step.reply} /> : null}
        {step.type === "weights" ? <WeightsReport report={step.reply.report} /> : null}
      </div>
    </Dialog>
  );
}

function titleOf(t: ReturnType<typeof useT>, step: ImportStep): string {
  if (step.type === "choosing") return t("imports:title");
  if (step.type === "failed") return t("imports:failed", { name: step.name });
  return t(step.type === "reading" ? "imports:reading" : "imports:done", { name: step.name });
}

function Chooser({ onChoose }: { readonly onChoose: (files: readonly File[]) => void }) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <p className={styles.quiet}>{t("imports:hint")}</p>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label={t("imports:choose")}
        onChange={(event) => onChoose([...(event.target.files ?? [])])}
      />
      <p>
        <Button icon={<Upload size={13} />} onClick={() => field.current?.click()}>
          {t("imports:choose")}
        </Button>
      </p>
    </>
  );
}

function Refusal({ step }: { readonly step: Extract<ImportStep, { readonly type: "failed" }> }) {
  const engine = useEngineText();
  return (
    <div className={styles.refusal} role="alert">
      {step.problems.slice(0, 6).map((problem) => {
        const { message, remedy } = engine.problem(problem);
        return (
          <p key={`${problem.code} ${problem.path}`} className="selectable">
            {message} <span className={styles.quiet}>{remedy}</span>
          </p>
        );
      })}
    </div>
  );
}
