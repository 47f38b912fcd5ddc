/** The chosen path: the wires that lead to a node without a fork and on from it without a join. */
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

/** Keys of the wires at the chosen nodes, and of those before and after as long as there is only one way. */
export function chosenPath(wires: readonly PathWire[], chosen: ReadonlySet<string>): ReadonlySet<string> {
  const arriving = byEnd(wires, "to");
  const leaving = byEnd(wires, "from");
  const path = new Set<string>();
  const walk = (start: string, index: typeof arriving, other: typeof arriving, end: "from" | "to"): void => {
    let node: string | undefined = start;
    const met = new Set<string>();
    while (node !== undefined && !met.has(node)) {
      met.add(node);
      const next: readonly PathWire[] = index.get(node) ?? [];
      if (node !== start && (next.length !== 1 || (other.get(node)?.length ?? 0) !== 1)) return;
      for (const wire of next) path.add(wire.key);
      node = next.length === 1 ? next[0]?.[end] : undefined;
    }
  };
  for (const node of chosen) {
    walk(node, arriving, leaving, "from");
    walk(node, leaving, arriving, "to");
  }
  return path;
}
