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
    block: engine.block,
    unknown: t("canvas:node.unknown"),
  };
}

const KIND = "\u0001";
const NAME = "\u0002";

/**
 * What a screen reader says of a node: `Conv 2D conv1, output 96×54×54`. The texts are looked up once for a language,
 * because thousands of nodes are named after one edit.
 */
export function createNodeLabel({ t }: Texts): (node: PlacedNode) => string {
  const title = t("canvas:node.label", { kind: KIND, name: NAME });
  const output = t("canvas:node.output", { shape: KIND });
  const noShape = t("canvas:node.noShape");
  const muted = t("canvas:node.muted");
  const frozen = t("canvas:node.frozen");
  const repeated = t("canvas:node.repeated", { count: KIND });
  const comma = t("canvas:comma");
  return ({ view }) => {
    const parts = [title.replace(KIND, () => view.kindTitle).replace(NAME, () => view.name)];
    parts.push(view.shape === null ? noShape : output.replace(KIND, formatShape(view.shape)));
    if (view.muted) parts.push(muted);
    if (view.frozen) parts.push(frozen);
    if (typeof view.repeat === "number") parts.push(repeated.replace(KIND, String(view.repeat)));
    for (const problem of view.problems) parts.push(problem.message);
    return parts.join(comma);
  };
}
