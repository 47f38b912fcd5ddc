/** What the parts of one canvas share. The value never changes while a canvas is shown, so that no node is drawn anew for it. */
import { createContext, useContext } from "react";
import type { CanvasStore } from "./canvasStore.ts";
import type { Edits } from "./edits/edits.ts";
import type { Sight } from "./view/sight.ts";

export interface CanvasServices {
  readonly store: CanvasStore;
  readonly edits: Edits;
  readonly sight: Sight;
}

export const CanvasContext = createContext<CanvasServices | null>(null);

export function useCanvas(): CanvasServices {
  const services = useContext(CanvasContext);
  if (services === null) throw new Error("useCanvas needs a canvas around it");
  return services;
}
