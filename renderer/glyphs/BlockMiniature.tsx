import { memo } from "react";
import type { BlockDefinition } from "../../engine/document/types.ts";
import { miniature } from "../../engine/targets/svg/miniature.ts";
import { toneColor } from "./tone.ts";

interface BlockMiniatureProps {
  readonly block: Pick<BlockDefinition, "graph">;
  readonly width?: number;
  readonly height?: number;
}

/** The inside of a block, drawn small: so every block has its own picture, also one that a person made. */
export const BlockMiniature = memo(function BlockMiniature({
  block,
  width = 46,
  height = 28,
}: BlockMiniatureProps) {
  const drawing = miniature(block, width, height);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={drawing.wires} fill="none" stroke="var(--wire)" strokeWidth={1} />
      {drawing.nodes.map(({ x, y, tone }) => (
        <rect
          key={`${x} ${y}`}
          x={x - drawing.dot / 2}
          y={y - drawing.dot / 2}
          width={drawing.dot}
          height={drawing.dot}
          rx={drawing.dot / 4}
          fill={toneColor(tone)}
        />
      ))}
    </svg>
  );
});
