/** What a person may ask of a run, and its state as it truly is. */

/** `stopping`: a stop was asked for and the last step, its checkpoint and its weights are being brought home. */
export type RunStatus = "idle" | "running" | "paused" | "stopping" | "done";

export interface Controls {
  readonly status: RunStatus;
  /** Asks for a pause at the next step boundary; resolves once paused, or once done where the run ends before. */
  pause(): Promise<void>;
  /** Takes a pause back. */
  resume(): void;
  /** Asks for a stop at the next step boundary; resolves once done. */
  stop(): Promise<void>;
}

export interface RunGate extends Controls {
  /** Whether the run should leave its loop to pause or stop. */
  readonly interrupted: boolean;
  started(): void;
  /** Waits while a pause is asked for; `beforePause` brings the run to rest first. False: stop. */
  pass(beforePause: () => Promise<void>): Promise<boolean>;
  /** The run is leaving its loop for good and brings itself home. */
  ending(): void;
  ended(): void;
}

type Wanted = "run" | "pause" | "stop";

export function createGate(onStatus: (status: RunStatus) => void = () => {}): RunGate {
  let status: RunStatus = "idle";
  let wanted: Wanted = "run";
  let listeners: (() => void)[] = [];

  const isWanted = (what: Wanted): boolean => wanted === what;
  const changed = (): Promise<void> => new Promise((resolve) => listeners.push(resolve));
  const notify = (): void => {
    const woken = listeners;
    listeners = [];
    for (const wake of woken) wake();
  };
  const enter = (next: RunStatus): void => {
    if (status === next) return;
    status = next;
    onStatus(next);
    notify();
  };
  const until = async (reached: () => boolean): Promise<void> => {
    while (!reached()) await changed();
  };

  return {
    get status() {
      return status;
    },
    get interrupted() {
      return wanted !== "run";
    },
    async pause() {
      if (wanted === "run" && status !== "done") wanted = "pause";
      if (status === "idle") return;
      await until(() => status === "paused" || status === "done" || wanted === "run");
    },
    resume() {
      if (wanted !== "pause") return;
      wanted = "run";
      notify();
    },
    async stop() {
      wanted = "stop";
      if (status === "running" || status === "paused") enter("stopping");
      if (status === "idle") return;
      await until(() => status === "done");
    },
    started: () => enter(wanted === "stop" ? "stopping" : "running"),
    async pass(beforePause) {
      while (wanted === "pause") {
        await beforePause();
        if (!isWanted("pause")) break;
        enter("paused");
        await until(() => !isWanted("pause"));
        if (isWanted("run")) enter("running");
      }
      return !isWanted("stop");
    },
    ending: () => enter("stopping"),
    ended: () => enter("done"),
  };
}
