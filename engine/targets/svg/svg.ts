/** A picture of one graph as SVG text: the same nodes and wires as on the canvas, without a browser. */
import type { Analysis } from "../../analysis/types.ts";
import type { GraphDocument, NodeId } from "../../document/types.ts";
import { createSceneBuilder } from "./buildScene.ts";
import { element } from "./markup.ts";
import { bounds } from "./metrics.ts";
import { nodeMarkup, WORDS_FONT } from "./nodeMarkup.ts";
import type { Density, Scene, Words } from "./scene.ts";
import { THEMES } from "./theme.ts";
import { courseOf, labelMarkup, noteMarkup, wireMarkup } from "./wireMarkup.ts";
import { englishWords } from "./words.ts";

const MARGIN = 32;

export interface PictureOptions {
  readonly theme: "light" | "dark";
  readonly density?: Density;
  readonly words?: Words;
  /** Keys of the blocks drawn with their inside. */
  readonly expanded?: ReadonlySet<string>;
}

/** A scene as SVG, with its size in CSS pixels. */
export function sceneSvg(scene: Scene, themeName: "light" | "dark"): string {
  const theme = THEMES[themeName];
  const rects = new Map(scene.nodes.map(({ view, rect }) => [view.key, rect]));
  const labels = scene.wires.flatMap((wire) => {
    const course = courseOf(wire, rects);
    return course === null ? [] : [{ ...course.label, width: 0, height: 0 }];
  });
  const around = bounds([...rects.values(), ...scene.notes.map((note) => note.rect), ...labels]);
  const box = around ?? { x: 0, y: 0, width: 320, height: 160 };
  const [x, y] = [box.x - MARGIN, box.y - MARGIN];
  const [width, height] = [box.width + 2 * MARGIN, box.height + 2 * MARGIN];
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `${x} ${y} ${width} ${height}`,
      width,
      height,
      "font-family": WORDS_FONT,
    },
    element("rect", { x, y, width, height, fill: theme.canvas }),
    ...scene.notes.filter((note) => note.type === "frame").map((note) => noteMarkup(note, theme)),
    ...scene.nodes.filter(({ view }) => view.expanded).map((node) => nodeMarkup(node, theme)),
    ...scene.wires.map((wire) => wireMarkup(wire, rects, theme)),
    ...scene.nodes.filter(({ view }) => !view.expanded).map((node) => nodeMarkup(node, theme)),
    ...scene.wires.map((wire) => labelMarkup(wire, rects, theme)),
    ...scene.notes.filter((note) => note.type === "note").map((note) => noteMarkup(note, theme)),
  );
}

/**
 * The graph of a document, or with `instance` (node ids of opened blocks, from the top inwards) the inside of a block.
 */
export function graphSvg(
  document: GraphDocument,
  instance: readonly NodeId[],
  analysis: Analysis,
  options: PictureOptions,
): string {
  const scene = createSceneBuilder()({
    document,
    analysis,
    instance,
    density: options.density ?? "normal",
    words: options.words ?? englishWords,
    expanded: options.expanded ?? new Set(),
  });
  return sceneSvg(scene, options.theme);
}
