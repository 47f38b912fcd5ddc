import { memo } from "react";
import { TENSOR_SIZE, tensorDrawing } from "../../engine/targets/svg/tensorBox.ts";
import type { Shape } from "../../engine/tensor/shape.ts";

interface TensorGlyphProps {
  readonly shape: Shape;
  readonly size?: number;
  readonly className?: string | undefined;
}

const FACE_OPACITY = [0.16, 0.34, 0.08] as const;

/** A tensor as a box: height and width by its spatial size, depth by its channels; a vector as a bar. */
export const TensorGlyph = memo(function TensorGlyph({
  shape,
  size = TENSOR_SIZE,
  className,
}: TensorGlyphProps) {
  const { faces } = tensorDrawing(shape, size);
  return (
    <svg className={className} width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      {faces.map(({ d, shade }) => (
        <path
          key={shade}
          d={d}
          fill="currentColor"
          fillOpacity={FACE_OPACITY[shade]}
          stroke="currentColor"
          strokeWidth={1}
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
});
