/** Wires and notes of a picture as SVG. */
import { formatShape } from "../../tensor/shape.ts";
import { element, escapeXml, text } from "./markup.ts";
import { NUMBERS_FONT } from "./nodeMarkup.ts";
import type { NoteView, Rect, WireView } from "./scene.ts";
import type { PictureTheme } from "./theme.ts";
import { type WireCourse, wireCourse } from "./wire.ts";

/** Advance of one sign in JetBrains Mono, as a part of the font size. */
export const MONO_ADVANCE = 0.6;
export const LABEL_FONT = 10.5;
export const LABEL_HEIGHT = 17;

export const labelWidth = (content: string): number => content.length * LABEL_FONT * MONO_ADVANCE + 11;

/** The course of a wire between placed nodes; null where an end is not drawn. */
export function courseOf(wire: WireView, rects: ReadonlyMap<string, Rect>): WireCourse | null {
  const from = rects.get(wire.from);
  const to = rects.get(wire.to);
  if (from === undefined || to === undefined) return null;
  return wireCourse(
    { rect: from, index: wire.fromIndex, count: wire.fromCount },
    { rect: to, index: wire.toIndex, count: wire.toCount },
    wire.link,
    wire.bend,
  );
}

export function wireMarkup(wire: WireView, rects: ReadonlyMap<string, Rect>, theme: PictureTheme): string {
  const course = courseOf(wire, rects);
  if (course === null) return "";
  const stroke = wire.problem === null ? theme.wire : theme.bad;
  return element("path", {
    d: course.d,
    fill: "none",
    stroke,
    "stroke-width": 1.5,
    "stroke-dasharray": wire.problem !== null ? "5 4" : wire.link !== null ? "2 3" : null,
  });
}

export function labelMarkup(wire: WireView, rects: ReadonlyMap<string, Rect>, theme: PictureTheme): string {
  const course = courseOf(wire, rects);
  if (course === null || wire.shape === null) return "";
  const content = formatShape(wire.shape);
  const width = labelWidth(content);
  const bad = wire.problem !== null;
  return element(
    "g",
    { transform: `translate(${course.label.x} ${course.label.y})` },
    element("rect", {
      x: -width / 2,
      y: -LABEL_HEIGHT / 2,
      width,
      height: LABEL_HEIGHT,
      rx: LABEL_HEIGHT / 2,
      fill: theme.node,
      stroke: bad ? theme.bad : theme.hairline,
    }),
    element(
      "text",
      {
        y: 3.7,
        "text-anchor": "middle",
        "font-size": LABEL_FONT,
        "font-family": NUMBERS_FONT,
        fill: bad ? theme.bad : theme.secondText,
      },
      escapeXml(content),
    ),
  );
}

const LINE = 17;

export function noteMarkup(note: NoteView, theme: PictureTheme): string {
  const { rect } = note;
  const frame = note.type === "frame";
  const outline = { width: rect.width, height: rect.height, rx: frame ? 14 : 10 };
  const style = { "font-size": frame ? 13 : 11.5, "font-weight": frame ? 600 : null, fill: theme.secondText };
  const most = Math.max(1, Math.floor((rect.height - 12) / LINE));
  return element(
    "g",
    { transform: `translate(${rect.x} ${rect.y})` },
    element("rect", {
      ...outline,
      fill: frame ? "none" : theme.node,
      stroke: theme.hairline,
      "stroke-dasharray": frame ? "6 4" : null,
    }),
    ...note.text
      .split("\n")
      .slice(0, frame ? 1 : most)
      .map((line, index) => text(line, { x: 12, y: 22 + index * LINE, ...style }, rect.width - 24, 6.6)),
  );
}
