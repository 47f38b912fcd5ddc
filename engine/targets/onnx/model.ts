/** A network as a graph of ONNX operations, before it is written. */
import type { Path } from "../../blocks/types.ts";
import { graphHash } from "../../document/hash.ts";
import { type Network, weightEntries } from "../support/network.ts";
import type { ExportInput } from "../support/types.ts";
import { type Build, placesFor } from "./place.ts";
import type { OnnxModel, OnnxValue } from "./schema.ts";

export function onnxModel(
  input: ExportInput,
  { nodes, ...ends }: Network,
  builds: readonly Build[],
): OnnxModel {
  const weights = weightEntries(input.analysis).map(({ path }) => path);
  const first: OnnxValue = { name: ends.input.facts.path, shape: ends.input.facts.output };
  const { placeOf, collected } = placesFor(input.weights, [...weights, first.name]);
  const values = new Map<Path, string>();
  const named: OnnxValue[] = [];
  for (const [index, { facts, reads }] of nodes.entries()) {
    const inputs = facts.path === first.name ? [first.name] : reads.map((path) => values.get(path) ?? "");
    const name = builds[index]?.(inputs, placeOf(facts.path)) ?? "";
    values.set(facts.path, name);
    if (!inputs.includes(name)) named.push({ name, shape: facts.output });
  }
  const last = named.pop();
  if (last === undefined) throw new Error("The output gives no value.");
  const { document, classes, normalization } = input;
  return {
    name: document.about.title,
    metadata: [
      ["graph", graphHash(document)],
      ...(classes === undefined ? [] : [["classes", JSON.stringify(classes)] as const]),
      ...(normalization === undefined ? [] : [["normalization", JSON.stringify(normalization)] as const]),
    ],
    ...collected,
    input: first,
    output: last,
    values: named,
  };
}
