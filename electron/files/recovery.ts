/** Unsaved work: a file for each tab in the program's own folder, owned by the window that writes it. */
import { join } from "node:path";
import type { BridgeFile, BridgeRecovery } from "../contract.ts";
import { codeOf } from "./errors.ts";
import type { FileSystem } from "./fileSystem.ts";

/** Who owns an entry: an id that lives as long as the window does. */
export type Owner = number;

export interface Recovery {
  listOrphans(): Promise<readonly BridgeRecovery[]>;
  /** `null` when a living window owns it or it is gone. */
  claim(id: string, owner: Owner): Promise<BridgeRecovery | null>;
  write(entry: BridgeRecovery, owner: Owner): Promise<void>;
  remove(id: string): Promise<void>;
  /** The window is gone: what it left behind can be offered again. */
  release(owner: Owner): void;
}

/** Becomes a part of a path, so nothing but this. */
export const isRecoveryId = (id: string): boolean => /^[\w-]{1,64}$/.test(id);

interface Stored extends BridgeRecovery {
  /** So that restored work still knows its file after a restart. */
  readonly path: string | null;
}

const isStored = (value: unknown): value is Stored =>
  typeof value === "object" &&
  value !== null &&
  ["id", "title", "text"].every((key) => typeof Reflect.get(value, key) === "string") &&
  typeof Reflect.get(value, "savedAt") === "number";

export interface RecoveryPorts {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly pathOf: (token: string) => string | null;
  readonly tokenOf: (path: string) => BridgeFile;
}

export function createRecovery({ fs, folder, pathOf, tokenOf }: RecoveryPorts): Recovery {
  const owners = new Map<string, Owner>();
  const fileOf = (id: string): string => join(folder, `${id}.json`);
  /** The last change of each entry that is under way: the next waits for it, so that the newest stands at the end. */
  const underWay = new Map<string, Promise<void>>();
  const inTurn = (id: string, act: () => Promise<void>): Promise<void> => {
    // What came before may have failed, which its own caller was told.
    const turn = (underWay.get(id) ?? Promise.resolve()).then(act, act);
    underWay.set(id, turn);
    const forget = (): void => {
      if (underWay.get(id) === turn) underWay.delete(id);
    };
    turn.then(forget, forget);
    return turn;
  };
  const load = async (id: string): Promise<BridgeRecovery | null> => {
    try {
      const stored: unknown = JSON.parse(new TextDecoder().decode(await fs.read(fileOf(id))));
      if (!isStored(stored) || stored.id !== id) return null;
      const { title, text, savedAt, path } = stored;
      return { id, title, text, savedAt, file: typeof path === "string" ? tokenOf(path) : null };
    } catch (error) {
      // Not there any more, or not written by this program: nothing to offer.
      if (codeOf(error) === "ENOENT" || error instanceof SyntaxError) return null;
      throw error;
    }
  };
  return {
    async listOrphans() {
      const ids = (await fs.list(folder))
        .filter((name) => name.endsWith(".json"))
        .map((name) => name.slice(0, -".json".length))
        .filter((id) => isRecoveryId(id) && !owners.has(id));
      const entries = await Promise.all(ids.map(load));
      return entries.filter((entry) => entry !== null).sort((a, b) => b.savedAt - a.savedAt);
    },
    async claim(id, owner) {
      if (!isRecoveryId(id) || owners.has(id)) return null;
      owners.set(id, owner); // before the first wait, so that of two windows one gets it
      const entry = await load(id);
      if (entry === null) owners.delete(id);
      return entry;
    },
    write(entry, owner) {
      const { file, ...rest } = entry;
      owners.set(entry.id, owner);
      const stored: Stored = { ...rest, file, path: file === null ? null : pathOf(file.token) };
      return inTurn(entry.id, () => fs.writeWhole(fileOf(entry.id), JSON.stringify(stored)));
    },
    remove(id) {
      owners.delete(id);
      return inTurn(id, () => fs.remove(fileOf(id)));
    },
    release(owner) {
      for (const [id, held] of owners) if (held === owner) owners.delete(id);
    },
  };
}
