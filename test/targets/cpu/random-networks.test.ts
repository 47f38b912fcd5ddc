/** What inference accepts builds, and every value has the inferred shape, whatever the layers and parameters. */
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { type LayerKind, layerKinds, layerSpec } from "../../../engine/layers/index.ts";
import type { ParamSpec } from "../../../engine/layers/param.ts";
import { buildModel } from "../../../engine/targets/tfjs/model.ts";
import { isMap, type Shape } from "../../../engine/tensor/shape.ts";
import { openTestBackend } from "../../support/backends.ts";
import { graphOf, type Layer, type TestGraph, withDefaults } from "../../support/graphs.ts";

const backend = await openTestBackend("cpu");
afterAll(() => backend?.dispose());

const BATCH = 2;
const MOST = 600;

/** Values within a parameter's limits, small ones, so that most layers fit and all are quick. */
function smallValue(spec: ParamSpec): fc.Arbitrary<unknown> {
  const small = (min: number, max: number) => fc.integer({ min, max: Math.min(max, min + 4) });
  switch (spec.type) {
    case "int":
      return small(spec.min, spec.max);
    case "float":
      return fc.constantFrom(spec.default, Math.min(spec.max, Math.max(spec.min, 0.3)));
    case "bool":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...spec.options);
    case "pair":
      return fc.tuple(small(spec.min, spec.max), small(spec.min, spec.max));
    case "ints":
      return fc.constantFrom([-1], [2, -1, 1], [1, 2, -1]);
  }
}

const INSIDE = layerKinds.filter((kind) => kind !== "input" && kind !== "output");
const layer: fc.Arbitrary<{ kind: LayerKind; params: Record<string, unknown>; skip: boolean }> = fc
  .constantFrom(...INSIDE)
  .chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      params: fc.record(
        Object.fromEntries(
          Object.entries(layerSpec(kind).params).map(([name, spec]) => [
            name,
            fc.oneof(fc.constant(spec.default), smallValue(spec)),
          ]),
        ),
      ),
      /** The second wire of a layer with several comes from two layers back. */
      skip: fc.boolean(),
    }),
  );
const inputs: fc.Arbitrary<Shape> = fc.oneof(
  fc.tuple(fc.constantFrom(1, 4, 6), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
  fc.tuple(fc.integer({ min: 1, max: 12 })),
);

/** Appends the layers that inference accepts. */
function accepted(input: Shape, candidates: readonly { kind: LayerKind; params: object; skip: boolean }[]) {
  let layers: readonly Layer[] = [];
  let graph: TestGraph = graphOf(input, layers);
  for (const [i, { kind, params, skip }] of candidates.entries()) {
    const last = layers.at(-1)?.name ?? "in";
    const before = layers.at(-2)?.name ?? "in";
    const [port] = layerSpec(kind).inputs;
    const from = port?.variadic === true ? [last, skip ? before : last] : [last];
    const sources = from.map((name) => graph.shapes.get(name)?.output ?? []);
    const resolved = withDefaults(kind, { ...params });
    const inferred = layerSpec(kind).infer(resolved as never, sources);
    if (!inferred.ok || inferred.shape.reduce((product, size) => product * size, 1) > MOST) continue;
    layers = [...layers, { name: `layer${i}`, kind, params: resolved, from }];
    graph = graphOf(input, layers);
  }
  return graph;
}

const tensorShape = (shape: Shape): number[] =>
  isMap(shape) ? [BATCH, shape[1], shape[2], shape[0]] : [BATCH, ...shape];

test("every value of a network that inference accepts has the inferred shape", () => {
  const kinds = new Set<LayerKind>();
  fc.assert(
    fc.property(
      inputs,
      fc.array(layer, { minLength: 4, maxLength: 16 }),
      fc.boolean(),
      (input, list, training) => {
        const before = tf.memory().numTensors;
        const graph = accepted(input, list);
        const model = buildModel({ ...graph, seed: 5 });
        const capture = new Set(graph.expanded.nodes.map(({ path }) => path));
        const x = tf.randomNormal(tensorShape(input));
        tf.tidy(() => {
          const { captured } = model.forward(x, { training, dropout: { seed: 1, step: 0 }, capture });
          for (const { path, kind } of graph.expanded.nodes) {
            expect(captured.get(path)?.shape).toEqual(tensorShape(graph.shapes.get(path)?.output ?? []));
            kinds.add(kind);
          }
          tf.dispose([...captured.values()]);
        });
        x.dispose();
        model.dispose();
        expect(tf.memory().numTensors).toBe(before);
      },
    ),
    { numRuns: 400 },
  );
  expect([...kinds].sort()).toEqual([...layerKinds].sort());
});
