import type { Problem } from "../../../engine/tensor/problem.ts";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { FixButtons } from "../../problems/FixButtons.tsx";
import styles from "./cards.module.css";

/** What is wrong with the node, with its fixes. */
export function ProblemsCard({ problems }: { readonly problems: readonly Problem[] }) {
  const t = useT();
  const engine = useEngineText();
  if (problems.length === 0) return null;
  const error = problems.some(({ severity }) => severity === "error");
  return (
    <section
      className={`${styles.card} ${styles.problems}`}
      data-severity={error ? "error" : "warning"}
      aria-label={t("inspector:problems")}
    >
      {problems.map((problem) => {
        const { message, remedy } = engine.problem(problem);
        return (
          <div key={`${problem.path} ${problem.code} ${problem.message}`} className={styles.problem}>
            <p className={`${styles.message} selectable`}>{message}</p>
            <p className={`${styles.remedy} selectable`}>{remedy}</p>
            <FixButtons problem={problem} />
          </div>
        );
      })}
    </section>
  );
}
