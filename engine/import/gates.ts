import type { DraftNode } from "./draft.ts";

/** A vector turned to a map of one pixel, beside a larger map: the layer takes the vector itself. */
export const asGate =
  (all: readonly DraftNode[]) =>
  (node: DraftNode): DraftNode => {
    const [vector] = node.inputs;
    const isTurn =
      node.kind === "reshape" && node.shape?.length === 3 && node.shape[1] === 1 && node.shape[2] === 1;
    const hasMap = all.some(({ kind, shape }) => kind !== "reshape" && shape?.length === 3);
    return isTurn && hasMap && vector?.shape?.length === 1 ? vector : node;
  };
