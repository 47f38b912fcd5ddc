/** What the command palette finds of the canvas: layers to add, nodes to go to. */
import type { CommandEntry, CommandSource } from "../../app/actions.ts";
import { toneToken } from "../../glyphs/tone.ts";
import type { Texts } from "../../i18n/i18n.ts";
import { documentSection, layerSections, type Section } from "../../palette/entries.ts";
import { presentOf } from "../../state/types.ts";
import { focusNode, focusSelected } from "../view/focus.ts";
import type { CanvasActionPorts } from "./ports.ts";

export function addSources({ canvas, documents, flow }: CanvasActionPorts): readonly CommandSource[] {
  const { edits, sight } = canvas;
  const sections = (texts: Texts): readonly Section[] => {
    const tab = documents.active();
    const scope = sight.seen()?.scope ?? null;
    const known = tab === null ? [] : [documentSection(presentOf(tab).blocks, scope, texts.engine)];
    return [...known, ...layerSections(texts.engine)];
  };
  const add = (texts: Texts): readonly CommandEntry[] =>
    sections(texts).flatMap((section) =>
      section.entries.map((entry) => ({
        id: `${section.id}/${entry.id}`,
        label: entry.title,
        keywords: entry.keywords,
        color: toneToken(entry.tone),
        run: () => {
          const last = edits.selected().nodes.at(-1);
          const done = last === undefined ? edits.add(entry.item) : edits.addAfter(entry.item, last);
          if (done) focusSelected();
        },
      })),
    );
  const nodes = (): readonly CommandEntry[] =>
    (sight.seen()?.scene.nodes ?? []).map(({ view }) => ({
      id: view.key,
      label: view.name,
      hint: view.title,
      color: toneToken(view.tone),
      run: () => {
        if (view.key === sight.keyOf(view.id)) edits.select([view.id]);
        void flow.fitView({ nodes: [{ id: view.key }], maxZoom: 1, padding: 0.6 });
        focusNode(view.key);
      },
    }));
  return [
    { id: "canvas.add", heading: "canvas:sources.add", entries: add },
    { id: "canvas.nodes", heading: "canvas:sources.nodes", entries: nodes },
  ];
}
