import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Batch } from "../../engine/data/types.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { readSafetensors } from "../../engine/targets/weights/safetensors.ts";
import { outputsOf } from "../../engine/training/evaluation/evaluate.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import { createStepper } from "../../engine/training/stepper.ts";
import { referenceFile } from "../support/reference.ts";
import { build, chain } from "./networks.ts";
import { optimizerSettings } from "./settings.ts";
import { useBackend } from "./use-backend.ts";

interface Trajectory {
  readonly start: string;
  readonly layers: readonly string[];
  readonly stateDict: Readonly<Record<string, readonly number[]>>;
  readonly loss: readonly number[];
  readonly logitsAfterOfFirst4: readonly (readonly number[])[];
}

const KINDS = {
  Conv2d: "conv2d",
  Sigmoid: "sigmoid",
  ReLU: "relu",
  MaxPool2d: "maxPool2d",
  Flatten: "flatten",
  Linear: "dense",
} as const;

/** The layers by PyTorch's index, so that the names of the weights are those of the state dict. */
function documentOf({ layers, stateDict }: Trajectory): GraphDocument {
  let side = 28;
  const padding = stateDict["7.weight"]?.[1] === 16 * 5 * 5 ? 2 : 0;
  const chained = layers.map((name, i) => {
    const shape = stateDict[`${i}.weight`] ?? [];
    const kind = KINDS[name as keyof typeof KINDS];
    if (kind === "conv2d") {
      const [filters = 0, , height = 0, width = 0] = shape;
      const pad = side === 28 ? padding : 0;
      side = (side + 2 * pad - height + 1) / 2;
      return [`${i}`, kind, { filters, kernel: [height, width], padding: [pad, pad] }] as const;
    }
    if (kind === "maxPool2d") return [`${i}`, kind, { size: [2, 2], stride: [2, 2] }] as const;
    if (kind === "dense") return [`${i}`, kind, { units: shape[0] ?? 0 }] as const;
    return [`${i}`, kind] as const;
  });
  return chain([1, 28, 28], chained);
}

const OPTIMIZERS = {
  lenet: optimizerSettings({ lr: 0.5 }),
  "lenet-relu-adam": optimizerSettings({ type: "adam", lr: 1e-3 }),
} as const;

const file = referenceFile("truth/trajectories.json");
const images = referenceFile("data/mnist-9000/train-images-idx3-ubyte.gz");
const labelFile = referenceFile("data/mnist-9000/train-labels-idx1-ubyte.gz");
const trajectories =
  file === null ? {} : (JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, Trajectory>>);

/** The first 640 digits in file order. */
function batches(): readonly Batch[] {
  if (images === null || labelFile === null) return [];
  const pixels = Float32Array.from(gunzipSync(readFileSync(images)).subarray(16), (value) => value / 255);
  const labels = Int32Array.from(gunzipSync(readFileSync(labelFile)).subarray(8));
  return Array.from({ length: 10 }, (_, step) => ({
    epoch: 0,
    step,
    count: 64,
    pixels: pixels.slice(step * 64 * 784, (step + 1) * 64 * 784),
    labels: labels.slice(step * 64, (step + 1) * 64),
    indices: Int32Array.from({ length: 64 }, (_, i) => step * 64 + i),
  }));
}

describe.runIf(file !== null && images !== null && labelFile !== null)("trajectories of PyTorch", () => {
  describe.each(["cpu", "wasm", "webgpu"] as const)("on %s", (name) => {
    const isThere = useBackend(name);

    it.for(Object.entries(OPTIMIZERS))(
      "%s: 20 losses and the logits after them",
      { timeout: 600_000 },
      async ([id, settings], { skip }) => {
        if (!isThere()) return skip();
        const trajectory = trajectories[id] as Trajectory;
        const start = readSafetensors(readFileSync(referenceFile(`truth/${trajectory.start}`) as string));
        if (!start.ok) throw new Error(start.problems[0]?.message);
        const model = build(documentOf(trajectory));
        expect(model.writeWeights(start.value.tensors)).toEqual({
          missing: [],
          unexpected: [],
          mismatched: [],
        });
        const optimizer = createOptimizer(settings);
        const objective = {
          loss: "cross-entropy",
          labelSmoothing: 0,
          task: "classification",
          classes: [..."0123456789"],
        } as const;
        const stepper = createStepper({ model, optimizer, objective, clipNorm: 0 });
        const data = batches();
        const losses: number[] = [];
        for (const batch of [...data, ...data]) {
          const settled = await stepper.take({ batch, lr: settings.lr, dropout: { seed: 0, step: 0 } });
          losses.push(...settled.map(({ loss }) => loss));
        }
        losses.push(...(await stepper.drain()).map(({ loss }) => loss));
        const worst = Math.max(...losses.map((loss, i) => Math.abs(loss - (trajectory.loss[i] as number))));
        const logits = await outputsOf(model, data[0]?.pixels.slice(0, 4 * 784) as Float32Array, 4);
        const expected = trajectory.logitsAfterOfFirst4.flat();
        const off = Math.max(...expected.map((value, i) => Math.abs(value - (logits[i] as number))));
        console.info(
          `${id} on ${name}: losses within ${worst.toExponential(1)}, logits within ${off.toExponential(1)}`,
        );
        expect(losses).toHaveLength(trajectory.loss.length);
        expect(worst).toBeLessThan(1e-3);
        expect(logits).toHaveLength(expected.length);
        expect(off).toBeLessThan(1e-3);
        stepper.dispose();
        optimizer.dispose();
        model.dispose();
      },
    );
  });
});
