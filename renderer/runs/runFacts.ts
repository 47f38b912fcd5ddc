/** What the list says of a run. */
import type { RunSummary } from "../../engine/worker/values.ts";

/** Best accuracy on the test part; `null` where there was none. */
export function bestTest({ epochs }: RunSummary): number | null {
  const tested = epochs.flatMap(({ testAccuracy }) => (testAccuracy === null ? [] : [testAccuracy]));
  return tested.length === 0 ? null : Math.max(...tested);
}

/** It has epochs left, or was cut off before its end was written. */
export const isResumable = ({ ending }: RunSummary): boolean =>
  ending === null || ending === "stopped" || ending === "failed";

export const runTitle = ({ name, id }: RunSummary): string => (name === "" ? id.slice(0, 8) : name);
