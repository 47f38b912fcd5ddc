/** Small networks from a list of layers, as documents that the editor can open too. */
import { createDocument, defaultTraining } from "../../../engine/document/create.ts";
import type { GraphDocument, Position, TrainingSettings } from "../../../engine/document/types.ts";
import type { LayerKind } from "../../../engine/layers/index.ts";
import type { ParamValue } from "../../../engine/layers/param.ts";

export interface Layer {
  readonly name: string;
  readonly kind: LayerKind;
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** Names of the layers it reads; without it the one before. */
  readonly from?: readonly string[];
}

const [COLUMN, ROW] = [248, 132];

/** Every layer reads the one before it unless it says otherwise; columns by depth, rows by branch. */
export function networkOf(
  title: string,
  layers: readonly Layer[],
  training: Partial<TrainingSettings>,
): GraphDocument {
  const sources = layers.map((layer, index) => layer.from ?? [layers[index - 1]?.name ?? ""]);
  const depth = new Map<string, number>();
  const used = new Map<number, number>();
  const positions: Record<string, Position> = {};
  for (const [index, { name }] of layers.entries()) {
    const before = index === 0 ? [] : (sources[index] ?? []);
    const column = Math.max(-1, ...before.map((source) => depth.get(source) ?? 0)) + 1;
    depth.set(name, column);
    const row = used.get(column) ?? 0;
    used.set(column, row + 1);
    positions[name] = { x: column * COLUMN, y: row * ROW };
  }
  const empty = createDocument({ title });
  return {
    ...empty,
    graph: {
      nodes: layers.map(({ name, kind, params = {} }) => ({ id: name, name, type: "layer", kind, params })),
      edges: layers.flatMap(({ name }, index) =>
        index === 0
          ? []
          : (sources[index] ?? []).map((source, slot) => ({
              id: `${source}-${name}`,
              from: source,
              fromPort: "out",
              to: name,
              toPort: "in",
              slot,
            })),
      ),
    },
    layout: { root: { nodes: positions, notes: [] }, blocks: {} },
    training: { ...defaultTraining, ...training },
  };
}
