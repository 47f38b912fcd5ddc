/** What is seen, and how. */

import type { Action } from "../../app/actions.ts";
import type { Density, HeatView } from "../../state/uiSettings.ts";
import { savePicture } from "../picture/savePicture.ts";
import { glide } from "../view/animate.ts";
import { WHOLE_PADDING } from "../view/fit.ts";
import type { CanvasActionPorts } from "./ports.ts";

const motion = (): { readonly duration: number } => ({ duration: glide() });

const DENSITIES: readonly Density[] = ["compact", "normal", "detailed"];
const HEATS: readonly HeatView[] = ["off", "params", "macs", "memory"];

export function viewActions(ports: CanvasActionPorts): readonly Action[] {
  const { flow, ui, canvas } = ports;
  const selectedKeys = (): readonly string[] => canvas.edits.selected().nodes.map(({ view }) => view.key);
  return [
    {
      id: "view.fitAll",
      title: "canvas:actions.fitAll",
      group: "view",
      keys: ["Shift+1"],
      run: () => void flow.fitView({ padding: WHOLE_PADDING, maxZoom: 1.2, ...motion() }),
    },
    {
      id: "view.fitSelection",
      title: "canvas:actions.fitSelection",
      group: "view",
      keys: ["Shift+2"],
      enabled: () => selectedKeys().length > 0,
      run: () =>
        void flow.fitView({
          nodes: selectedKeys().map((id) => ({ id })),
          padding: 0.18,
          maxZoom: 1.6,
          ...motion(),
        }),
    },
    {
      // For lists beside the canvas that go to a node.
      id: "view.centreSelection",
      title: "canvas:actions.fitSelection",
      group: "view",
      hidden: true,
      run: () =>
        void flow.fitView({
          nodes: selectedKeys().map((id) => ({ id })),
          padding: 0.3,
          maxZoom: Math.max(1, flow.getZoom()),
          ...motion(),
        }),
    },
    {
      id: "view.zoomIn",
      title: "canvas:actions.zoomIn",
      group: "view",
      keys: ["Plus"],
      run: () => void flow.zoomIn(motion()),
    },
    {
      id: "view.zoomOut",
      title: "canvas:actions.zoomOut",
      group: "view",
      keys: ["-"],
      run: () => void flow.zoomOut(motion()),
    },
    {
      id: "view.zoomReset",
      title: "canvas:actions.zoomReset",
      group: "view",
      keys: ["Shift+0"],
      run: () => void flow.zoomTo(1, motion()),
    },
    {
      id: "view.minimap",
      title: "canvas:actions.minimap",
      group: "view",
      checked: () => ui.getState().minimap,
      run: () => ui.update({ minimap: !ui.getState().minimap }),
    },
    {
      id: "view.snap",
      title: "canvas:actions.snap",
      group: "view",
      checked: () => ui.getState().snap,
      run: () => ui.update({ snap: !ui.getState().snap }),
    },
    ...DENSITIES.map(
      (density): Action => ({
        id: `view.density.${density}`,
        title: `canvas:density.${density}`,
        group: "view",
        checked: () => ui.getState().density === density,
        run: () => ui.update({ density }),
      }),
    ),
    ...HEATS.map(
      (heat): Action => ({
        id: `view.heat.${heat}`,
        title: `canvas:heat.${heat}`,
        group: "view",
        checked: () => ui.getState().heat === heat,
        run: () => ui.update({ heat }),
      }),
    ),
    {
      id: "file.pictureSvg",
      title: "canvas:actions.pictureSvg",
      group: "file",
      run: () => savePicture(ports, "svg"),
    },
    {
      id: "file.picturePng",
      title: "canvas:actions.picturePng",
      group: "file",
      run: () => savePicture(ports, "png"),
    },
  ];
}
