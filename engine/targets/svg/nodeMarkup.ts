/** Nodes and frames of a picture as SVG. */
import { formatShape } from "../../tensor/shape.ts";
import { GLYPH_SIZE, GLYPHS } from "./drawings.ts";
import { formatCount } from "./format.ts";
import { element, escapeXml, text } from "./markup.ts";
import { PILL_HEIGHT } from "./metrics.ts";
import type { NodeView, PlacedNode } from "./scene.ts";
import { TENSOR_SIZE, tensorDrawing } from "./tensorBox.ts";
import type { PictureTheme } from "./theme.ts";

export const WORDS_FONT = "Inter, 'Inter Variable', 'Helvetica Neue', Arial, 'Noto Sans CJK SC', sans-serif";
export const NUMBERS_FONT = "'JetBrains Mono', 'JetBrains Mono Variable', Menlo, Consolas, monospace";
const TEXT_LEFT = 13;
const GLYPH_ROOM = 20;
const TENSOR_ROOM = TENSOR_SIZE + 6;

function glyphMarkup(view: NodeView, x: number, y: number, theme: PictureTheme): string {
  const colour = theme.tones[view.tone];
  const strokes = GLYPHS[view.tone].map(({ d, filled }) =>
    element("path", { d, fill: filled === true ? colour : "none", stroke: colour, "stroke-width": 1.4 }),
  );
  const transform = `translate(${x} ${y}) scale(${14 / GLYPH_SIZE})`;
  return element("g", { transform, "stroke-linecap": "round", "stroke-linejoin": "round" }, ...strokes);
}

const FACE_OPACITY = [0.16, 0.34, 0.08] as const;

function tensorMarkup(view: NodeView, x: number, y: number, theme: PictureTheme): string {
  if (view.shape === null) return "";
  const colour = theme.tones[view.tone];
  const faces = tensorDrawing(view.shape).faces.map(({ d, shade }) =>
    element("path", { d, fill: colour, "fill-opacity": FACE_OPACITY[shade] }),
  );
  const shared = { stroke: colour, "stroke-width": 1, "stroke-linejoin": "round" };
  return element("g", { transform: `translate(${x} ${y})`, ...shared }, ...faces);
}

function badgeMarkup(view: NodeView, width: number, theme: PictureTheme): string {
  const worst = view.problems.find((problem) => problem.severity === "error") ?? view.problems[0];
  if (worst === undefined) return "";
  const colour = worst.severity === "error" ? theme.bad : theme.warning;
  const mark = { y: 3.7, "text-anchor": "middle", "font-size": 10.5, "font-weight": 700, fill: theme.node };
  return element(
    "g",
    { transform: `translate(${width - 6} 6)` },
    element("title", {}, escapeXml(worst.message)),
    element("circle", { r: 7, fill: colour }),
    element("text", mark, "!"),
  );
}

const repeatSuffix = (view: NodeView): string =>
  view.repeat === null ? "" : ` ×${String(view.repeat).replace(/^=/, "")}`;

/** The lines below the title, as on the canvas: how many there are goes by the density. */
function lines(
  view: NodeView,
  height: number,
): readonly { readonly content: string; readonly mono: boolean }[] {
  const figures = [
    view.params > 0 ? formatCount(view.params) : "",
    view.macs > 0 ? formatCount(view.macs) : "",
  ];
  const all = [
    { content: [view.name, view.brief].filter((part) => part !== "").join(" · "), mono: false },
    { content: figures.filter((part) => part !== "").join(" · "), mono: true },
    { content: view.shape === null ? "" : formatShape(view.shape), mono: true },
  ];
  return all.filter((line) => line.content !== "").slice(0, Math.max(0, Math.floor((height - 28) / 15)));
}

