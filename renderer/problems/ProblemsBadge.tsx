import { useAnalysis } from "../app/services.tsx";
import styles from "./ProblemsPanel.module.css";

/** How many problems there are; nothing while there are none. */
export function ProblemsBadge() {
  const problems = useAnalysis((analysis) => analysis.problems) ?? [];
  if (problems.length === 0) return null;
  const error = problems.some(({ severity }) => severity === "error");
  return (
    <span className={styles.badge} data-severity={error ? "error" : "warning"}>
      {problems.length}
    </span>
  );
}
