/** Fetches a published data set: resumes what broke off, keeps only what has the published length and hash. */
import { fail, ok, type Problem, problem, type Result } from "../../tensor/problem.ts";
import { createFileCheck, type KnownFile, type KnownSet } from "../known-sets.ts";
import { dataMessages } from "../messages.ts";
import type { DownloadPorts } from "./types.ts";

/** Tries of one mirror in a row that bring no byte; a try that brings some starts the count anew. */
const IDLE_TRIES = 4;
const WAIT_MS = 500;

type Outcome =
  | { readonly type: "done" }
  /** The connection ended early: it can go on where it stopped. */
  | { readonly type: "cut"; readonly problem: Problem; readonly won: number }
  /** What this mirror serves is not the file, or it refuses. */
  | { readonly type: "other"; readonly problem: Problem };

const partOf = (name: string): string => `${name}.part`;

/**
 * Brings all files of a set into the cache. Files that are there and are what they must be are left alone. `mirrors` are
 * tried in their order; a file's address is the mirror's with the name appended.
 */
export async function fetchSet(
  set: Pick<KnownSet, "files">,
  mirrors: readonly string[],
  ports: DownloadPorts,
): Promise<Result<null>> {
  const total = set.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  for (const file of set.files) {
    const tell = (bytes: number): void => ports.progress?.(before + bytes, total);
    const fetched = await fetchFile(file, mirrors, ports, tell);
    if (!fetched.ok) return fetched;
    before += file.bytes;
    tell(0);
  }
  return ok(null);
}

/** Whether a finished file is what it must be; one that is not is removed. */
async function isWhole(file: KnownFile, { cache }: DownloadPorts): Promise<boolean> {
  if ((await cache.size(file.name)) === null) return false;
  const check = createFileCheck(file);
  for await (const chunk of cache.read(file.name)) check.add(chunk);
  if (check.finish().ok) return true;
  await cache.remove(file.name);
  return false;
}

async function fetchFile(
  file: KnownFile,
  mirrors: readonly string[],
  ports: DownloadPorts,
  tell: (bytes: number) => void,
): Promise<Result<null>> {
  if (await isWhole(file, ports)) return ok(null);
  let last = problem(dataMessages, "download/no-mirror", { path: file.name }, { path: file.name });
  for (const mirror of mirrors) {
    for (let idle = 0; idle < IDLE_TRIES; ) {
      const outcome = await tryOnce(file, `${mirror}${file.name}`, ports, tell);
      if (outcome.type === "done") return ok(null);
      last = outcome.problem;
      if (ports.signal.aborted) return fail(last);
      if (outcome.type === "other") break;
      idle = outcome.won > 0 ? 0 : idle + 1;
      await ports.wait(WAIT_MS * 2 ** idle);
    }
  }
  return fail(last);
}

const place = (file: KnownFile) => ({ path: file.name });

async function tryOnce(
  file: KnownFile,
  address: string,
  ports: DownloadPorts,
  tell: (bytes: number) => void,
): Promise<Outcome> {
  const { cache, signal } = ports;
  const part = partOf(file.name);
  let kept = (await cache.size(part)) ?? 0;
  if (kept > file.bytes) {
    await cache.remove(part);
    kept = 0;
  }
  let check = createFileCheck(file);
  if (kept > 0) for await (const chunk of cache.read(part)) check.add(chunk);
  const from = kept;
  const other = async (found: Problem): Promise<Outcome> => {
    await cache.remove(part);
    return { type: "other", problem: found };
  };
  if (kept < file.bytes) {
    try {
      const answer = await ports.open(address, kept, signal);
      if (answer.status !== 200 && answer.status !== 206) {
        const values = { path: file.name, status: answer.status, address };
        return { type: "other", problem: problem(dataMessages, "download/refused", place(file), values) };
      }
      if (answer.status === 200 && kept > 0) {
        // the server knows no ranges: it begins again
        await cache.remove(part);
        kept = 0;
        check = createFileCheck(file);
      }
      for await (const chunk of answer.chunks) {
        kept += chunk.length;
        if (kept > file.bytes) {
          const values = { path: file.name, bytes: kept, wanted: file.bytes };
          return await other(problem(dataMessages, "download/length", place(file), values));
        }
        await cache.append(part, chunk);
        check.add(chunk);
        tell(kept);
      }
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
      const found = problem(dataMessages, "download/unreachable", place(file), { path: file.name, reason });
      return { type: "cut", problem: found, won: Math.max(0, kept - from) };
    }
  }
  if (kept < file.bytes) {
    const values = { path: file.name, bytes: kept, wanted: file.bytes };
    const found = problem(dataMessages, "download/length", place(file), values);
    return { type: "cut", problem: found, won: Math.max(0, kept - from) };
  }
  const checked = check.finish();
  if (!checked.ok) return other(checked.problems[0] as Problem);
  await cache.rename(part, file.name);
  return { type: "done" };
}
