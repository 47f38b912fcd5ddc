/** Order on the canvas. */
import type { Action } from "../../app/actions.ts";
import { ALIGNMENTS } from "../arrange/align.ts";
import { gliding } from "../view/animate.ts";
import { alignSelected, distributeSelected, tidySelected } from "./arranging.ts";
import type { CanvasActionPorts } from "./ports.ts";

export function arrangeActions(ports: CanvasActionPorts): readonly Action[] {
  const { canvas } = ports;
  const selected = (least: number) => (): boolean => canvas.edits.selected().nodes.length >= least;
  const anything = (): boolean => (canvas.sight.seen()?.scene.nodes.length ?? 0) > 1;
  const glide = (move: () => boolean | Promise<boolean>) => (): Promise<void> => gliding(ports.pane(), move);
  return [
    {
      id: "arrange.tidy",
      title: "canvas:actions.tidy",
      group: "arrange",
      keys: ["L"],
      enabled: anything,
      run: glide(() => tidySelected(canvas, "auto")),
    },
    {
      id: "arrange.tidyRight",
      title: "canvas:actions.tidyRight",
      group: "arrange",
      enabled: anything,
      run: glide(() => tidySelected(canvas, "LR")),
    },
    {
      id: "arrange.tidyDown",
      title: "canvas:actions.tidyDown",
      group: "arrange",
      keys: ["Shift+L"],
      enabled: anything,
      run: glide(() => tidySelected(canvas, "TB")),
    },
    ...ALIGNMENTS.map(
      (alignment): Action => ({
        id: `arrange.align.${alignment}`,
        title: `canvas:align.${alignment}`,
        group: "arrange",
        enabled: selected(2),
        run: glide(() => alignSelected(canvas, alignment)),
      }),
    ),
    ...(["horizontal", "vertical"] as const).map(
      (axis): Action => ({
        id: `arrange.distribute.${axis}`,
        title: `canvas:distribute.${axis}`,
        group: "arrange",
        enabled: selected(3),
        run: glide(() => distributeSelected(canvas, axis)),
      }),
    ),
  ];
}
