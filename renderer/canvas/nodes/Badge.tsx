import type { NodeView } from "../../../engine/targets/svg/scene.ts";
import { useCanvas } from "../canvasContext.ts";
import styles from "./Badge.module.css";

/** Marks a node with problems; shows the reason and its fixes when it is pointed at. */
export function Badge({ view }: { readonly view: NodeView }) {
  const { store } = useCanvas();
  const error = view.problems.some((problem) => problem.severity === "error");
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`nodrag nopan ${styles.badge}`}
      data-severity={error ? "error" : "warning"}
      aria-label={view.problems.map((problem) => problem.message).join(" ")}
      onPointerEnter={() => store.showProblems(view.key)}
      onPointerLeave={() => store.hideProblemsSoon()}
      onClick={() => store.showProblems(view.key)}
    >
      {view.problems.length > 1 ? view.problems.length : "!"}
    </button>
  );
}
