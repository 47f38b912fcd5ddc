/** Progress on standard error: a bar on a terminal, a plain line now and then elsewhere. */
import { SingleBar } from "cli-progress";
import { note } from "./output.ts";

export interface Progress {
  /** `done` of the total; `text` is a short state, for example the loss. */
  update(done: number, text: string): void;
  /** Removes the bar, so that a line can be printed. */
  finish(): void;
}

/** A bar titled `title` with `total` steps; silent where standard error is not a terminal. */
export function createProgress(title: string, total: number): Progress {
  if (!process.stderr.isTTY) return { update() {}, finish() {} };
  const bar = new SingleBar({
    format: `${title} {bar} {value}/{total}  {text}  {eta_formatted} left`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
  });
  bar.start(total, 0, { text: "" });
  return { update: (done, text) => bar.update(done, { text }), finish: () => bar.stop() };
}

/** A plain line on standard error at most every `everyMs`, for long work without a terminal. */
export function createTicker(everyMs: number, now: () => number = Date.now): (line: () => string) => void {
  let last = now();
  return (line) => {
    if (process.stderr.isTTY || now() - last < everyMs) return;
    last = now();
    note(line());
  };
}
