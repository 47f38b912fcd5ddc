/** Keeps unsaved work in the recovery store, at most a fraction of a second behind the last edit. */

import type { GraphDocument } from "../../engine/document/types.ts";
import type { RecoveryApi } from "../host/HostApi.ts";
import type { DocumentStore } from "./documentStore.ts";
import { isDirty, type OpenDocument, type TabId } from "./types.ts";

export interface AutosavePorts {
  readonly documents: DocumentStore;
  readonly recovery: RecoveryApi;
  readonly serialize: (document: GraphDocument) => string;
  readonly now: () => number;
  /** Called once when keeping begins to fail, and again only after it has worked in between. */
  readonly onError: (error: unknown) => void;
}

export interface Autosave {
  /** Writes what waits, now: the window is about to be hidden or closed. */
  flush(): Promise<void>;
  stop(): void;
}

/** An edit is stored at the latest this long after it was made, plus the time of the write itself. */
const DELAY_MS = 300;

export function createAutosave(ports: AutosavePorts): Autosave {
  const { documents, recovery } = ports;
  /** The value of each tab that the store holds as far as is known; absent where it surely holds none. */
  const stored = new Map<TabId, GraphDocument | null>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let failing = false;

  const needsWrite = (tab: OpenDocument): boolean =>
    isDirty(tab) ? stored.get(tab.id) !== tab.history.present : stored.has(tab.id);
  const closedTabs = (): readonly TabId[] => [...stored.keys()].filter((id) => documents.tab(id) === null);

  const writeTab = async (tab: OpenDocument): Promise<void> => {
    const document = tab.history.present;
    if (!isDirty(tab)) {
      await recovery.remove(tab.id);
      stored.delete(tab.id);
      return;
    }
    const { id, title, file } = tab;
    await recovery.write({ id, title, file, text: ports.serialize(document), savedAt: ports.now() });
    stored.set(id, document);
  };
  const writeAll = async (): Promise<void> => {
    try {
      for (const tab of documents.getState().tabs) if (needsWrite(tab)) await writeTab(tab);
      for (const id of closedTabs()) {
        await recovery.remove(id);
        stored.delete(id);
      }
      failing = false;
    } catch (error) {
      if (!failing) ports.onError(error);
      failing = true;
    }
  };
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    // One write at a time, and what was edited meanwhile comes after it.
    running = (running ?? Promise.resolve()).then(writeAll);
    await running;
    schedule();
  };
  const schedule = (): void => {
    for (const tab of documents.getState().tabs) {
      // Recovered work is in the store before it is written here for the first time.
      if (isDirty(tab) && !stored.has(tab.id)) stored.set(tab.id, null);
    }
    if (timer !== undefined) return;
    const waiting = documents.getState().tabs.some(needsWrite) || closedTabs().length > 0;
    if (waiting) timer = setTimeout(() => void flush(), failing ? DELAY_MS * 10 : DELAY_MS);
  };
  const unsubscribe = documents.subscribe(schedule);
  schedule();
  return {
    flush,
    stop() {
      unsubscribe();
      clearTimeout(timer);
    },
  };
}
