/** Published data sets on the page's behalf: which there are, fetched when a person asks. */
import { fetchSet } from "../data/download/fetch-set.ts";
import { type KnownSet, knownSets } from "../data/known-sets.ts";
import type { WorkerContext } from "./context.ts";
import type { Handlers } from "./handlers.ts";
import type { SetStore } from "./set-store.ts";

type Names = "listSets" | "downloadSet" | "stopDownload";

const bytesOf = ({ files }: KnownSet): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
export const sourceOf = ({ scheme, id }: KnownSet): string => `${scheme}:${id}`;

/** How often the page hears of a download. */
const TELL_MS = 100;

export function setMethods(context: WorkerContext): Pick<Handlers, Names> {
  let cancel: AbortController | null = null;
  const need = (): SetStore => {
    if (context.sets === undefined) throw new Error("This host keeps no data sets.");
    return context.sets;
  };
  return {
    async listSets() {
      const sets = need();
      return Promise.all(
        knownSets.map(async (set) => ({
          id: set.id,
          title: set.title,
          summary: set.summary,
          source: sourceOf(set),
          bytes: bytesOf(set),
          kept: await sets.size(set),
          whole: (await sets.files(set)) !== null,
        })),
      );
    },
    async downloadSet(id) {
      const sets = need();
      const set = knownSets.find((known) => known.id === id);
      if (set === undefined) throw new Error(`${id} is no known data set.`);
      cancel?.abort();
      const own = new AbortController();
      cancel = own;
      const cache = await sets.open(set);
      let told = 0;
      try {
        return await fetchSet(set, [sets.address(set)], {
          cache,
          async open(address, from, signal) {
            const headers = from > 0 ? { Range: `bytes=${from}-` } : {};
            const { status, body } = await fetch(address, { headers, signal, cache: "no-store" });
            return { status, chunks: chunksOf(body) };
          },
          progress(done, total) {
            const now = performance.now();
            if (done < total && now - told < TELL_MS) return;
            told = now;
            context.emit({ type: "progress", task: "download", done, total });
          },
          signal: own.signal,
          wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        });
      } finally {
        cache.close();
        if (cancel === own) cancel = null;
      }
    },
    async stopDownload() {
      cancel?.abort();
      return null;
    },
  };
}

async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncIterable<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
