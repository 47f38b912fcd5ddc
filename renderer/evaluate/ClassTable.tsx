import type { EvaluationReply } from "../../engine/worker/values.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { formatLoss, formatShare } from "../training/numbers.ts";
import styles from "./EvaluatePanel.module.css";

const COLUMNS = ["precision", "recall", "f1", "count"] as const;

/** The whole in one line, then class by class. */
export function ClassTable({ report }: { readonly report: EvaluationReply }) {
  const t = useT();
  return (
    <div className={styles.figures}>
      <p className={styles.whole}>
        <strong className="numbers">{formatShare(report.accuracy)}</strong> {t("evaluate:accuracy")} ·{" "}
        {t("evaluate:lossOf", { loss: formatLoss(report.loss), count: report.count })}
      </p>
      {report.perClass.length === 0 ? null : (
        <table className={styles.classTable}>
          <thead>
            <tr>
              <th scope="col">{t("evaluate:class")}</th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`evaluate:${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.perClass.map(({ name, precision, recall, f1, count }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{formatShare(precision)}</td>
                <td>{formatShare(recall)}</td>
                <td>{f1.toFixed(3)}</td>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
