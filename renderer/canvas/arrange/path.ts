/** The chosen path: the branch that a node stands on, from where it parts from others to where it joins them. */
export interface PathWire {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

function byEnd(wires: readonly PathWire[], end: "from" | "to"): ReadonlyMap<string, readonly PathWire[]> {
  const index = new Map<string, PathWire[]>();
  for (const wire of wires) {
    const list = index.get(wire[end]);
    if (list === undefined) index.set(wire[end], [wire]);
    else list.push(wire);
  }
  return index;
}

type Index = ReadonlyMap<string, readonly PathWire[]>;

/**
 * Wires from `start` on as long as there is one way, up to where others join or part. Where the way ends with nothing
 * else beside it, the graph is a plain chain there, and only the first wire says anything.
 */
function walk(start: string, onward: Index, back: Index, end: "from" | "to"): readonly string[] {
  const first = onward.get(start) ?? [];
  const way: string[] = first.map((wire) => wire.key);
  if (first.length !== 1) return way;
  const met = new Set([start]);
  let node = first[0]?.[end];
  while (node !== undefined && !met.has(node)) {
    met.add(node);
    const next: readonly PathWire[] = onward.get(node) ?? [];
    const joins = (back.get(node)?.length ?? 0) > 1 || next.length > 1;
    if (joins) return way;
    way.push(...next.map((wire) => wire.key));
    node = next[0]?.[end];
  }
  return first.map((wire) => wire.key);
}

/** Keys of the wires at the chosen nodes, and of the branch that they stand on. */
export function chosenPath(wires: readonly PathWire[], chosen: ReadonlySet<string>): ReadonlySet<string> {
  const arriving = byEnd(wires, "to");
  const leaving = byEnd(wires, "from");
  const path = new Set<string>();
  for (const node of chosen) {
    for (const key of walk(node, arriving, leaving, "from")) path.add(key);
    for (const key of walk(node, leaving, arriving, "to")) path.add(key);
  }
  return path;
}
