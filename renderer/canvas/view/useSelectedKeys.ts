import { useMemo } from "react";
import { useStore } from "zustand";
import { useCanvas } from "../canvasContext.ts";
import { noteKey } from "./flowTypes.ts";
import type { Seen } from "./sight.ts";

/** Keys of the selected nodes, those inside expanded blocks included, and of notes, prefixed. */
export function useSelectedKeys({ tab, instance }: Seen): ReadonlySet<string> {
  const { store } = useCanvas();
  const inner = useStore(store, (state) => state.inner);
  const { nodes, notes } = tab.selection;
  return useMemo(() => {
    const keyOf = (id: string): string => [...instance, id].join("/");
    return new Set([...[...nodes].map(keyOf), ...[...notes].map(noteKey), ...inner]);
  }, [nodes, notes, instance, inner]);
}
