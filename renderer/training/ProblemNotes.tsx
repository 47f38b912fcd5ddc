import type { Problem } from "../../engine/tensor/problem.ts";
import { useEngineText } from "../i18n/TextsProvider.tsx";
import styles from "./TrainPanel.module.css";

/** What stands in the way, and what to do about it. */
export function ProblemNotes({ problems }: { readonly problems: readonly Problem[] }) {
  const engine = useEngineText();
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems} role="alert">
      {problems.map((problem, index) => {
        const { message, remedy } = engine.problem(problem);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced whole
          <li key={index} className={styles.problem}>
            {problem.path === "" ? null : <code>{problem.path}</code>} {message} <span>{remedy}</span>
          </li>
        );
      })}
    </ul>
  );
}
