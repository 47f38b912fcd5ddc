/** What both pages of the benchmark share. */

export const count = (): number => Number(new URLSearchParams(location.search).get("nodes") ?? 1000);

/** Tells the driver that everything has been drawn. */
export const ready = (): void =>
  void requestAnimationFrame(() => requestAnimationFrame(() => document.body.setAttribute("data-ready", "")));
