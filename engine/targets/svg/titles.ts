/** What a node calls itself: the kind with its window and width in the title, as figures write it, the rest below. */
import type { ResolvedParams } from "../../layers/param.ts";
import type { LayerSpec } from "../../layers/spec.ts";
import type { Words } from "./scene.ts";

export interface Title {
  readonly title: string;
  readonly brief: string;
}

const SEPARATOR = " · ";
const WINDOW = /^\d+×\d+$/;

/** Parameters that say how many channels or features come out, and the part of the layer's line that repeats it. */
const WIDTHS: readonly { readonly param: string; readonly part: RegExp | null }[] = [
  { param: "filters", part: null },
  { param: "units", part: / units$/ },
];

/** `Conv 7×7, 64` and `stride 2 · pad 3`. */
export function layerTitle(kind: string, spec: LayerSpec, params: ResolvedParams, words: Words): Title {
  const parts = (spec.brief?.(params as never) ?? "").split(SEPARATOR).filter((part) => part !== "");
  const widths = WIDTHS.filter(({ param }) => typeof params[param] === "number");
  const [first] = parts;
  const window = first !== undefined && WINDOW.test(first) ? first : "";
  const rest = (window === "" ? parts : parts.slice(1)).filter(
    (part) => !widths.some((width) => width.part?.test(part)),
  );
  const figures = [window, ...widths.map(({ param }) => String(params[param]))]
    .filter((figure) => figure !== "")
    .join(", ");
  const name = words.shortTitle(kind);
  return {
    title: figures === "" ? name : `${name} ${figures}`,
    brief: rest.map((part) => words.brief(part)).join(SEPARATOR),
  };
}
