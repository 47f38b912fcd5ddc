import { Minus, Plus } from "lucide-react";
import type { NodeView } from "../../../engine/targets/svg/scene.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { useCanvas } from "../canvasContext.ts";
import styles from "./RepeatStepper.module.css";

/** How often a block stands in a chain: `×3`, with steps. An expression is shown and edited in the inspector. */
export function RepeatStepper({ view }: { readonly view: NodeView }) {
  const { edits } = useCanvas();
  const t = useT();
  const { repeat } = view;
  if (typeof repeat === "string") {
    return <span className={`${styles.repeat} ${styles.fixed}`}>×{repeat.replace(/^=/, "")}</span>;
  }
  const count = repeat ?? 1;
  return (
    <span className={`nodrag nopan ${styles.repeat}`} {...(count > 1 ? { "data-many": "" } : {})}>
      <button
        type="button"
        tabIndex={-1}
        className={styles.step}
        aria-label={t("canvas:repeat.less")}
        disabled={count <= 1}
        onClick={() => edits.setRepeat(view, count - 1)}
      >
        <Minus size={10} />
      </button>
      <span className={styles.count}>×{count}</span>
      <button
        type="button"
        tabIndex={-1}
        className={styles.step}
        aria-label={t("canvas:repeat.more")}
        onClick={() => edits.setRepeat(view, count + 1)}
      >
        <Plus size={10} />
      </button>
    </span>
  );
}
