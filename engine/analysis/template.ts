/** Opening a template for another image size, channel count or number of classes. */
import type { GraphDocument } from "../document/types.ts";
import { LIMITS } from "../tensor/limits.ts";
import { fail, type MessageTable, ok, problem, type Result } from "../tensor/problem.ts";
import { createAnalyser } from "./analyse.ts";

/** What a person may choose when a template is opened; absent values stay as the template has them. */
export interface TemplateChoice {
  readonly channels?: number;
  readonly height?: number;
  readonly width?: number;
  readonly classes?: number;
}

export const templateMessages = {
  "template/size": {
    message: "{name} must be a whole number from 1 to {limit}, not {value}.",
    remedy: "Choose a whole number in this range.",
  },
  "template/too-small": {
    message: "{title} cannot take images of {height}×{width}: somewhere inside nothing of the image is left.",
    remedy: "Choose at least {smallest}×{smallest}.",
  },
  "template/does-not-fit": {
    message: "{title} cannot take {channels}×{height}×{width}: {reason}",
    remedy: "Open it with its own size and change the layer that does not fit.",
  },
} as const satisfies MessageTable;

const names = ["channels", "height", "width", "classes"] as const;

/** The template's variables set to the choice; refused, with the smallest image that works, where it cannot be built. */
export function openTemplate(template: GraphDocument, choice: TemplateChoice): Result<GraphDocument> {
  for (const name of names) {
    const value = choice[name];
    if (value !== undefined && (!Number.isSafeInteger(value) || value < 1 || value > LIMITS.dimension)) {
      return fail(
        problem(templateMessages, "template/size", { path: name }, { name, value, limit: LIMITS.dimension }),
      );
    }
  }
  const document = withVariables(template, choice);
  const problems = errorsOf(document);
  if (problems.length === 0) return ok(document);
  const { height = 0, width = 0, channels = 0 } = document.variables;
  const { title } = template.about;
  const smallest = smallestSquare(template, choice);
  if (smallest !== undefined && Math.min(height, width) < smallest) {
    return fail(
      problem(templateMessages, "template/too-small", { path: "" }, { title, height, width, smallest }),
    );
  }
  const reason = problems[0]?.message ?? "";
  return fail(
    problem(
      templateMessages,
      "template/does-not-fit",
      { path: "" },
      { title, channels, height, width, reason },
    ),
  );
}

/** Side of the smallest square image that the template takes, or undefined where none up to its own size does. */
export function smallestSquare(template: GraphDocument, choice: TemplateChoice = {}): number | undefined {
  const works = (side: number): boolean =>
    errorsOf(withVariables(template, { ...choice, height: side, width: side })).length === 0;
  // Sizes that work need not be an interval (a merge may want an even size), so a bisection finds a candidate
  // and the sizes just below it are tried one by one.
  let high = Math.max(template.variables.height ?? 1, template.variables.width ?? 1);
  if (!works(high)) return undefined;
  let low = 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (works(middle)) high = middle;
    else low = middle + 1;
  }
  for (let side = high - 1; side >= Math.max(1, high - 4); side--) if (works(side)) high = side;
  return high;
}

/** Sets those variables that the document declares. */
function withVariables(document: GraphDocument, choice: TemplateChoice): GraphDocument {
  const chosen = names.filter(
    (name) => choice[name] !== undefined && Object.hasOwn(document.variables, name),
  );
  if (chosen.length === 0) return document;
  const set = Object.fromEntries(chosen.map((name) => [name, choice[name] as number]));
  return { ...document, variables: { ...document.variables, ...set } };
}

const errorsOf = (document: GraphDocument) =>
  createAnalyser()
    .analyse(document)
    .problems.filter(({ severity }) => severity === "error");
