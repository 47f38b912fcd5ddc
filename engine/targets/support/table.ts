/** The support table of the README: kinds × targets, printed from the targets' own answers over the grid. */
import { type LayerKind, layerKinds, layerSpec } from "../../layers/index.ts";
import type { ResolvedParams } from "../../layers/param.ts";
import type { Shape } from "../../tensor/shape.ts";
import { type GridCase, grid } from "./grid.ts";
import { answerOf } from "./network.ts";
import { type KindTable, type NodeFacts, Unsupported } from "./types.ts";

/** A column: how a target is called, and its answers. */
export interface TableColumn {
  readonly title: string;
  readonly kinds: KindTable<unknown>;
}

/** `partly` where some parameters are refused; the reasons are the sentences a person sees before exporting. */
export interface SupportCell {
  readonly support: "yes" | "partly" | "no";
  readonly reasons: readonly string[];
}

const resolved = (kind: LayerKind, given: GridCase["params"]): ResolvedParams => ({
  ...Object.fromEntries(Object.entries(layerSpec(kind).params).map(([name, spec]) => [name, spec.default])),
  ...(given as ResolvedParams),
});

function factsOf(kind: LayerKind, one: GridCase): NodeFacts {
  const params = resolved(kind, one.params);
  const inferred = layerSpec(kind).infer(params as never, one.inputs);
  const output: Shape = inferred.ok ? inferred.shape : [];
  // The parameters are those of the kind, with its defaults filled in.
  const typed = params as NodeFacts["params"];
  return { path: kind, params: typed, inputs: one.inputs, output, nonNegative: one.nonNegative === true };
}

export function supportOf(kinds: KindTable<unknown>, kind: LayerKind): SupportCell {
  const cases = grid[kind] as readonly GridCase[];
  const refusals = cases.flatMap((one) => {
    const answer = answerOf(kinds, { kind, facts: factsOf(kind, one), reads: [], frozen: false });
    return answer instanceof Unsupported ? [answer.problemAt(kind).message] : [];
  });
  const support = refusals.length === 0 ? "yes" : refusals.length === cases.length ? "no" : "partly";
  return { support, reasons: [...new Set(refusals)] };
}

/** Markdown. Reasons stand below as notes. */
export function supportTable(columns: readonly TableColumn[]): string {
  const notes: string[] = [];
  const cell = ({ support, reasons }: SupportCell): string => {
    if (support === "yes") return "✓";
    const [reason = ""] = reasons;
    const known = notes.indexOf(reason);
    const number = known >= 0 ? known + 1 : notes.push(reason);
    return `${support === "no" ? "–" : "partly"} (${number})`;
  };
  const rows = layerKinds.map((kind) => {
    const cells = columns.map(({ kinds }) => cell(supportOf(kinds, kind)));
    return `| ${[layerSpec(kind).title, ...cells].join(" | ")} |`;
  });
  const titles = columns.map(({ title }) => title);
  return [
    `| ${["Layer", ...titles].join(" | ")} |`,
    `| ${["---", ...titles.map(() => "---")].join(" | ")} |`,
    ...rows,
    ...(notes.length === 0 ? [] : ["", ...notes.map((note, index) => `${index + 1}. ${note}`)]),
    "",
  ].join("\n");
}
