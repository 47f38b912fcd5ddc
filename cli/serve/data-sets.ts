/**
 * The published data sets for the editor: its own policy lets it talk to this server alone, so the server fetches the fixed
 * known files, and nothing else, on its behalf. Ranges go through, so that a download resumes.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type KnownSet, knownSets } from "../../engine/data/known-sets.ts";
import { SECURITY_HEADERS } from "./headers.ts";

export const DATA_SETS = "/data-sets/";

export interface DataSetSource {
  readonly sets: readonly KnownSet[];
  /** Asked before the published addresses. */
  readonly mirrors: readonly string[];
}
export const publishedSets = (mirrors: readonly string[]): DataSetSource => ({ sets: knownSets, mirrors });

/** The addresses of a known file, best first; none for any other path. */
export function addressesOf({ sets, mirrors }: DataSetSource, path: string): readonly string[] {
  const [id = "", name = "", ...rest] = path.slice(DATA_SETS.length).split("/");
  const set = sets.find((candidate) => candidate.id === id);
  if (set === undefined || rest.length > 0 || !set.files.some((file) => file.name === name)) return [];
  return [...mirrors, ...set.mirrors].map((mirror) => `${mirror}${name}`);
}

/** Answers with the first mirror that has the file; the page checks what it gets. */
export async function answerDataSet(
  source: DataSetSource,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const plain = { ...SECURITY_HEADERS, "Content-Type": "text/plain; charset=utf-8" };
  const addresses = addressesOf(source, path);
  if (addresses.length === 0) {
    response.writeHead(404, plain).end("There is no such data set.\n");
    return;
  }
  const cancel = new AbortController();
  response.once("close", () => cancel.abort());
  const { range } = request.headers;
  let reason = "";
  for (const address of addresses) {
    try {
      const answer = await fetch(address, {
        headers: { "Accept-Encoding": "identity", ...(range === undefined ? {} : { Range: range }) },
        signal: cancel.signal,
      });
      if ((answer.status === 200 || answer.status === 206) && answer.body !== null) {
        const length = answer.headers.get("content-length");
        const contentRange = answer.headers.get("content-range");
        response.writeHead(answer.status, {
          ...SECURITY_HEADERS,
          "Content-Type": "application/octet-stream",
          "Cache-Control": "no-store",
          ...(length === null ? {} : { "Content-Length": length }),
          ...(contentRange === null ? {} : { "Content-Range": contentRange }),
        });
        // what breaks from here on is seen by the page, which goes on where it broke
        await pipeline(Readable.from(answer.body), response).catch(() => response.destroy());
        return;
      }
      reason = `${new URL(address).host} answered ${answer.status}`;
      await answer.body?.cancel();
    } catch (error) {
      reason = `${new URL(address).host}: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (cancel.signal.aborted) return;
  }
  response.writeHead(502, plain).end(`${reason}\n`);
}
