import type { NodeProps } from "@xyflow/react";
import { ChevronsDownUp, SquareArrowOutUpRight } from "lucide-react";
import { memo } from "react";
import { formatCount } from "../../../engine/targets/svg/format.ts";
import { formatShape } from "../../../engine/tensor/shape.ts";
import { FamilyGlyph } from "../../glyphs/FamilyGlyph.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import { useCanvas } from "../canvasContext.ts";
import type { LayerFlowNode } from "../view/flowTypes.ts";
import { Badge } from "./Badge.tsx";
import styles from "./BlockFrame.module.css";
import { Ports } from "./Ports.tsx";
import { RepeatStepper } from "./RepeatStepper.tsx";

/** A block expanded where it stands: its header; what is inside are nodes of their own above it. */
export const BlockFrame = memo(function BlockFrame({
  data,
  width = 0,
  height = 0,
}: NodeProps<LayerFlowNode>) {
  const { store, edits } = useCanvas();
  const t = useT();
  const { view, sides } = data;
  const facts = [
    view.name,
    view.shape === null ? "" : formatShape(view.shape),
    view.params > 0 ? formatCount(view.params) : "",
  ].filter((part) => part !== "");
  return (
    <div className={styles.frame} {...(view.muted ? { "data-muted": "" } : {})}>
      <header className={styles.header}>
        <FamilyGlyph tone="block" />
        <span className={styles.title}>{view.title}</span>
        <span className={styles.facts}>{facts.join(" · ")}</span>
        <button
          type="button"
          tabIndex={-1}
          className={`nodrag nopan ${styles.tool}`}
          title={t("canvas:block.open")}
          aria-label={t("canvas:block.open")}
          onClick={() => edits.open(view)}
        >
          <SquareArrowOutUpRight size={13} />
        </button>
        <button
          type="button"
          tabIndex={-1}
          className={`nodrag nopan ${styles.tool}`}
          title={t("canvas:block.fold")}
          aria-label={t("canvas:block.fold")}
          onClick={() => store.toggleExpanded(view.key)}
        >
          <ChevronsDownUp size={13} />
        </button>
      </header>
      <RepeatStepper view={view} />
      <Ports view={view} sides={sides} size={{ width, height }} />
      {view.problems.length > 0 ? <Badge view={view} /> : null}
    </div>
  );
});
