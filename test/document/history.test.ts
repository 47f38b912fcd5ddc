import { describe, expect, it } from "vitest";
import { expand } from "../../engine/blocks/expand.ts";
import { applyCommand, commandIds, commandLabel, commands } from "../../engine/document/commands/index.ts";
import { createDocument } from "../../engine/document/create.ts";
import {
  commit,
  createHistory,
  endGesture,
  type History,
  redo,
  redoLabel,
  undo,
  undoLabel,
} from "../../engine/document/history.ts";
import { newIds } from "../../engine/document/ids.ts";
import { parseDocument } from "../../engine/document/parse.ts";
import { serializeDocument } from "../../engine/document/serialize.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { layer } from "./builder.ts";
import { randomDocument } from "./random-document.ts";
import { randomCall } from "./random-edit.ts";

const titled = (title: string) => createDocument({ title });

describe("history", () => {
  it("takes back and does again, with the names of the steps", () => {
    const [a, b, c] = ["a", "b", "c"].map(titled) as [
      ReturnType<typeof titled>,
      ReturnType<typeof titled>,
      ReturnType<typeof titled>,
    ];
    const start = createHistory(a);
    expect([undoLabel(start), redoLabel(start), undo(start), redo(start)]).toEqual([
      null,
      null,
      start,
      start,
    ]);
    const done = commit(commit(start, b, "First"), c, "Second");
    expect(undoLabel(done)).toBe("Second");
    const back = undo(done);
    expect([back.present, undoLabel(back), redoLabel(back)]).toEqual([b, "First", "Second"]);
    expect(redo(back).present).toBe(c);
    expect(undo(back).present).toBe(a);
    const other = commit(back, titled("d"), "Other");
    expect([redoLabel(other), undo(other).present]).toEqual([null, b]);
  });

  it("makes one step of one gesture, and ends it when told", () => {
    const docs = ["0", "1", "2", "3", "4"].map(titled);
    let history = createHistory(docs[0] ?? titled("0"));
    for (const document of docs.slice(1, 4)) history = commit(history, document, "Move", "drag 1");
    expect(history.past.length).toBe(1);
    history = commit(endGesture(history), docs[4] ?? titled("4"), "Move", "drag 1");
    expect(history.past.length).toBe(2);
    expect(undo(undo(history)).present).toBe(docs[0]);
    const after = commit(undo(history), titled("5"), "Move", "drag 1");
    expect(after.past.length).toBe(2);
  });

  it("adds no step for what changes nothing, and forgets the oldest beyond its limit", () => {
    const a = titled("a");
    const start = createHistory(a);
    expect(commit(start, a, "Nothing")).toBe(start);
    let history: History = start;
    for (let index = 0; index < 20; index++)
      history = commit(history, titled(String(index)), "Step", null, 5);
    expect(history.past.length).toBe(5);
    for (let index = 0; index < 20; index++) history = undo(history);
    expect(history.present.about.title).toBe("14");
    expect(history.future.length).toBe(5);
  });

  it("takes back 10,000 random edits to the byte, and does them again", () => {
    const random = createRandom(11, "edits");
    const context = newIds(random);
    const start = randomDocument(3, 0);
    let history = createHistory(start);
    const texts = [serializeDocument(start)];
    const used = new Map<string, number>();
    let refused = 0;
    while (texts.length <= 10_000) {
      const call = randomCall(history.present, random);
      const outcome = applyCommand(history.present, call, context);
      if (!outcome.ok) {
        refused++;
        expect(outcome.problem.message, JSON.stringify(call)).not.toMatch(/\{\w+\}|undefined/);
        continue;
      }
      if (outcome.document === history.present) continue;
      history = commit(history, outcome.document, commandLabel(call.command), null, 10_000);
      used.set(call.command, (used.get(call.command) ?? 0) + 1);
      texts.push(serializeDocument(history.present));
    }
    expect(refused).toBeGreaterThan(100);
    expect(commandIds.filter((id) => !used.has(id))).toEqual([]);
    for (let index = 9_999; index >= 0; index--) {
      history = undo(history);
      if (index % 10 === 0 && serializeDocument(history.present) !== texts[index])
        expect.fail(`undo to ${index}`);
    }
    expect(history.present).toBe(start);
    expect(serializeDocument(history.present)).toBe(texts[0]);
    for (let index = 1; index <= 10_000; index++) {
      history = redo(history);
      if (index % 10 === 0 && serializeDocument(history.present) !== texts[index])
        expect.fail(`redo to ${index}`);
    }
    expect(serializeDocument(history.present)).toBe(texts[10_000]);
  }, 120_000);
});

/** What no edit may bring into a document that was free of it. */
const STRUCTURAL = new Set([
  "dangling-edge",
  "unknown-port",
  "several-wires",
  "cycle",
  "unknown-block",
  "block-recursion",
  "duplicate-id",
  "duplicate-name",
  "bad-name",
  "port-outside-block",
  "param/unknown",
  "expression/syntax",
]);

describe("random edits", () => {
  it("keep documents sound: loadable, byte-equal, without a wire or name that is wrong", () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = createRandom(seed, "sound");
      const context = newIds(random);
      let document: GraphDocument = {
        ...createDocument({ title: "T" }),
        graph: { nodes: [layer("input", "input")], edges: [] },
      };
      if (seed % 2 === 1) document = { ...document, ...randomDocument(seed, 0) };
      const trace: string[] = [];
      for (let step = 0; step < 60; step++) {
        const call = randomCall(document, random);
        const outcome = applyCommand(document, call, context);
        if (!outcome.ok) continue;
        document = outcome.document;
        trace.push(JSON.stringify(call).slice(0, 300));
        const found = expand(document).problems.find(({ code }) => STRUCTURAL.has(code));
        if (found !== undefined)
          expect.fail(`seed ${seed}: ${found.code} ${found.message}\n${trace.slice(-3).join("\n")}`);
      }
      const text = serializeDocument(document);
      const read = parseDocument(text);
      if (!read.ok)
        return expect.fail(`seed ${seed}: ${read.problems[0]?.path} ${read.problems[0]?.message}`);
      expect(serializeDocument(read.value)).toBe(text);
      for (const id of Object.keys(document.layout.root.nodes)) {
        expect(
          document.graph.nodes.some((node) => node.id === id),
          `position of ${id}`,
        ).toBe(true);
      }
    }
  }, 60_000);
});

describe("commands", () => {
  it("have a label and their key as id", () => {
    for (const [key, { id, label }] of Object.entries(commands)) {
      expect(id).toBe(key);
      expect(label).toMatch(/^[A-Z][a-z ]+$/);
    }
  });

  it("refuse whatever arguments come, as a problem", () => {
    const document = randomDocument(5, 0);
    const context = newIds(createRandom(1));
    const hostile: unknown[] = [
      undefined,
      null,
      1,
      "x",
      [],
      {},
      { scope: 3 },
      { scope: "__proto__" },
      { scope: null, ids: "all" },
      { __proto__: null },
    ];
    for (const id of [...commandIds, "__proto__", "constructor", "nope"]) {
      for (const args of hostile) {
        const outcome = applyCommand(
          document,
          { command: id, args: args as Record<string, unknown> },
          context,
        );
        if (outcome.ok) expect([id, args]).toEqual(["remove-unused-blocks", args]);
        else expect(outcome.problem.message.length).toBeGreaterThan(10);
      }
    }
  });
});
