import type { EvaluationReply } from "../../engine/worker/values.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { cx } from "../ui/cx.ts";
import { type Cell, confusions } from "./cells.ts";
import styles from "./EvaluatePanel.module.css";

interface ConfusionMatrixProps {
  readonly report: EvaluationReply;
  readonly classes: readonly string[];
  readonly cell: Cell | null;
  readonly onCell: (cell: Cell) => void;
}

/** More classes than this are told as a list of what is confused. */
const MOST_CLASSES = 24;

export function ConfusionMatrix(props: ConfusionMatrixProps) {
  return props.classes.length > MOST_CLASSES ? <ConfusionList {...props} /> : <Matrix {...props} />;
}

function Matrix({ report, classes, cell, onCell }: ConfusionMatrixProps) {
  const t = useT();
  const most = Math.max(1, ...confusions(report).map(({ count }) => count));
  return (
    <table className={styles.matrix}>
      <caption className="visually-hidden">{t("evaluate:matrix")}</caption>
      <thead>
        <tr>
          <th scope="col" className={styles.corner}>
            {t("evaluate:corner")}
          </th>
          {classes.map((name) => (
            <th key={name} scope="col" title={name}>
              <span className={styles.columnName}>{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {classes.map((name, truth) => (
          <tr key={name}>
            <th scope="row" title={name} className={styles.rowName}>
              {name}
            </th>
            {classes.map((other, answer) => {
              const count = report.confusion[truth]?.[answer] ?? 0;
              const right = truth === answer;
              const share = right ? (report.perClass[truth]?.recall ?? 0) : Math.sqrt(count / most);
              const chosen = cell?.truth === truth && cell.answer === answer;
              return (
                <td key={other}>
                  <button
                    type="button"
                    className={cx(styles.cell, right ? styles.right : styles.wrong, chosen && styles.chosen)}
                    style={{ "--share": `${Math.round(70 * share)}%` } as React.CSSProperties}
                    disabled={count === 0}
                    aria-pressed={chosen}
                    aria-label={t("evaluate:cell", { count, truth: name, answer: other })}
                    title={t("evaluate:cell", { count, truth: name, answer: other })}
                    onClick={() => onCell({ truth, answer })}
                  >
                    {count === 0 ? "" : count}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const MOST_LINES = 60;

function ConfusionList({ report, classes, cell, onCell }: ConfusionMatrixProps) {
  const t = useT();
  return (
    <ul className={styles.confusions}>
      {confusions(report)
        .slice(0, MOST_LINES)
        .map(({ truth, answer, count }) => (
          <li key={`${truth}/${answer}`}>
            <button
              type="button"
              className={styles.confusion}
              aria-pressed={cell?.truth === truth && cell.answer === answer}
              onClick={() => onCell({ truth, answer })}
            >
              <span className="numbers">{count}</span>
              {t("evaluate:taken", { truth: classes[truth] ?? truth, answer: classes[answer] ?? answer })}
            </button>
          </li>
        ))}
    </ul>
  );
}
