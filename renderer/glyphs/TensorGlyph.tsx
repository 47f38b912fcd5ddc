import { memo } from "react";
import { TENSOR_SIZE, tensorDrawing } from "../../engine/targets/svg/tensorBox.ts";
import type { Shape } from "../../engine/tensor/shape.ts";

interface TensorGlyphProps {
  readonly shape: Shape;
  readonly size?: number;
  readonly className?: string | undefined;
}

/** A tensor as a box: height and width by its spatial size, depth by its channels; a vector as a bar. */
export const TensorGlyph = memo(function TensorGlyph({
  shape,
  size = TENSOR_SIZE,
  className,
}: TensorGlyphProps) {
  const { faces } = tensorDrawing(shape, size);
  const outline = faces.map(({ d }) => d).join("");
  const side = faces.find(({ shade }) => shade === 1)?.d ?? "";
  return (
    <svg className={className} width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      <path d={side} fill="currentColor" fillOpacity={0.22} />
      <path
        d={outline}
        fill="currentColor"
        fillOpacity={0.14}
        stroke="currentColor"
        strokeWidth={1}
        strokeLinejoin="round"
      />
    </svg>
  );
});
