/** The model looked at last, kept so that drawing and stepping through samples need not build it each time. */
import type { Model } from "../targets/tfjs/types.ts";
import type { Result } from "../tensor/problem.ts";

export interface ModelCache {
  /** Runs `use` on the model kept under `key`, or on what `make` gives. A model in use is freed only when its users are done. */
  withModel<T>(
    key: string,
    make: () => Promise<Result<Model>>,
    use: (model: Model) => Promise<T>,
  ): Promise<Result<T>>;
  /** Drops the model of this key, for example because its weights are about to change. */
  forget(key: string): Promise<void>;
  /** Resolves once nothing is held any more, but for a model in use. */
  clear(): Promise<void>;
}

interface Entry {
  readonly key: string;
  readonly made: Promise<Result<Model>>;
  users: number;
  dropped: boolean;
}

export function createModelCache(): ModelCache {
  let kept: Entry | null = null;

  const freeIfUnused = async (entry: Entry): Promise<void> => {
    if (!entry.dropped || entry.users > 0) return;
    const made = await entry.made;
    if (made.ok) made.value.dispose();
  };
  const drop = (entry: Entry): Promise<void> => {
    if (kept === entry) kept = null;
    entry.dropped = true;
    return freeIfUnused(entry);
  };

  return {
    async withModel(key, make, use) {
      if (kept !== null && kept.key !== key) void drop(kept);
      kept ??= { key, made: make(), users: 0, dropped: false };
      const entry = kept;
      entry.users += 1;
      try {
        const made = await entry.made;
        if (!made.ok) {
          if (kept === entry) kept = null;
          return made;
        }
        return { ok: true, value: await use(made.value) };
      } finally {
        entry.users -= 1;
        await freeIfUnused(entry);
      }
    },
    async forget(key) {
      if (kept?.key === key) await drop(kept);
    },
    async clear() {
      if (kept !== null) await drop(kept);
    },
  };
}
