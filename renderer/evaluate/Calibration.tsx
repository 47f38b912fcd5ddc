import type { EvaluationReply } from "../../engine/worker/values.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { formatShare } from "../training/numbers.ts";
import { calibrationError } from "./cells.ts";
import styles from "./EvaluatePanel.module.css";

/** How often an answer of each confidence is right: a bar on the diagonal keeps its word. */
export function Calibration({ report }: { readonly report: EvaluationReply }) {
  const t = useT();
  return (
    <figure className={styles.calibration}>
      <figcaption>
        {t("evaluate:calibration")} ·{" "}
        {t("evaluate:calibrationError", { error: formatShare(calibrationError(report)) })}
      </figcaption>
      <svg viewBox="0 0 100 100" role="img" aria-label={t("evaluate:calibrationHint")}>
        {report.calibration.map(({ from, to, count, accuracy }) => (
          <rect
            key={from}
            x={100 * from + 1}
            width={100 * (to - from) - 2}
            y={100 - 100 * accuracy}
            height={100 * accuracy}
            opacity={count === 0 ? 0 : 1}
          >
            <title>
              {t("evaluate:bin", {
                from: formatShare(from),
                to: formatShare(to),
                count,
                accuracy: formatShare(accuracy),
              })}
            </title>
          </rect>
        ))}
        <line x1="0" y1="100" x2="100" y2="0" />
      </svg>
      <p className={styles.hint}>{t("evaluate:calibrationHint")}</p>
    </figure>
  );
}
