import { useStore } from "@xyflow/react";
import { type ReactNode, useMemo } from "react";
import { createPortal } from "react-dom";

/**
 * Draws into the part that moves with the canvas, below the nodes. React Flow's own portal looks its place up again with
 * every change of its store, each step of a drag among them; the place stays the same.
 */
export function InViewport({ children }: { readonly children: ReactNode }) {
  const flow = useStore(({ domNode }) => domNode);
  const place = useMemo(() => flow?.querySelector(".react-flow__viewport-portal") ?? null, [flow]);
  return place === null ? null : createPortal(children, place);
}
