import type { Tone } from "../../engine/targets/svg/scene.ts";

/** The colour token of a tone; what is no family borrows the nearest one. */
export function toneToken(tone: Tone): string {
  if (tone === "port") return "--family-io";
  if (tone === "unknown") return "--warning";
  return `--family-${tone}`;
}

export const toneColor = (tone: Tone): string => `var(${toneToken(tone)})`;
