/** What cannot be seen may wait: after an edit the window is drawn at once, and the rest when there is time. */

/** Calls back when the browser has nothing better to do; returns what cancels it. */
export function whenIdle(run: () => void): () => void {
  const id = requestIdleCallback(run, { timeout: 400 });
  return () => cancelIdleCallback(id);
}

/** How many waiting things are drawn in one go, so that no frame is missed for them. */
export const CHUNK = 120;
