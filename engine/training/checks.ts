/** What must hold before the first step. */
import type { DatasetInfo, Normalization } from "../data/types.ts";
import { schemaProblems } from "../document/schema-issues.ts";
import { trainingSchema } from "../document/schema-training.ts";
import type { TrainingSettings } from "../document/types.ts";
import type { Model } from "../targets/tfjs/types.ts";
import { type Problem, problem, type Values } from "../tensor/problem.ts";
import { elements, formatShape, isMap, sameShape } from "../tensor/shape.ts";
import { trainingMessages } from "./messages.ts";

type Code = keyof typeof trainingMessages;
type CheckedModel = Pick<Model, "inputShape" | "outputShape" | "endsInSoftmax">;

const refuse = (code: Code, values: Values = {}, path = ""): Problem =>
  problem(trainingMessages, code, { path }, values);

/** Whether data and network fit, for training as for evaluation. Empty: they do. */
export function checkData(
  model: CheckedModel,
  info: DatasetInfo,
  loss: TrainingSettings["loss"],
): readonly Problem[] {
  const problems: Problem[] = [];
  if (!sameShape(model.inputShape, info.shape)) {
    const values = { expected: formatShape(model.inputShape), actual: formatShape(info.shape) };
    problems.push(refuse("training/input-shape", values));
  }
  return [...problems, ...(info.task === "classification" ? checkClasses : checkTargets)(model, info, loss)];
}

function checkClasses({ outputShape }: CheckedModel, info: DatasetInfo): readonly Problem[] {
  const classes = info.classes.length;
  const outputs = outputShape[0] as number;
  if (isMap(outputShape) && elements(outputShape) !== outputs) {
    return [refuse("training/output-map", { shape: formatShape(outputShape), classes })];
  }
  return outputs === classes ? [] : [refuse("training/output-classes", { outputs, classes })];
}

function checkTargets(
  { outputShape, endsInSoftmax }: CheckedModel,
  info: DatasetInfo,
  loss: TrainingSettings["loss"],
): readonly Problem[] {
  if (loss === "cross-entropy") return [refuse("training/cross-entropy-regression", { source: info.source })];
  if (endsInSoftmax) return [refuse("training/softmax-mse")];
  const target = info.targetShape ?? [1];
  if (sameShape(outputShape, target)) return [];
  return [refuse("training/output-target", { shape: formatShape(outputShape), target: formatShape(target) })];
}

export interface RunCheck {
  readonly model: CheckedModel & Pick<Model, "variables">;
  readonly info: DatasetInfo;
  readonly trainingSamples: number;
  readonly settings: TrainingSettings;
  readonly normalization: Normalization;
}

/** All of it. Empty: the run can start. */
export function checkRun({
  model,
  info,
  trainingSamples,
  settings,
  normalization,
}: RunCheck): readonly Problem[] {
  const problems = [...checkData(model, info, settings.loss)];
  const parsed = trainingSchema.safeParse(settings, { reportInput: true });
  if (!parsed.success) problems.push(...schemaProblems(parsed.error.issues, "the training settings"));
  if (model.variables.size === 0) problems.push(refuse("training/nothing-to-train"));
  if (trainingSamples === 0) problems.push(refuse("training/no-samples", { source: info.source }));
  const channels = info.shape[0] as number;
  const given = normalization.mean.length;
  if (given !== channels || normalization.std.length !== channels) {
    problems.push(refuse("training/normalization", { given, channels }));
  }
  return problems;
}
