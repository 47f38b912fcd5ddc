import type { ReactFlowInstance } from "@xyflow/react";
import type { Services } from "../../app/services.tsx";
import type { CanvasServices } from "../canvasContext.ts";

/** What the actions of the canvas work with. */
export interface CanvasActionPorts extends Pick<Services, "ui" | "documents" | "notices" | "host"> {
  readonly canvas: CanvasServices;
  readonly flow: ReactFlowInstance;
  readonly pane: () => HTMLElement | null;
}
