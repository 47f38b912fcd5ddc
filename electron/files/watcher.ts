/** Notices when another program changes an opened file. Polls: that also works on network folders. */

export interface WatcherPorts {
  readonly hasChanged: (token: string) => Promise<boolean>;
  readonly everyMs: number;
  readonly onError: (error: unknown) => void;
}

export interface Watcher {
  watch(token: string, onChange: () => void): void;
  unwatch(token: string): void;
  /** Looks at all files once; the timer calls it. */
  look(): Promise<void>;
  stop(): void;
}

export function createWatcher({ hasChanged, everyMs, onError }: WatcherPorts): Watcher {
  const watched = new Map<string, { readonly onChange: () => void; reported: boolean }>();
  const look = async (): Promise<void> => {
    for (const [token, entry] of watched) {
      const changed = await hasChanged(token);
      // Once for each change: reading or writing the file makes it unchanged again.
      if (changed && !entry.reported) entry.onChange();
      entry.reported = changed;
    }
  };
  const timer = setInterval(() => look().catch(onError), everyMs);
  return {
    watch: (token, onChange) => void watched.set(token, { onChange, reported: false }),
    unwatch: (token) => void watched.delete(token),
    look,
    stop: () => clearInterval(timer),
  };
}
