/** How far a runtime's answers are from the engine's: in probabilities, and more strictly in the outputs themselves. */
import { isClasses, largestDifference, softmaxRows } from "../../../engine/targets/check/numbers.ts";
import type { Sample } from "../../targets/support/numbers.ts";
import type { Template } from "../../targets/support/templates.ts";

export interface Measured {
  /** Largest difference of a probability; `null` for a network that tells no classes apart. */
  readonly probabilities: number | null;
  /** Largest difference of an output, relative to the largest output however small that is. */
  readonly outputs: number;
  readonly largestOutput: number;
  /** Mean over the inputs of the largest probability: near 1 means that probabilities alone would hide much. */
  readonly meanConfidence: number | null;
}

export function measure({ document, analysis }: Template, expected: Sample, actual: Sample): Measured {
  const isClassifier = isClasses(expected.shape.slice(1)) && document.training.loss === "cross-entropy";
  const endsInSoftmax = endsIn(analysis.expanded.nodes, "softmax");
  const as = endsInSoftmax ? "probabilities" : "logits";
  const largestOutput = expected.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const worst = largestDifference(expected, actual, "probabilities");
  return {
    probabilities: isClassifier || endsInSoftmax ? largestDifference(expected, actual, as) : null,
    outputs: worst === 0 ? 0 : worst / largestOutput,
    largestOutput,
    meanConfidence: isClassifier ? meanConfidence(expected, endsInSoftmax) : null,
  };
}

type Nodes = Template["analysis"]["expanded"]["nodes"];
function endsIn(nodes: Nodes, kind: string): boolean {
  const from = nodes.find((node) => node.kind === "output")?.inputs[0]?.from;
  return nodes.find(({ path }) => path === from)?.kind === kind;
}

function meanConfidence({ shape, data }: Sample, areProbabilities: boolean): number {
  const [count = 1, width = 1] = shape;
  const rows = areProbabilities ? data : softmaxRows(data, width);
  let sum = 0;
  for (let row = 0; row < count; row++) sum += Math.max(...rows.subarray(row * width, (row + 1) * width));
  return sum / count;
}

export function sentence({ probabilities, outputs, largestOutput, meanConfidence }: Measured): string {
  const told = probabilities === null ? "none" : probabilities.toExponential(1);
  const sure = meanConfidence === null ? "" : `, mean confidence ${meanConfidence.toFixed(2)}`;
  return `probabilities ${told}, outputs ${outputs.toExponential(1)} of ${largestOutput.toPrecision(3)}${sure}`;
}
