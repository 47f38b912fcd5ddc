/** What holds for a model of any layer kind, on one backend a process. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { layerKinds } from "../../engine/layers/index.ts";
import type { BackendName } from "../../engine/targets/tfjs/backend/types.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import type { Model } from "../../engine/targets/tfjs/types.ts";
import { isMap, type Shape } from "../../engine/tensor/shape.ts";
import { openTestBackend } from "../support/backends.ts";
import { graphOf, lenetModern } from "../support/graphs.ts";
import { kindGraph } from "../support/kinds.ts";

const BATCH = 2;

/** Channels last, as the executor takes and gives it. */
const tensorShape = (shape: Shape): number[] =>
  isMap(shape) ? [BATCH, shape[1], shape[2], shape[0]] : [BATCH, ...shape];

const randomInput = (model: Model): Tensor =>
  tf.randomNormal(tensorShape(model.inputShape), 0, 1, "float32", 7);

/** One step's loss and gradients, as a trainer computes them; the variables stay as they are. */
async function gradients(
  model: Model,
  x: Tensor,
): Promise<{ loss: number; byName: Readonly<Record<string, Tensor>> }> {
  const variables = [...model.variables.values()];
  let applyUpdates = (): void => {};
  const run = (): tf.Scalar => {
    const pass = model.forward(x, { training: true, dropout: { seed: 3, step: 0 } });
    applyUpdates = pass.applyUpdates;
    return tf.mean(tf.square(tf.sub(pass.logits, 0.3)));
  };
  const { value, grads } = tf.variableGrads(run, variables);
  applyUpdates();
  const [loss = Number.NaN] = await value.data();
  value.dispose();
  return { loss, byName: grads };
}

export async function expectModels(name: BackendName): Promise<void> {
  const backend = await openTestBackend(name);
  const errors: string[] = [];
  backend?.onError((message) => errors.push(message));
  // No call reports what a device refuses.
  afterEach(() => expect(errors).toEqual([]));
  afterAll(() => backend?.dispose());
  const suite = describe.skipIf(backend === null);

  suite.each(layerKinds.map((kind) => [kind]))(`%s on ${name}`, (kind) => {
    test("yields the inferred shape, in training and in use", () => {
      const graph = kindGraph(kind);
      const model = buildModel({ ...graph, seed: 1 });
      const x = randomInput(model);
      for (const training of [true, false]) {
        tf.tidy(() => {
          const { logits } = model.forward(x, { training, dropout: { seed: 1, step: 0 } });
          expect(logits.shape).toEqual(tensorShape(model.outputShape));
        });
      }
      x.dispose();
      model.dispose();
    });

    test("leaves no tensor behind", async () => {
      const before = tf.memory().numTensors;
      const model = buildModel({ ...kindGraph(kind), seed: 1 });
      const x = randomInput(model);
      for (let step = 0; step < 3; step++) {
        if (model.variables.size > 0) tf.dispose((await gradients(model, x)).byName);
        tf.tidy(() => void model.forward(x, { training: false }));
        model.predict(x, "raw").dispose();
      }
      await model.readWeights();
      x.dispose();
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    test("has a finite gradient for every weight", async () => {
      const model = buildModel({ ...kindGraph(kind), seed: 1 });
      const x = randomInput(model);
      if (model.variables.size > 0) {
        const { loss, byName } = await gradients(model, x);
        expect(Number.isFinite(loss)).toBe(true);
        for (const variable of model.variables.values()) {
          const gradient = byName[variable.name];
          expect(gradient?.shape).toEqual(variable.shape);
          const values = await gradient?.data();
          expect(values?.every(Number.isFinite)).toBe(true);
        }
        tf.dispose(byName);
      }
      x.dispose();
      model.dispose();
    });

    test("writes back the weights that it read", async () => {
      const model = buildModel({ ...kindGraph(kind), seed: 1 });
      const other = buildModel({ ...kindGraph(kind), seed: 2 });
      const weights = await model.readWeights();
      expect(other.writeWeights(weights)).toEqual({ missing: [], unexpected: [], mismatched: [] });
      expect(await other.readWeights()).toEqual(weights);
      const x = randomInput(model);
      const [a, b] = [model.predict(x, "raw"), other.predict(x, "raw")];
      expect(await a.data()).toEqual(await b.data());
      tf.dispose([a, b, x]);
      model.dispose();
      other.dispose();
    });
  });

  suite(`a network on ${name}`, () => {
    test("captures activations and differentiates by probes", async () => {
      const before = tf.memory().numTensors;
      const model = buildModel({ ...graphOf([1, 28, 28], lenetModern), seed: 1 });
      const x = randomInput(model);
      let pass: ReadonlyMap<string, Tensor> = new Map();
      tf.tidy(() => {
        pass = model.forward(x, { training: false, capture: new Set(["conv1", "pool2", "in"]) }).captured;
      });
      expect([...pass.keys()]).toEqual(["in", "conv1", "pool2"]);
      expect(pass.get("pool2")?.shape).toEqual([BATCH, 5, 5, 16]);
      expect(await pass.get("in")?.data()).toEqual(await x.data());
      const probe = tf.zeros([BATCH, 5, 5, 16]);
      const atPool = tf.grad((p: Tensor) =>
        tf.sum(model.forward(x, { training: false, probes: new Map([["pool2", p]]) }).logits),
      )(probe);
      expect(atPool.shape).toEqual([BATCH, 5, 5, 16]);
      expect((await atPool.data()).some((value) => value !== 0)).toBe(true);
      tf.dispose([...pass.values(), x, probe, atPool]);
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    test("keeps memory flat over steps", async () => {
      const layers = [
        { name: "conv", kind: "conv2d" },
        { name: "bn", kind: "batchNorm" },
        { name: "drop", kind: "dropout" },
        { name: "flatten", kind: "flatten" },
        { name: "fc", kind: "dense" },
      ] as const;
      const model = buildModel({ ...graphOf([1, 8, 8], layers), seed: 1 });
      const x = randomInput(model);
      tf.dispose((await gradients(model, x)).byName);
      const { numTensors, numBytes } = tf.memory();
      for (let step = 0; step < 20; step++) tf.dispose((await gradients(model, x)).byName);
      // A step that is thrown away before its updates are applied leaks nothing either.
      tf.tidy(() => void model.forward(x, { training: true, dropout: { seed: 1, step: 0 } }));
      tf.dispose((await gradients(model, x)).byName);
      expect(tf.memory().numTensors).toBe(numTensors);
      expect(tf.memory().numBytes).toBe(numBytes);
      x.dispose();
      model.dispose();
    });
  });
}
