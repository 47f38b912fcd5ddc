/**
 * Runs in flight, noted where a crash of the whole program leaves them: what is noted and belongs to no living window was
 * cut off.
 */

export interface LiveRun {
  readonly id: string;
  readonly name: string;
}

export interface LiveRuns {
  /** Notes a run as this window's until it is released. */
  hold(run: LiveRun): Promise<void>;
  /** The run has come to an end, or is not to be offered any more. */
  release(id: string): Promise<void>;
  /** Noted runs that no window holds. */
  cutOff(): Promise<readonly LiveRun[]>;
}

const DATABASE = "layerloom-live-runs";
const RUNS = "runs";
const lockOf = (id: string): string => `layerloom-run/${id}`;

const answered = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("The browser's database refused a request."));
  });

/** Locks end with the window that holds them, however it ends. */
export function createLiveRuns(databases: IDBFactory, locks: LockManager): LiveRuns {
  const unlock = new Map<string, () => void>();
  let opened: Promise<IDBDatabase> | null = null;

  const open = (): Promise<IDBDatabase> => {
    opened ??= (() => {
      const opening = databases.open(DATABASE, 1);
      opening.onupgradeneeded = () => void opening.result.createObjectStore(RUNS);
      return answered(opening);
    })();
    return opened;
  };
  const change = async (act: (runs: IDBObjectStore) => void): Promise<void> => {
    const transaction = (await open()).transaction(RUNS, "readwrite", { durability: "strict" });
    act(transaction.objectStore(RUNS));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () =>
        reject(transaction.error ?? new Error("The browser's database broke off a write."));
    });
  };

  return {
    async hold(run) {
      if (unlock.has(run.id)) return;
      const held = new Promise<void>((end) => unlock.set(run.id, end));
      await new Promise<void>((resolve) => {
        void locks.request(lockOf(run.id), () => {
          resolve();
          return held;
        });
      });
      await change((runs) => void runs.put(run, run.id));
    },
    async release(id) {
      await change((runs) => void runs.delete(id));
      unlock.get(id)?.();
      unlock.delete(id);
    },
    async cutOff() {
      const noted = await answered((await open()).transaction(RUNS).objectStore(RUNS).getAll());
      const held = new Set(((await locks.query()).held ?? []).map(({ name }) => name));
      // written by `hold` alone: the form needs no second description
      return (noted as LiveRun[]).filter(({ id }) => !held.has(lockOf(id)));
    },
  };
}
