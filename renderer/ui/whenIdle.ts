/** Calls back when the browser has nothing better to do, at the latest soon; returns what cancels it. */
export function whenIdle(run: () => void): () => void {
  const id = requestIdleCallback(run, { timeout: 400 });
  return () => cancelIdleCallback(id);
}
