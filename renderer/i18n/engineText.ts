/** The words of the engine, by kind and code. In English they are the engine's own. */
import { isLayerKind, layerSpec } from "../../engine/layers/index.ts";
import type { Family } from "../../engine/layers/spec.ts";
import type { Fix, Problem } from "../../engine/tensor/problem.ts";
import { enFamilies, enOptions } from "./en/options.ts";

export interface ProblemText {
  readonly message: string;
  readonly remedy: string;
}

export interface TemplateText {
  readonly title: string;
  readonly summary: string;
}

export interface EngineText {
  /** Title of a layer kind, for example `Conv 2D`; the kind itself where it is unknown. */
  kindTitle(kind: string): string;
  kindSummary(kind: string): string;
  family(family: Family | "block"): string;
  paramLabel(kind: string, param: string): string;
  paramHelp(kind: string, param: string): string;
  option(param: string, option: string): string;
  unit(unit: string): string;
  /** The short line on a node, which the engine writes in English. */
  brief(text: string): string;
  problem(problem: Problem): ProblemText;
  fix(fix: Fix): string;
  /** Title and description of a built-in template; `own` is what the template itself says. */
  template(id: string, own: TemplateText): TemplateText;
  /** Titles, explanations and argument names of built-in blocks; the words of other blocks stay as they are. */
  block(text: string): string;
  /** Why a part of an imported network has no layer here, which the engine writes in English. */
  importReason(text: string): string;
  /** Name of an undo step, which commands write in English. */
  step(label: string): string;
}

const specParam = (kind: string, param: string) =>
  isLayerKind(kind) ? layerSpec(kind).params[param] : undefined;

export const englishEngineText: EngineText = {
  kindTitle: (kind) => (isLayerKind(kind) ? layerSpec(kind).title : kind),
  kindSummary: (kind) => (isLayerKind(kind) ? layerSpec(kind).summary : ""),
  family: (family) => enFamilies[family],
  paramLabel: (kind, param) => specParam(kind, param)?.label ?? param,
  paramHelp: (kind, param) => specParam(kind, param)?.help ?? "",
  option: (param, option) => enOptions[`${param}.${option}`] ?? option,
  unit: (unit) => unit,
  brief: (text) => text,
  problem: ({ message, remedy }) => ({ message, remedy }),
  fix: (fix) => fix.label,
  template: (_id, own) => own,
  importReason: (text) => text,
  block: (text) => text,
  step: (label) => label,
};
