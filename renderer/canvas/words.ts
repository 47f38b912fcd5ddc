/** The words of pictures in the language of the window. */
import type { PlacedNode, Words } from "../../engine/targets/svg/scene.ts";
import { formatShape } from "../../engine/tensor/shape.ts";
import type { Texts } from "../i18n/i18n.ts";

export function pictureWords({ t, engine }: Texts): Words {
  return {
    layerTitle: engine.kindTitle,
    // On a canvas of images everything has two dimensions, so the titles leave them out.
    shortTitle: (kind) => engine.kindTitle(kind).replace(/ 2D$/, "").replace(/^二维/, ""),
    brief: engine.brief,
    problem: engine.problem,
    port: (direction) => t(direction === "in" ? "canvas:port.in" : "canvas:port.out"),
    unknown: t("canvas:node.unknown"),
  };
}

/** `Conv 2D conv1, output 96×54×54`. */
export function nodeLabel({ view }: PlacedNode, { t }: Texts): string {
  const parts = [
    t("canvas:node.label", { kind: view.kindTitle, name: view.name }),
    view.shape === null
      ? t("canvas:node.noShape")
      : t("canvas:node.output", { shape: formatShape(view.shape) }),
    view.muted ? t("canvas:node.muted") : "",
    typeof view.repeat === "number" ? t("canvas:node.repeated", { count: view.repeat }) : "",
    ...view.problems.map((problem) => problem.message),
  ];
  return parts.filter((part) => part !== "").join(t("canvas:comma"));
}
