import { useStore } from "zustand";
import { useServices } from "../app/services.tsx";
import type { SeenNode } from "./lookStore.ts";

/** What a node of the document in front makes of the sample; `null` while nobody looks inside. */
export function useSeen(key: string): SeenNode | null {
  const { look } = useServices();
  return useStore(look, ({ seen }) => seen?.get(key) ?? null);
}
