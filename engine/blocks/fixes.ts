import { type CommandCall, type Fix, fillTemplate, type Values } from "../tensor/problem.ts";
import { fixLabels } from "./messages.ts";

export const makeFix = (
  code: keyof typeof fixLabels,
  values: Values,
  calls: readonly CommandCall[],
): Fix => ({
  code,
  label: fillTemplate(fixLabels[code], values),
  values,
  calls,
});
