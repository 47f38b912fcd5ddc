/** The receptive field of a unit on the input image, in input pixels. */
import type { ReceptiveField } from "../../../engine/analysis/types.ts";
import type { Rect } from "../../../engine/targets/svg/scene.ts";
import { isMap, type Shape } from "../../../engine/tensor/shape.ts";

export interface FieldDrawing {
  /** What the drawing shows: the image with a margin, and all of the field. */
  readonly view: Rect;
  readonly image: Rect;
  /** The part of the field that lies on the image. */
  readonly seen: Rect | null;
  /** The whole field, where it reaches over the border of the image. */
  readonly beyond: Rect | null;
}

/** Margin around everything, as a share of the longer side. */
const MARGIN = 0.03;

/** Of the middle unit unless told. `input` and `output` are `[C, H, W]`; a vector's units all see what the field says. */
export function fieldDrawing(
  field: ReceptiveField,
  input: Shape,
  output: Shape,
  unit?: readonly [row: number, column: number],
): FieldDrawing {
  const [, height = 1, width = 1] = input;
  const image = { x: 0, y: 0, width, height };
  const axis = (index: 0 | 1): readonly [number, number] => {
    const full = index === 0 ? height : width;
    if (field.whole) return [0, full];
    const units = isMap(output) ? (output[index + 1] ?? 1) : 1;
    const middle = unit?.[index] ?? Math.floor((units - 1) / 2);
    // Pixel centres lie on whole numbers, pixel edges half a pixel off; the picture counts from the edge.
    const centre = field.start[index] + middle * field.jump[index] + 0.5;
    return [centre - field.size[index] / 2, centre + field.size[index] / 2];
  };
  const [top, bottom] = axis(0);
  const [left, right] = axis(1);
  const over = top < -1e-9 || left < -1e-9 || bottom > height + 1e-9 || right > width + 1e-9;
  const clipped = {
    x: Math.max(0, left),
    y: Math.max(0, top),
    width: Math.min(width, right) - Math.max(0, left),
    height: Math.min(height, bottom) - Math.max(0, top),
  };
  const outer = {
    x: Math.min(0, left),
    y: Math.min(0, top),
    right: Math.max(width, right),
    bottom: Math.max(height, bottom),
  };
  const margin = MARGIN * Math.max(outer.right - outer.x, outer.bottom - outer.y);
  return {
    view: {
      x: outer.x - margin,
      y: outer.y - margin,
      width: outer.right - outer.x + 2 * margin,
      height: outer.bottom - outer.y + 2 * margin,
    },
    image,
    seen: clipped.width > 0 && clipped.height > 0 ? clipped : null,
    beyond: over ? { x: left, y: top, width: right - left, height: bottom - top } : null,
  };
}
