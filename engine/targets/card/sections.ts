/** The parts of a model card, each as Markdown. */
import { layerSpec } from "../../layers/index.ts";
import { frozenPaths } from "../support/frozen.ts";
import type { ExportInput } from "../support/types.ts";
import { count, heading, md, shapeText, share, table } from "./markdown.ts";
import type { CardWords } from "./words.ts";

export const NETWORK_FILE = "network.svg";
export const LOSS_FILE = "loss.svg";
export const ACCURACY_FILE = "accuracy.svg";

export function opening({ document, run }: ExportInput, words: CardWords): string {
  const { title, summary, authors, year, source } = document.about;
  const after = [authors, year, source].filter((part) => part !== undefined && part !== "").map(String);
  const state =
    run === undefined
      ? `> ${words.untrained}\n`
      : `${words.trained(run.epochs.length, md(run.startedAt), md(run.backend))} ${run.ending === null ? words.cutOff : (words.ending[run.ending] ?? "")}\n`;
  return [
    heading(1, md(title) || "Layerloom"),
    ...(summary === "" ? [] : [`${md(summary)}\n`]),
    ...(after.length === 0 ? [] : [`${after.map(md).join(", ")}\n`]),
    state,
  ].join("\n");
}

export function network({ analysis }: ExportInput, words: CardWords): string {
  const { nodes } = analysis.expanded;
  const shapeAt = (kind: "input" | "output"): string => {
    const node = nodes.find((candidate) => candidate.kind === kind);
    return shapeText(analysis.shapes.get(node?.path ?? "")?.output ?? []);
  };
  const { params, frozenParams, buffers, macs } = analysis.totals;
  const values = [shapeAt("input"), shapeAt("output"), count(params), count(buffers), count(macs)];
  const frozen = frozenPaths(analysis).map(md);
  const facts = [
    ...words.facts.map((title, index) => `${title}: ${values[index]}`),
    ...(frozen.length === 0 ? [] : [words.frozen(frozen, count(frozenParams))]),
  ];
  const rows = nodes.map(({ path, kind }) => {
    const cost = analysis.costs.get(path);
    const shape = shapeText(analysis.shapes.get(path)?.output ?? []);
    return [md(path), layerSpec(kind).title, shape, count(cost?.params ?? 0), count(cost?.macs ?? 0)];
  });
  return [
    heading(2, words.network),
    `![${words.picture}](${NETWORK_FILE})\n`,
    `${facts.map((fact) => `- ${fact}`).join("\n")}\n`,
    table(words.layers, rows, [false, false, false, true, true]),
  ].join("\n");
}

export function data(input: ExportInput, words: CardWords): string {
  const { classes, normalization, data: from, run, document } = input;
  const source = run?.source ?? document.training.data;
  const facts = [
    `${words.source}: ${source === "" ? words.noSource : md(source)}`,
    ...(run === undefined ? [] : [`${words.fingerprint}: ${md(run.fingerprint)}`]),
    ...(from?.resize === undefined
      ? []
      : [`${words.resized}: ${shapeText(from.resize)}${from.fit === undefined ? "" : `, ${from.fit}`}`]),
  ];
  const list = (values: readonly number[]): string =>
    values.map((value) => String(Number(value.toPrecision(6)))).join(", ");
  return [
    heading(2, words.data),
    `${facts.map((fact) => `- ${fact}`).join("\n")}\n`,
    ...(classes === undefined
      ? []
      : [
          `${words.classes}:\n`,
          `${classes.map((name, index) => `${index}. ${md(name) || "–"}`).join("\n")}\n`,
        ]),
    ...(normalization === undefined
      ? []
      : [
          `${words.normalization}\n`,
          `- ${words.mean}: ${list(normalization.mean)}\n- ${words.std}: ${list(normalization.std)}\n`,
        ]),
    ...(classes === undefined && normalization === undefined ? [`${words.unknownClasses}\n`] : []),
  ].join("\n");
}

/** Nested settings by their path: `optimizer.lr`. */
function flat(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, path === "" ? key : `${path}.${key}`));
}

export function training({ document, run }: ExportInput, words: CardWords): string {
  const rows = flat(document.training, "").map(([name, value]) => [md(name), md(value) || "–"]);
  const epochs = run?.epochs ?? [];
  const tells = epochs.some(
    ({ trainAccuracy, testAccuracy }) => trainAccuracy !== null || testAccuracy !== null,
  );
  return [
    heading(2, words.training),
    ...(epochs.length === 0
      ? []
      : [
          heading(3, words.curves),
          `![${words.loss}](${LOSS_FILE})\n`,
          ...(tells ? [`![${words.accuracy}](${ACCURACY_FILE})\n`] : []),
        ]),
    heading(3, words.settings),
    table([words.setting, words.value], rows),
  ].join("\n");
}

export function results({ run, classes = [] }: ExportInput, words: CardWords): string {
  if (run === undefined) return "";
  const { evaluation } = run;
  if (evaluation === undefined) return [heading(2, words.results), `${words.notEvaluated}\n`].join("\n");
  const { accuracy, loss, count: samples, perClass, confusion } = evaluation;
  const facts = [
    ...(accuracy === null ? [] : [`${words.accuracy}: ${share(accuracy)}`]),
    `${words.loss}: ${loss.toFixed(4)}`,
    `${words.samples}: ${count(samples)}`,
  ];
  const figures = perClass.map((row) => [
    md(row.name),
    ...[row.precision, row.recall, row.f1].map((value) => value.toFixed(3)),
    count(row.count),
  ]);
  const names = perClass.map(({ name }, index) => md(name) || md(classes[index] ?? "") || String(index));
  const numbers = [false, true, true, true, true];
  return [
    heading(2, words.results),
    `${facts.map((fact) => `- ${fact}`).join("\n")}\n`,
    ...(perClass.length === 0 ? [] : [table(words.perClass, figures, numbers)]),
    ...(confusion.length === 0
      ? []
      : [
          heading(3, words.confusion),
          `${words.confusionNote}\n`,
          table(
            ["", ...names],
            confusion.map((row, index) => [names[index] ?? "", ...row.map(count)]),
            ["", ...names].map((_, index) => index > 0),
          ),
        ]),
  ].join("\n");
}
