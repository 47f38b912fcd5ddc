import { memo } from "react";
import { isMap } from "../../engine/tensor/shape.ts";
import type { SeenNode } from "./lookStore.ts";
import { MapGrid, mapsOf } from "./MapGrid.tsx";

/** Sides of a node's picture on the canvas, pixels at its own scale. */
const [TALL, WIDE] = [44, 48];

interface NodePictureProps {
  readonly seen: SeenNode;
  readonly className?: string | undefined;
}

/** The first map of a node, or its values as a block of cells, in the place of its tensor's drawing. */
export const NodePicture = memo(function NodePicture({ seen, className }: NodePictureProps) {
  const maps = mapsOf(seen.shape, seen.values);
  const values = isMap(seen.shape) ? maps.values.subarray(0, maps.height * maps.width) : maps.values;
  const size = Math.min(TALL, (WIDE * maps.height) / maps.width);
  return (
    <span className={className}>
      <MapGrid {...maps} values={values} count={1} columns={1} size={size} label={seen.path} />
    </span>
  );
});
