/** `--input CxHxW`: the same graph for another input. */
import type { GraphDocument } from "../engine/document/types.ts";
import { LIMITS } from "../engine/tensor/limits.ts";
import type { Shape } from "../engine/tensor/shape.ts";
import { UsageError } from "./output.ts";

/** `3x224x224` or `10` (a vector). */
export function parseShape(text: string): Shape {
  const sizes = text.split(/[x×]/).map(Number);
  const valid = sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= LIMITS.dimension);
  if (!valid || (sizes.length !== 3 && sizes.length !== 1)) {
    throw new UsageError(`“${text}” is not an input shape; write CxHxW, for example 3x224x224.`);
  }
  return sizes;
}

/** `224x224` or `224` (a square): height, then width. */
export function parseSize(text: string): readonly [number, number] {
  const [height, width = height, ...rest] = text.split(/[x×]/).map(Number);
  const valid = [height, width].every(
    (size) => size !== undefined && Number.isInteger(size) && size >= 1 && size <= LIMITS.dimension,
  );
  if (!valid || rest.length > 0)
    throw new UsageError(`“${text}” is not an image size; write HxW, for example 96x96.`);
  return [height as number, width as number];
}

/** The document with its input set to the shape: through its variables where the input node follows them. */
export function withInputShape(document: GraphDocument, shape: Shape): GraphDocument {
  const layout = shape.length === 1 ? "vector" : "image";
  const [channels = 1, height = 1, width = 1] = shape;
  const wanted: Record<string, number> = shape.length === 1 ? { channels } : { channels, height, width };
  const variables = { ...document.variables };
  const nodes = document.graph.nodes.map((node) => {
    if (node.type !== "layer" || node.kind !== "input") return node;
    const params = { ...node.params };
    for (const [name, value] of Object.entries(wanted)) {
      // A variable of the same name keeps everything else that depends on it in step.
      if (params[name] === `=${name}` && Object.hasOwn(variables, name)) variables[name] = value;
      else params[name] = value;
    }
    if (layout === "vector" || Object.hasOwn(params, "layout")) params.layout = layout;
    return { ...node, params };
  });
  return { ...document, variables, graph: { ...document.graph, nodes } };
}
