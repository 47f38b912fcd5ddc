import { type EdgeProps, type InternalNode, useStoreApi } from "@xyflow/react";
import { memo } from "react";
import { wireCourse } from "../../../engine/targets/svg/wire.ts";
import { LABEL_HEIGHT, labelWidth } from "../../../engine/targets/svg/wireMarkup.ts";
import { formatShape } from "../../../engine/tensor/shape.ts";
import type { FlowEdge, FlowNode } from "../view/flowTypes.ts";
import styles from "./WireEdge.module.css";

const endOf = (node: InternalNode<FlowNode>, index: number, count: number) => ({
  rect: {
    ...node.internals.positionAbsolute,
    width: node.measured.width ?? 0,
    height: node.measured.height ?? 0,
  },
  index,
  count,
});

/**
 * A wire with the shape of what flows. React Flow's own end points only say that a node has moved; the course follows
 * the nodes' boxes, as in the exported picture.
 */
export const WireEdge = memo(function WireEdge({ source, target, data }: EdgeProps<FlowEdge>) {
  const flow = useStoreApi<FlowNode, FlowEdge>();
  const { nodeLookup } = flow.getState();
  const from = nodeLookup.get(source);
  const to = nodeLookup.get(target);
  if (from === undefined || to === undefined || data === undefined) return null;
  const { wire } = data;
  const course = wireCourse(
    endOf(from, wire.fromIndex, wire.fromCount),
    endOf(to, wire.toIndex, wire.toCount),
    wire.link,
  );
  const bad = wire.problem !== null;
  const label = wire.shape === null ? (bad ? "!" : "") : formatShape(wire.shape);
  const width = labelWidth(label);
  return (
    <g
      className={styles.wire}
      {...(bad ? { "data-bad": "" } : {})}
      {...(wire.link === null ? {} : { "data-link": "" })}
    >
      <path className={styles.catch} d={course.d} />
      <path className={styles.line} d={course.d} />
      {label === "" ? null : (
        <g className={styles.label} transform={`translate(${course.label.x} ${course.label.y})`}>
          <rect
            x={-width / 2}
            y={-LABEL_HEIGHT / 2}
            width={width}
            height={LABEL_HEIGHT}
            rx={LABEL_HEIGHT / 2}
          />
          <text y={3.7} textAnchor="middle">
            {label}
          </text>
          {wire.problem === null ? null : <title>{wire.problem.message}</title>}
        </g>
      )}
    </g>
  );
});
