/** Sorting of nodes by what they read. */

export interface Cycle {
  /** Indices along the wires, each reading from the one before it. */
  readonly members: readonly number[];
  /** The wire that closes the circle and is left out of the order. */
  readonly from: number;
  readonly to: number;
}
export interface Order {
  readonly order: readonly number[];
  readonly cycles: readonly Cycle[];
}

/**
 * Depth first from the nodes in their order, so that an order which is already right stays as it is. Circles are cut
 * at the wire that closes them. Without recursion: chains may be thousands of nodes long.
 */
export function sortNodes(
  count: number,
  sourcesOf: (index: number) => readonly { readonly node: number }[],
): Order {
  const order: number[] = [];
  const cycles: Cycle[] = [];
  const state = new Uint8Array(count); // 0 not seen, 1 on the stack, 2 done
  const stack: number[] = [];
  const cursors: number[] = [];
  const pending: (readonly { readonly node: number }[])[] = [];
  const enter = (index: number): void => {
    state[index] = 1;
    stack.push(index);
    cursors.push(0);
    pending.push(sourcesOf(index));
  };
  for (let root = 0; root < count; root++) {
    if (state[root] === 0) enter(root);
    while (stack.length > 0) {
      const top = stack.length - 1;
      const index = stack[top] as number;
      const cursor = cursors[top] as number;
      const source = pending[top]?.[cursor]?.node;
      if (source === undefined) {
        state[index] = 2;
        order.push(index);
        stack.pop();
        cursors.pop();
        pending.pop();
        continue;
      }
      cursors[top] = cursor + 1;
      if (state[source] === 0) enter(source);
      // The stack runs against the wires: each entry reads from the next.
      else if (state[source] === 1) {
        const members = stack.slice(stack.indexOf(source)).reverse();
        cycles.push({ members, from: source, to: index });
      }
    }
  }
  return { order, cycles };
}
