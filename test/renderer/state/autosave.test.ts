import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { callOf } from "../../../engine/document/commands/index.ts";
import { createDocument } from "../../../engine/document/create.ts";
import { newIds } from "../../../engine/document/ids.ts";
import { serializeDocument } from "../../../engine/document/serialize.ts";
import { createRandom } from "../../../engine/tensor/random.ts";
import type { RecoveryApi, RecoveryEntry } from "../../../renderer/host/HostApi.ts";
import { createAutosave } from "../../../renderer/state/autosave.ts";
import { createDocumentStore } from "../../../renderer/state/documentStore.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const addInput = callOf("add-node", { scope: null, node: { type: "layer", kind: "input" } });

function setUp({ writeMs = 20 } = {}) {
  const entries = new Map<string, RecoveryEntry>();
  const errors: unknown[] = [];
  let broken = false;
  let writing = 0;
  let most = 0;
  const recovery: RecoveryApi = {
    listOrphans: async () => [],
    claim: async () => null,
    async write(entry) {
      most = Math.max(most, ++writing);
      await new Promise((resolve) => setTimeout(resolve, writeMs));
      writing -= 1;
      if (broken) throw new Error("The disk is full.");
      entries.set(entry.id, entry);
    },
    async remove(id) {
      entries.delete(id);
    },
  };
  let tabs = 0;
  const documents = createDocumentStore({
    newTabId: () => `tab${++tabs}`,
    ids: newIds(createRandom(1, "ids")),
  });
  const autosave = createAutosave({
    documents,
    recovery,
    serialize: serializeDocument,
    now: Date.now,
    onError: (error) => errors.push(error),
  });
  const open = () => documents.open(createDocument({ title: "net" }), { title: "net" });
  return {
    documents,
    autosave,
    entries,
    errors,
    open,
    break: (now: boolean) => {
      broken = now;
    },
    mostAtOnce: () => most,
  };
}

it("stores nothing until something is edited, and then within a second", async () => {
  const { documents, entries, open } = setUp();
  const id = open();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(entries.size).toBe(0);
  documents.dispatch([addInput]);
  await vi.advanceTimersByTimeAsync(900);
  expect(entries.get(id)?.text).toContain('"input"');
});

it("is never more than a second behind while edits go on without a pause", async () => {
  const { documents, entries, open, mostAtOnce } = setUp({ writeMs: 150 });
  const id = open();
  const edited: { readonly at: number; readonly nodes: number }[] = [];
  for (let edit = 1; edit <= 80; edit++) {
    documents.dispatch([addInput]);
    edited.push({ at: Date.now(), nodes: edit });
    await vi.advanceTimersByTimeAsync(37);
    const stored = entries.get(id)?.text.match(/"kind": "input"/g)?.length ?? 0;
    const oldest = edited.find(({ nodes }) => nodes > stored);
    if (oldest !== undefined) expect(Date.now() - oldest.at).toBeLessThan(1_000);
  }
  expect(mostAtOnce()).toBe(1);
});

it("removes the entry when the work is saved, undone, or thrown away", async () => {
  const { documents, entries, open } = setUp();
  const id = open();
  documents.dispatch([addInput]);
  await vi.advanceTimersByTimeAsync(900);
  expect(entries.has(id)).toBe(true);
  documents.undo();
  await vi.advanceTimersByTimeAsync(900);
  expect(entries.has(id)).toBe(false);
  documents.redo();
  await vi.advanceTimersByTimeAsync(900);
  documents.close(id);
  await vi.advanceTimersByTimeAsync(900);
  expect(entries.size).toBe(0);
});

it("removes recovered work that is closed before it was written again", async () => {
  const { documents, entries, open } = setUp();
  const id = open();
  documents.dispatch([addInput]);
  await vi.advanceTimersByTimeAsync(900);
  const [entry] = entries.values();
  documents.close(id);
  await vi.advanceTimersByTimeAsync(900);
  if (entry !== undefined) entries.set("old", { ...entry, id: "old" });
  documents.open(createDocument({ title: "net" }), { title: "net", unsaved: true, id: "old" });
  documents.close("old");
  await vi.advanceTimersByTimeAsync(900);
  expect(entries.size).toBe(0);
});

it("flushes at once when asked", async () => {
  const { documents, autosave, entries, open } = setUp();
  const id = open();
  documents.dispatch([addInput]);
  const flushed = autosave.flush();
  await vi.advanceTimersByTimeAsync(25);
  await flushed;
  expect(entries.has(id)).toBe(true);
});

it("says once that it fails, goes on trying, and says it again after it has worked in between", async () => {
  const { documents, entries, errors, open, break: breakIt } = setUp();
  const id = open();
  breakIt(true);
  documents.dispatch([addInput]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(errors).toHaveLength(1);
  breakIt(false);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(entries.has(id)).toBe(true);
  breakIt(true);
  documents.dispatch([addInput]);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(errors).toHaveLength(2);
});
