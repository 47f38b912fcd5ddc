/** The files that were opened or saved last, kept in one small file. */
import { basename, dirname } from "node:path";
import type { BridgeFile, BridgeRecent } from "../contract.ts";
import { codeOf } from "./errors.ts";
import type { FileSystem } from "./fileSystem.ts";

interface Entry {
  readonly token: string;
  readonly path: string;
  readonly openedAt: number;
}

export interface RecentFiles {
  list(): Promise<readonly BridgeRecent[]>;
  note(file: BridgeFile, path: string): Promise<void>;
  forget(token: string): Promise<void>;
  pathOf(token: string): Promise<string | null>;
}

const MOST = 12;

const isEntry = (value: unknown): value is Entry =>
  typeof value === "object" &&
  value !== null &&
  typeof Reflect.get(value, "token") === "string" &&
  typeof Reflect.get(value, "path") === "string" &&
  typeof Reflect.get(value, "openedAt") === "number";

function parseEntries(text: string): readonly Entry[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(isEntry) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return []; // edited by hand; the list begins anew
    throw error;
  }
}

export function createRecentFiles(fs: FileSystem, storePath: string, now: () => number): RecentFiles {
  // Changes run one after another, so that two of them do not both start from the same list.
  let last: Promise<unknown> = Promise.resolve();
  const load = async (): Promise<readonly Entry[]> => {
    try {
      return parseEntries(new TextDecoder().decode(await fs.read(storePath)));
    } catch (error) {
      if (codeOf(error) === "ENOENT") return [];
      throw error;
    }
  };
  const change = (next: (entries: readonly Entry[]) => readonly Entry[]): Promise<void> => {
    const work = last.then(async () =>
      fs.writeWhole(storePath, JSON.stringify(next(await load()).slice(0, MOST))),
    );
    last = work.catch(() => undefined); // whoever asked for the change gets the error; the next change goes on
    return work;
  };
  return {
    async list() {
      await last;
      return (await load()).map(({ token, path, openedAt }) => ({
        token,
        name: basename(path),
        folder: dirname(path),
        openedAt,
      }));
    },
    note: (file, path) =>
      change((entries) => [
        { token: file.token, path, openedAt: now() },
        ...entries.filter((entry) => entry.path !== path),
      ]),
    forget: (token) => change((entries) => entries.filter((entry) => entry.token !== token)),
    async pathOf(token) {
      await last;
      return (await load()).find((entry) => entry.token === token)?.path ?? null;
    },
  };
}
