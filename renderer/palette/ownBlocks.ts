/** Blocks that a person saved for use in other documents: kept by the browser, as block documents. */
import { useMemo, useSyncExternalStore } from "react";
import { createDocument } from "../../engine/document/create.ts";
import { blockOf, layoutOf, usedBlocks } from "../../engine/document/graph.ts";
import { parseDocument } from "../../engine/document/parse.ts";
import { serializeDocument } from "../../engine/document/serialize.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { BlockSource } from "./entries.ts";

const KEY = "layerloom.blocks";
/** Tells the other parts of this window; other windows are told by the browser's own `storage`. */
const CHANGED = "layerloom:own-blocks";

interface Stored {
  readonly id: string;
  readonly text: string;
}

function isStored(value: unknown): value is Stored {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    "text" in value &&
    typeof value.id === "string" &&
    typeof value.text === "string"
  );
}

function parseStored(text: string | null): readonly Stored[] {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isStored) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return []; // a torn write
    throw error;
  }
}

const write = (stored: readonly Stored[]): void => {
  localStorage.setItem(KEY, JSON.stringify(stored));
  dispatchEvent(new Event(CHANGED));
};

/** A block with all that it needs, as a document of its own. */
export function blockDocument(document: GraphDocument, block: string): GraphDocument | null {
  const definition = blockOf(document, block);
  if (definition === undefined) return null;
  const ids = [...new Set([block, ...usedBlocks(document, definition.graph)])];
  const blocks = ids.flatMap((id) => {
    const found = blockOf(document, id);
    return found === undefined ? [] : [[id, found] as const];
  });
  return {
    ...createDocument({ title: definition.title, summary: definition.summary }),
    graph: { nodes: [{ id: "block", name: "block", type: "block", block, args: {} }], edges: [] },
    blocks: Object.fromEntries(blocks),
    layout: {
      root: { nodes: { block: { x: 0, y: 0 } }, notes: [] },
      blocks: Object.fromEntries(ids.map((id) => [id, layoutOf(document, id)])),
    },
  };
}

/** Keeps a block in one's own palette; one of the same title is replaced. Fails where the browser's storage is full. */
export function saveOwnBlock(document: GraphDocument, block: string): void {
  const own = blockDocument(document, block);
  if (own === null) return;
  const kept = parseStored(localStorage.getItem(KEY)).filter(({ id }) => id !== own.about.title);
  write([...kept, { id: own.about.title, text: serializeDocument(own) }]);
}

export const removeOwnBlock = (id: string): void =>
  write(parseStored(localStorage.getItem(KEY)).filter((stored) => stored.id !== id));

function subscribe(listener: () => void): () => void {
  addEventListener(CHANGED, listener);
  addEventListener("storage", listener);
  return () => {
    removeEventListener(CHANGED, listener);
    removeEventListener("storage", listener);
  };
}

/** One's own blocks; what can no longer be read is left out, and kept. */
export function useOwnBlocks(): readonly BlockSource[] {
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(KEY));
  return useMemo(
    () =>
      parseStored(text).flatMap((stored) => {
        const parsed = parseDocument(stored.text);
        return parsed.ok ? [{ id: stored.id, document: parsed.value }] : [];
      }),
    [text],
  );
}
