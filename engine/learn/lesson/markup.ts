/**
 * The markup of a lesson's text, one string a block: `## heading`, `- list`, ``` code, `{{figure:name}}`, `{{task}}`, and
 * paragraphs with `*emphasis*`, `**strong**` and `` `code` ``. Everything else, HTML and links among it, is plain text.
 */
import type { Block, Inline } from "./types.ts";

const FIGURE = /^\{\{figure:([a-z0-9-]{1,64})\}\}$/;
const TASK = "{{task}}";
const FENCE = "```";

export function parseBlock(source: string): Block {
  const text = source.trim();
  const figure = FIGURE.exec(text)?.[1];
  if (figure !== undefined) return { type: "figure", name: figure };
  if (text === TASK) return { type: "task" };
  if (text.startsWith(FENCE) && text.endsWith(FENCE) && text.length >= 2 * FENCE.length) {
    return { type: "code", text: text.slice(FENCE.length, -FENCE.length).replace(/^\n|\n$/g, "") };
  }
  if (text.startsWith("## ")) return { type: "heading", text: parseInline(text.slice(3)) };
  const lines = text.split("\n");
  if (lines.every((line) => line.startsWith("- "))) {
    return { type: "list", items: lines.map((line) => parseInline(line.slice(2))) };
  }
  return { type: "paragraph", text: parseInline(text) };
}

/** In the order in which they are tried: the doubled star before the single one. */
const MARKS = [
  { mark: "`", type: "code" },
  { mark: "**", type: "strong" },
  { mark: "*", type: "emphasis" },
] as const;

/** One pass from left to right; marks do not nest, and one without its partner is a character like others. */
export function parseInline(source: string): readonly Inline[] {
  const parts: Inline[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") parts.push({ type: "text", text: plain });
    plain = "";
  };
  /** Marks that have no partner further on; looked for once only, so that many of them stay cheap. */
  const single = new Set<string>();
  let at = 0;
  while (at < source.length) {
    const found = MARKS.find(({ mark }) => !single.has(mark) && source.startsWith(mark, at));
    if (found === undefined) {
      plain += source.charAt(at);
      at += 1;
      continue;
    }
    const begin = at + found.mark.length;
    const end = source.indexOf(found.mark, begin);
    const inside = end < 0 ? "" : source.slice(begin, end);
    // A star beside a space is a sign of multiplication.
    const marks = found.type === "code" ? inside !== "" : inside !== "" && inside === inside.trim();
    if (end < 0) single.add(found.mark);
    if (!marks) {
      plain += found.mark;
      at = begin;
      continue;
    }
    flush();
    parts.push({ type: found.type, text: inside });
    at = end + found.mark.length;
  }
  flush();
  return parts;
}

export const plainText = (inlines: readonly Inline[]): string => inlines.map(({ text }) => text).join("");
