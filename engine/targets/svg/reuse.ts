/** Keeps what did not change, so that whoever draws it can tell by identity. */

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => same(item, b[index]));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Structural equality of plain data: numbers, strings, booleans, null, lists and records. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a)) return Array.isArray(b) && sameList(a, b);
  if (!isRecord(a) || !isRecord(b) || Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
}

/** The previous value where nothing changed, else the new one with the parts of the previous that did not change. */
export function keep<T extends object>(next: T, previous: T | undefined): T {
  if (previous === undefined || next === previous) return next;
  let equal = true;
  let shared: T | null = null;
  // Runs for every node after every edit, so it makes nothing as long as nothing can be shared.
  for (const key in next) {
    const part = next[key];
    const old = previous[key];
    if (Object.is(part, old)) continue;
    if (same(part, old)) {
      shared ??= { ...next };
      shared[key] = old;
    } else equal = false;
  }
  return equal ? previous : (shared ?? next);
}

/** Keeps each element by its key, and the list itself where no element changed. */
export function keepAll<T extends object>(
  next: readonly T[],
  previous: readonly T[],
  key: (item: T) => string,
): readonly T[] {
  const before = new Map(previous.map((item) => [key(item), item]));
  const kept = next.map((item) => keep(item, before.get(key(item))));
  return kept.length === previous.length && kept.every((item, index) => item === previous[index])
    ? previous
    : kept;
}
