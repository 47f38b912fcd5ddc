/** The table of layers that people know from every framework, as rows of data. */
import type { Path } from "../blocks/types.ts";
import type { Shape } from "../tensor/shape.ts";
import { NO_COST } from "./cost.ts";
import type { Analysis, BlockView, NodeCost, ReceptiveField } from "./types.ts";

/** One number where height and width agree, both where they differ, `null` where a unit sees the whole input or nothing is known. */
export type SummaryField = number | readonly [number, number] | null;

export interface SummaryRow {
  readonly path: Path;
  /** Kind of a layer, title of a block. */
  readonly kind: string;
  /** `[C, H, W]` or `[N]`; `null` downstream of a problem. */
  readonly outputShape: Shape | null;
  readonly params: number;
  readonly macs: number;
  readonly receptiveField: SummaryField;
}
export interface Summary {
  readonly layers: readonly SummaryRow[];
  readonly totals: NodeCost;
}

export interface SummaryOptions {
  /**
   * Levels of nesting that are told apart: 1 shows a block as one row, each copy of a repeat by itself; without it
   * every primitive layer has a row.
   */
  readonly depth?: number;
}

/** Rows in topological order, a block where its first layer comes. */
export function summarise(
  analysis: Analysis,
  { depth = Number.POSITIVE_INFINITY }: SummaryOptions = {},
): Summary {
  const { params, buffers, macs, activationBytes } = analysis.totals;
  const totals: NodeCost = { params, buffers, macs, activationBytes };
  const closed = closedBlocks(analysis, Math.max(1, Math.floor(depth)));
  const layers: SummaryRow[] = [];
  for (const [index, { path, kind }] of analysis.expanded.nodes.entries()) {
    const block = closed.get(index);
    if (block === undefined)
      layers.push(row(analysis, path, kind, path, analysis.costs.get(path) ?? NO_COST));
    else if (block.members[0] === index)
      layers.push(row(analysis, block.path, block.title, block.output, block.cost));
  }
  return { layers, totals };
}

/** The block whose single row stands for a layer, by the layer's index. */
function closedBlocks(analysis: Analysis, depth: number): ReadonlyMap<number, BlockView> {
  const closed = new Map<number, BlockView>();
  for (const view of analysis.blocks.values()) {
    if (view.origin.length !== depth) continue;
    // A copy comes after its block as a whole and takes its place.
    for (const member of view.members) closed.set(member, view);
  }
  return closed;
}

function row(
  { shapes, fields }: Analysis,
  path: Path,
  kind: string,
  output: Path | undefined,
  cost: NodeCost,
): SummaryRow {
  return {
    path,
    kind,
    outputShape: shapes.get(output ?? "")?.output ?? null,
    params: cost.params,
    macs: cost.macs,
    receptiveField: fieldNumber(fields.get(output ?? "")),
  };
}

function fieldNumber(field: ReceptiveField | undefined): SummaryField {
  if (field === undefined || field.whole) return null;
  const [height, width] = field.size;
  return height === width ? height : field.size;
}
