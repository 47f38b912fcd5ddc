import { useReactFlow } from "@xyflow/react";
import { type RefObject, useEffect } from "react";
import { useServices } from "../../app/services.tsx";
import { useCanvas } from "../canvasContext.ts";
import { addSources } from "./addSources.ts";
import { arrangeActions } from "./arrangeActions.ts";
import { editActions } from "./editActions.ts";
import type { CanvasActionPorts } from "./ports.ts";
import { viewActions } from "./viewActions.ts";

/** Registers what can be done on the canvas: for menus, keys and the command palette. */
export function useCanvasActions(pane: RefObject<HTMLElement | null>): void {
  const canvas = useCanvas();
  const { actions, ui, documents, notices, host } = useServices();
  const flow = useReactFlow();
  useEffect(() => {
    const ports: CanvasActionPorts = { canvas, flow, ui, documents, notices, host, pane: () => pane.current };
    const removals = [
      actions.register([...editActions(ports), ...arrangeActions(ports), ...viewActions(ports)]),
      ...addSources(ports).map((source) => actions.registerSource(source)),
    ];
    return () => {
      for (const remove of removals) remove();
    };
  }, [canvas, actions, ui, documents, notices, host, flow, pane]);
}