function frameMarkup(placed: PlacedNode, theme: PictureTheme): string {
  const { view, rect } = placed;
  const outline = { rx: 14, fill: theme.node, "fill-opacity": 0.5, stroke: theme.hairline };
  const title = { x: TEXT_LEFT + GLYPH_ROOM, y: 24, "font-size": 13, "font-weight": 600, fill: theme.text };
  return element(
    "g",
    { transform: `translate(${rect.x} ${rect.y})` },
    element("rect", { width: rect.width, height: rect.height, ...outline }),
    glyphMarkup(view, TEXT_LEFT, 13, theme),
    text(`${view.title}${repeatSuffix(view)}`, title, rect.width - 60, 7.2),
    badgeMarkup(view, rect.width, theme),
  );
}

function pillMarkup({ view, rect }: PlacedNode, theme: PictureTheme): string {
  const y = (rect.height - PILL_HEIGHT) / 2;
  const middle = y + PILL_HEIGHT / 2;
  const outline = { width: rect.width, height: PILL_HEIGHT, rx: PILL_HEIGHT / 2 };
  const title = { x: 36, y: middle + 4.5, "font-size": 13, "font-weight": 600, fill: theme.text };
  return element(
    "g",
    { transform: `translate(${rect.x} ${rect.y})` },
    element("rect", { ...outline, y, fill: theme.node, stroke: theme.hairline }),
    glyphMarkup(view, 15, middle - 7, theme),
    text(view.title, title, rect.width - 44, 6.9),
    badgeMarkup(view, rect.width, theme),
  );
}

/** The outline behind the outline of a block, the outline, and the bar in the family's colour. */
function boxMarkup({ view, rect }: PlacedNode, theme: PictureTheme): string {
  const bad = view.problems.some((problem) => problem.severity === "error");
  const stroke = bad ? theme.bad : theme.hairline;
  const box = { width: rect.width, height: rect.height, rx: 10, fill: theme.node, stroke };
  const dashes = view.muted || view.type === "unknown" ? "4 3" : null;
  const bar = { x: 0, y: 8, width: 3, height: rect.height - 16, rx: 1.5, fill: theme.tones[view.tone] };
  return [
    view.type === "block" ? element("rect", { ...box, x: 4, y: -4, "fill-opacity": 0.6 }) : "",
    element("rect", { ...box, "stroke-dasharray": dashes }),
    element("rect", bar),
  ].join("");
}

export function nodeMarkup(placed: PlacedNode, theme: PictureTheme): string {
  const { view, rect } = placed;
  if (view.expanded) return frameMarkup(placed, theme);
  if (view.type === "port") return pillMarkup(placed, theme);
  const room = rect.width - TEXT_LEFT - (view.shape === null ? 8 : TENSOR_ROOM);
  const shown = lines(view, rect.height);
  const top = (rect.height - 19 - shown.length * 15) / 2;
  const title = {
    x: TEXT_LEFT + GLYPH_ROOM,
    y: top + 14,
    "font-size": 13,
    "font-weight": 600,
    fill: theme.text,
  };
  const lineStyle = (mono: boolean) => ({
    "font-size": 10.5,
    "font-family": mono ? NUMBERS_FONT : null,
    fill: mono ? theme.thirdText : theme.secondText,
  });
  return element(
    "g",
    { transform: `translate(${rect.x} ${rect.y})`, opacity: view.muted ? 0.55 : null },
    boxMarkup(placed, theme),
    glyphMarkup(view, TEXT_LEFT, top + 2, theme),
    text(`${view.title}${repeatSuffix(view)}`, title, room - GLYPH_ROOM, 6.9),
    ...shown.map((line, index) =>
      text(
        line.content,
        { x: TEXT_LEFT, y: top + 29 + index * 15, ...lineStyle(line.mono) },
        room,
        line.mono ? 6.3 : 5.2,
      ),
    ),
    tensorMarkup(view, rect.width - TENSOR_ROOM + 2, (rect.height - TENSOR_SIZE) / 2, theme),
    badgeMarkup(view, rect.width, theme),
  );
}
