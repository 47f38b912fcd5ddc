/** The engine's arithmetic as people write it. */
import type { FormulaLine } from "../../../engine/layers/spec.ts";

export interface Line {
  readonly what: FormulaLine["what"];
  readonly text: string;
  readonly result: string;
}

const BRACKETS = { floor: ["⌊", "⌋"], ceil: ["⌈", "⌉"] } as const;

/** `floor(...)` as `⌊...⌋`; the parenthesis that closes is the one of the same depth. */
function withBrackets(text: string): string {
  const found = /\b(floor|ceil)\(/.exec(text);
  const name = found?.[1];
  if (found === null || (name !== "floor" && name !== "ceil")) return text;
  const open = found.index + name.length;
  let depth = 0;
  let close = open;
  for (; close < text.length; close++) {
    if (text[close] === "(") depth++;
    else if (text[close] === ")" && --depth === 0) break;
  }
  const [left, right] = BRACKETS[name];
  const inside = withBrackets(text.slice(open + 1, close));
  return `${text.slice(0, found.index)}${left}${inside}${right}${withBrackets(text.slice(close + 1))}`;
}

/** `floor((28 + 2*1 - 3)/1) + 1 = 28` becomes `⌊(28 + 2·1 − 3) / 1⌋ + 1` and `28`. */
export function readLine({ what, text }: FormulaLine): Line {
  const at = text.lastIndexOf(" = ");
  const [left, result] = at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 3)];
  const written = withBrackets(left).replace(/\*/g, "·").replace(/\//g, " / ").replace(/ - /g, " − ");
  return { what, text: written, result };
}

/** The lines of the output shape; height and width as one where they are worked out alike. */
export function shapeLines(lines: readonly Line[]): readonly (Line & { readonly both: boolean })[] {
  const shape = lines.filter(({ what }) => what !== "parameters" && what !== "macs");
  const height = shape.find(({ what }) => what === "height");
  const width = shape.find(({ what }) => what === "width");
  const both = height !== undefined && height.text === width?.text;
  return shape.flatMap((line) => {
    if (both && line.what === "width") return [];
    return [{ ...line, both: both && line.what === "height" }];
  });
}
