/** IndexedDB with promises: one database for the recovery store and the list of recent files. */

export const RECOVERY = "recovery";
export const RECENT = "recent";

/** One transaction: all of it happens or nothing. */
export type Work<T> = (store: IDBObjectStore) => T | Promise<T>;

export interface Database {
  read<T>(store: string, work: Work<T>): Promise<T>;
  /** Resolves when the data is on disk. */
  write<T>(store: string, work: Work<T>): Promise<T>;
}

export const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The database refused the request."));
  });

const completed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () =>
      reject(transaction.error ?? new Error("The database gave the transaction up."));
  });

function open(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  const request = factory.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(RECOVERY, { keyPath: "id" });
    request.result.createObjectStore(RECENT, { keyPath: "token" });
  };
  return settled(request);
}

export function createDatabase(factory: IDBFactory, name = "layerloom"): Database {
  let opening: Promise<IDBDatabase> | null = null;
  const connect = (): Promise<IDBDatabase> => {
    opening ??= open(factory, name).then((database) => {
      // Another window wants a newer version, or the browser closed it: the next use connects again.
      const forget = (): void => {
        database.close();
        opening = null;
      };
      database.onversionchange = forget;
      database.onclose = forget;
      return database;
    });
    return opening;
  };
  const transact = async <T>(mode: IDBTransactionMode, store: string, work: Work<T>): Promise<T> => {
    const transaction = (await connect()).transaction(store, mode, { durability: "strict" });
    const [result] = await Promise.all([work(transaction.objectStore(store)), completed(transaction)]);
    return result;
  };
  return {
    read: (store, work) => transact("readonly", store, work),
    write: (store, work) => transact("readwrite", store, work),
  };
}
