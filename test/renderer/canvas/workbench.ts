/** A canvas without a browser: the real document store, the real scene, and edits over both. */
import { newIds } from "../../../engine/document/ids.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { createSceneBuilder } from "../../../engine/targets/svg/buildScene.ts";
import { englishWords } from "../../../engine/targets/svg/words.ts";
import type { Problem } from "../../../engine/tensor/problem.ts";
import { createCanvasStore } from "../../../renderer/canvas/canvasStore.ts";
import { createEdits } from "../../../renderer/canvas/edits/edits.ts";
import { createForesight, createJudge, type JudgePorts } from "../../../renderer/canvas/edits/judge.ts";
import { portsOf } from "../../../renderer/canvas/gestures/ports.ts";
import { createSight } from "../../../renderer/canvas/view/sight.ts";
import { createDocumentStore } from "../../../renderer/state/documentStore.ts";
import { createNoticeStore } from "../../../renderer/state/noticeStore.ts";
import { presentOf, scopeBlock } from "../../../renderer/state/types.ts";

export function workbench(document: GraphDocument) {
  let count = 0;
  const int = (bound: number): number => {
    count += 1;
    return (count * 7 + Math.floor(count / 13)) % bound;
  };
  const ids = newIds({ int });
  const documents = createDocumentStore({ newTabId: () => "tab", ids });
  const refused: Problem[] = [];
  const notices = {
    ...createNoticeStore(() => "notice"),
    problem: (problem: Problem) => void refused.push(problem),
  };
  const store = createCanvasStore();
  const sight = createSight({
    bringIn: () => undefined,
    visible: () => ({ x: 0, y: 0, width: 1000, height: 700 }),
    labelsShown: () => true,
    toCanvas: (point) => point,
    toScreen: (point) => point,
  });
  // Nothing is drawn here, so nothing has to be waited for.
  const reveal = (): void => undefined;
  const edits = createEdits({
    documents,
    notices,
    store,
    sight: { ...sight, reveal },
    newId: ids.newId,
    density: () => "normal",
  });
  const build = createSceneBuilder();
  documents.open(document, { title: "Test" });
  store.setTab("tab");
  /** What drawing the canvas does: the gestures see what the document is now. */
  const look = (): void => {
    const tab = documents.active();
    if (tab === null) throw new Error("There is no document in front");
    const analysis = documents.analysis(tab);
    const instance = tab.scope.map((step) => step.node);
    const expanded = store.getState().expanded.tab ?? new Set<string>();
    const source = {
      document: presentOf(tab),
      analysis,
      instance,
      density: "normal",
      words: englishWords,
      expanded,
    };
    const scene = build({ ...source, density: "normal" });
    sight.see({ scene, tab, analysis, instance, scope: scopeBlock(tab.scope) });
  };
  documents.subscribe(look);
  store.subscribe(look);
  look();

  const present = (): GraphDocument => {
    const tab = documents.active();
    if (tab === null) throw new Error("There is no document in front");
    return presentOf(tab);
  };
  const verdicts: JudgePorts = {
    document: present,
    analysis: () => sight.seen()?.analysis ?? null,
    words: () => ({
      sameDirection: (direction) => `two ${direction}puts`,
      otherGraph: "another graph",
      problem: (problem) => problem.code,
    }),
  };
  return {
    documents,
    edits,
    sight,
    store,
    refused,
    present,
    judge: createJudge(verdicts),
    foresee: createForesight(verdicts),
    placed: (key: string) => {
      const node = sight.node(key);
      if (node === null) throw new Error(`There is no ${key}`);
      return node;
    },
    port: (key: string, direction: "in" | "out", index = 0) => {
      const view = sight.node(key)?.view;
      const found = view === undefined ? undefined : portsOf(view, direction)[index];
      if (found === undefined) throw new Error(`${key} has no such port`);
      return found;
    },
    wires: (): readonly string[] =>
      present().graph.edges.map(({ from, to, slot }) => `${from}>${to}${slot === 0 ? "" : `:${slot}`}`),
    selectedIds: (): readonly string[] => [...(documents.active()?.selection.nodes ?? [])],
  };
}
