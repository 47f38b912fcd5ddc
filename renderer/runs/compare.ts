/** What tells runs apart: settings side by side, and how their networks differ. */
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import type { ExpandedNode } from "../../engine/blocks/types.ts";
import type { GraphDocument, TrainingSettings } from "../../engine/document/types.ts";
import type { RunSummary } from "../../engine/worker/values.ts";
import type { TextKey } from "../i18n/i18n.ts";

export interface SettingRow {
  readonly label: TextKey;
  /** One for each run, in their order. */
  readonly values: readonly string[];
  readonly differs: boolean;
}

type Read = (run: RunSummary) => string | number | boolean;
const of =
  (pick: (settings: TrainingSettings) => string | number | boolean): Read =>
  ({ document }) =>
    pick(document.training);

/** Of a schedule everything: `step, every 30 epochs …` differs in its numbers too. */
const scheduleText = ({ schedule }: TrainingSettings): string =>
  Object.entries(schedule)
    .map(([name, value]) => (name === "type" ? String(value) : `${name} ${value}`))
    .join(", ");

const SETTINGS: readonly (readonly [TextKey, Read])[] = [
  ["training:settings.data", ({ source }) => source],
  ["training:settings.seed", ({ seed }) => seed],
  ["runs:compare.backend", ({ backend }) => backend],
  ["runs:compare.loss", of(({ loss }) => loss)],
  ["training:settings.epochs", of(({ epochs }) => epochs)],
  ["training:settings.batchSize", of(({ batchSize }) => batchSize)],
  ["training:settings.optimizer", of(({ optimizer }) => optimizer.type)],
  ["training:settings.learningRate", of(({ optimizer }) => optimizer.lr)],
  ["training:settings.momentum", of(({ optimizer }) => optimizer.momentum)],
  ["training:settings.nesterov", of(({ optimizer }) => optimizer.nesterov)],
  ["training:settings.weightDecay", of(({ optimizer }) => optimizer.weightDecay)],
  [
    "runs:compare.constants",
    of(({ optimizer: { beta1, beta2, alpha, epsilon } }) => [beta1, beta2, alpha, epsilon].join(", ")),
  ],
  ["training:settings.schedule", of(scheduleText)],
  ["training:settings.warmup", of(({ warmupSteps }) => warmupSteps)],
  ["training:settings.clip", of(({ clipNorm }) => clipNorm)],
  ["training:settings.smoothing", of(({ labelSmoothing }) => labelSmoothing)],
  ["training:settings.patience", of(({ patience }) => patience)],
  ["training:settings.flip", of(({ augment }) => augment.flip)],
  ["training:settings.crop", of(({ augment }) => augment.crop)],
  ["training:settings.rotation", of(({ augment }) => augment.rotation)],
  ["training:settings.color", of(({ augment }) => augment.color)],
  ["training:settings.cutout", of(({ augment }) => augment.cutout)],
  ["training:settings.mixup", of(({ augment }) => augment.mixup)],
];

export const settingRows = (runs: readonly RunSummary[]): readonly SettingRow[] =>
  SETTINGS.map(([label, read]) => {
    const values = runs.map((run) => String(read(run)));
    return { label, values, differs: new Set(values).size > 1 };
  });

export interface ParamChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}
export type NodeChange =
  | { readonly type: "added" | "removed"; readonly path: string; readonly kind: string }
  | {
      readonly type: "changed";
      readonly path: string;
      readonly kind: string;
      /** Parameters; `inputs` where it reads from other nodes, `kind` where it became another layer. */
      readonly params: readonly ParamChange[];
    };

const inputsOf = ({ inputs }: ExpandedNode): string => inputs.map(({ from }) => from).join(", ");

function paramChanges(before: ExpandedNode, after: ExpandedNode): readonly ParamChange[] {
  const texts = (node: ExpandedNode): ReadonlyMap<string, string> =>
    new Map([
      ["kind", node.kind],
      ...Object.entries(node.params).map(([name, value]) => [name, JSON.stringify(value)] as const),
      ["inputs", inputsOf(node)],
    ]);
  const [old, now] = [texts(before), texts(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const change = { name, before: old.get(name) ?? "–", after: now.get(name) ?? "–" };
    return change.before === change.after ? [] : [change];
  });
}

/** Node by node, by path, with blocks expanded: what came with `after`, what is gone, what is no longer the same. */
export function graphChanges(before: GraphDocument, after: GraphDocument): readonly NodeChange[] {
  const analyser = createAnalyser();
  const nodesOf = (document: GraphDocument): ReadonlyMap<string, ExpandedNode> =>
    new Map(analyser.analyse(document).expanded.nodes.map((node) => [node.path, node]));
  const [old, now] = [nodesOf(before), nodesOf(after)];
  const changes: NodeChange[] = [];
  for (const [path, node] of old) {
    const other = now.get(path);
    if (other === undefined) {
      changes.push({ type: "removed", path, kind: node.kind });
      continue;
    }
    const params = paramChanges(node, other);
    if (params.length > 0) changes.push({ type: "changed", path, kind: other.kind, params });
  }
  for (const [path, { kind }] of now) if (!old.has(path)) changes.push({ type: "added", path, kind });
  return changes;
}
