import { CircleCheck, TriangleAlert } from "lucide-react";
import type { CheckReply } from "../../engine/worker/values.ts";
import type { Translate } from "../i18n/i18n.ts";
import { useEngineText, useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { formatBytes, formatExact } from "../ui/format.ts";
import styles from "./Export.module.css";
import type { ExportStep } from "./exportStore.ts";

interface OutcomeProps {
  readonly step: Extract<ExportStep, { readonly type: "saved" }>;
  readonly onCheck: () => void;
}

/** Differences up to this come from the order of additions. */
const TOLERANCE = "1e-4";

/** What was saved, and what looking at it again showed. */
export function Outcome({ step, onCheck }: OutcomeProps) {
  const t = useT();
  const engine = useEngineText();
  const { file, name, look } = step;
  return (
    <section className={styles.outcome} aria-live="polite">
      <p className={styles.line}>
        <CircleCheck size={16} className={styles.good} />
        <span>{t("exports:saved", { name, size: formatBytes(file.blob.size) })}</span>
      </p>
      {!file.checkable ? <p className={styles.quiet}>{t("exports:noCheck")}</p> : null}
      {file.checkable && look.type === "none" ? (
        <p className={styles.line}>
          <Button onClick={onCheck}>{t("exports:check")}</Button>
          <span className={styles.quiet}>{t("exports:checkHint")}</span>
        </p>
      ) : null}
      {look.type === "looking" ? <p className={styles.quiet}>{t("exports:checking")}</p> : null}
      {look.type === "seen" ? <Seen report={look.report} /> : null}
      {look.type === "failed"
        ? look.problems.map((problem) => (
            <p key={problem.code} className={styles.line}>
              <TriangleAlert size={16} className={styles.bad} />
              <span>
                {engine.problem(problem).message} {engine.problem(problem).remedy}
              </span>
            </p>
          ))
        : null}
    </section>
  );
}

const Seen = ({ report }: { readonly report: CheckReply }) => {
  const t = useT();
  return (
    <p className={styles.line}>
      {report.agrees ? (
        <CircleCheck size={16} className={styles.good} />
      ) : (
        <TriangleAlert size={16} className={styles.bad} />
      )}
      <span>{sentence(t, report)}</span>
    </p>
  );
};

function sentence(t: Translate, report: CheckReply): string {
  const { how, by, inputs, compared, largestDifference, tensors, differing, agrees } = report;
  const difference = largestDifference?.toExponential(1) ?? "?";
  const said = { by, inputs, compared: t(`exports:compared.${compared}`), difference };
  const honest = (found: string): string =>
    agrees ? found : `${found} ${t("exports:tooFar", { tolerance: TOLERANCE })}`;
  if (how === "reader" && largestDifference !== null) return honest(t("exports:readRun", said));
  if (how === "reader") {
    if (!agrees) return t("exports:differs", { differing, tensors: Math.max(1, tensors) });
    return tensors === 0 ? t("exports:readSame") : t("exports:read", { tensors: formatExact(tensors) });
  }
  return honest(t("exports:ran", said));
}
