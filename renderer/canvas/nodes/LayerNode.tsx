import type { NodeProps } from "@xyflow/react";
import { Snowflake } from "lucide-react";
import { memo } from "react";
import { formatCount } from "../../../engine/targets/svg/format.ts";
import { PILL_HEIGHT } from "../../../engine/targets/svg/metrics.ts";
import { formatShape, type Shape } from "../../../engine/tensor/shape.ts";
import { FamilyGlyph } from "../../glyphs/FamilyGlyph.tsx";
import { TensorGlyph } from "../../glyphs/TensorGlyph.tsx";
import { NodePicture } from "../../inspect/NodePicture.tsx";
import { useSeen } from "../../inspect/useSeen.ts";
import type { LayerFlowNode } from "../view/flowTypes.ts";
import { Badge } from "./Badge.tsx";
import styles from "./LayerNode.module.css";
import { Ports } from "./Ports.tsx";
import { RepeatStepper } from "./RepeatStepper.tsx";

/** A layer, a block, a port or an unknown node. */
export const LayerNode = memo(function LayerNode({ data, width = 0, height = 0 }: NodeProps<LayerFlowNode>) {
  const { view, heat, sides } = data;
  const line = [view.name, view.brief].filter((part) => part !== "").join(" · ");
  return (
    <div
      className={styles.node}
      data-tone={view.tone}
      data-type={view.type}
      {...(view.muted ? { "data-muted": "" } : {})}
      {...(view.frozen ? { "data-frozen": "" } : {})}
      {...(view.problems.length > 0 ? { "data-problem": worst(view.problems) } : {})}
      {...(heat === null
        ? {}
        : { "data-heat": "", style: { "--heat": `${Math.round(heat * 55)}%` } as never })}
    >
      <FamilyGlyph tone={view.tone} className={styles.glyph} />
      <div className={styles.words} title={`${view.kindTitle} ${line}`}>
        <div className={styles.title}>
          {view.frozen ? <Snowflake size={11} className={styles.frozen} aria-hidden /> : null}
          {view.title}
        </div>
        <div className={styles.line}>{line}</div>
        {view.shape === null ? null : <div className={styles.shape}>{formatShape(view.shape)}</div>}
        <Figures params={view.params} macs={view.macs} />
      </div>
      {view.shape === null || view.type === "port" ? null : <Picture nodeKey={view.key} shape={view.shape} />}
      {view.type === "block" ? <RepeatStepper view={view} /> : null}
      {view.problems.length > 0 ? <Badge view={view} /> : null}
      <Ports
        view={view}
        sides={sides}
        size={{ width, height: view.type === "port" ? PILL_HEIGHT : height }}
      />
    </div>
  );
});

/** The tensor's drawing, or what stands in it while a person looks inside. */
function Picture({ nodeKey, shape }: { readonly nodeKey: string; readonly shape: Shape }) {
  const seen = useSeen(nodeKey);
  return seen === null ? (
    <TensorGlyph shape={shape} className={styles.tensor} />
  ) : (
    <NodePicture seen={seen} className={styles.picture} />
  );
}

const worst = (problems: readonly { readonly severity: "error" | "warning" }[]): string =>
  problems.some((problem) => problem.severity === "error") ? "error" : "warning";

function Figures({ params, macs }: { readonly params: number; readonly macs: number }) {
  if (params === 0 && macs === 0) return null;
  return (
    <div className={styles.figures}>
      {[params > 0 ? formatCount(params) : "", macs > 0 ? formatCount(macs) : ""]
        .filter((part) => part !== "")
        .join(" · ")}
    </div>
  );
}
