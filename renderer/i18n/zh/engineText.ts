import { isLayerKind } from "../../../engine/layers/index.ts";
import { fillTemplate } from "../../../engine/tensor/problem.ts";
import { type EngineText, englishEngineText } from "../engineText.ts";
import { zhBlockWords } from "./blocks.ts";
import { zhFixes } from "./fixes.ts";
import { zhImportedBlock } from "./importedBlocks.ts";
import { zhImportReason } from "./importReasons.ts";
import { zhFamilies, zhLayers } from "./layers.ts";
import { zhOptions } from "./options.ts";
import { type ParamText, zhBriefWords, zhParams, zhUnits } from "./params.ts";
import { zhProblems } from "./problems.ts";
import { zhSteps } from "./steps.ts";
import { zhTemplates } from "./templates.ts";
import { zhValues } from "./values.ts";

const fixLabels: ReadonlyMap<string, string> = new Map(Object.entries(zhFixes));
const paramText = (kind: string, param: string): ParamText | undefined =>
  zhParams[`${kind}.${param}`] ?? zhParams[param];

// Longer words first, so that `output pad` is not read as `pad`.
const briefWords = Object.entries(zhBriefWords).sort(([a], [b]) => b.length - a.length);
const briefPattern = new RegExp(`\\b(?:${briefWords.map(([word]) => word).join("|")})\\b`, "g");

/** Block arguments and what else has no Chinese text keeps the document's or the engine's own words. */
export const chineseEngineText: EngineText = {
  kindTitle: (kind) => (isLayerKind(kind) ? zhLayers[kind].title : kind),
  kindSummary: (kind) => (isLayerKind(kind) ? zhLayers[kind].summary : ""),
  family: (family) => zhFamilies[family],
  paramLabel: (kind, param) => paramText(kind, param)?.label ?? englishEngineText.paramLabel(kind, param),
  paramHelp: (kind, param) => paramText(kind, param)?.help ?? englishEngineText.paramHelp(kind, param),
  option: (param, option) => zhOptions[`${param}.${option}`] ?? option,
  unit: (unit) => zhUnits[unit] ?? unit,
  brief: (text) => text.replace(briefPattern, (word) => zhBriefWords[word] ?? word),
  problem(problem) {
    const template = zhProblems[problem.code];
    if (template === undefined) return englishEngineText.problem(problem);
    const values = zhValues(problem.values);
    return {
      message: fillTemplate(template.message, values),
      remedy: fillTemplate(template.remedy, values),
    };
  },
  fix(fix) {
    const template = fixLabels.get(fix.code);
    return template === undefined ? fix.label : fillTemplate(template, zhValues(fix.values));
  },
  template: (id, own) => zhTemplates[id] ?? own,
  block: (text) => zhBlockWords[text] ?? zhImportedBlock(text) ?? text,
  importReason: zhImportReason,
  step: (label) => zhSteps[label] ?? label,
};
