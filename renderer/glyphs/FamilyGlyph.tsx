import { memo } from "react";
import { GLYPH_SIZE, GLYPHS } from "../../engine/targets/svg/drawings.ts";
import type { Tone } from "../../engine/targets/svg/scene.ts";

interface FamilyGlyphProps {
  readonly tone: Tone;
  readonly size?: number;
  readonly className?: string | undefined;
}

/** The silhouette of a family. Takes the colour of its surroundings; says nothing to a screen reader. */
export const FamilyGlyph = memo(function FamilyGlyph({ tone, size = 14, className }: FamilyGlyphProps) {
  const strokes = GLYPHS[tone];
  const lines = strokes.map(({ d }) => d).join("");
  const areas = strokes.flatMap(({ d, filled }) => (filled === true ? [d] : [])).join("");
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox={`0 0 ${GLYPH_SIZE} ${GLYPH_SIZE}`}
      fill="none"
      aria-hidden="true"
    >
      {areas === "" ? null : <path d={areas} fill="currentColor" />}
      <path d={lines} stroke="currentColor" strokeWidth={1.4} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
});
