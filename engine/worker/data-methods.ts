/** Backends and data sets on the page's behalf. */
import { augmentImage } from "../data/augment/augment.ts";
import { knownSets } from "../data/known-sets.ts";
import { openDataset } from "../data/open.ts";
import { computeNormalization } from "../data/process/normalize.ts";
import { prepareImage } from "../data/process/prepare.ts";
import { sampleGrid, samplesAsTiles } from "../data/sample-grid.ts";
import type { DatasetInfo, Split } from "../data/types.ts";
import { selectBackend } from "../targets/tfjs/backend/select.ts";
import { ok } from "../tensor/problem.ts";
import { elements, isMap } from "../tensor/shape.ts";
import { browserDecoder, browserPorts } from "./browser-data.ts";
import { needDataset, type WorkerContext } from "./context.ts";
import type { Handlers } from "./handlers.ts";
import { sourceOf } from "./set-methods.ts";
import type { DataReport } from "./values.ts";

type Names = "openBackend" | "openData" | "sampleTiles" | "tilesOf" | "augmentedTiles" | "readImage";

/** Samples of each class; empty for regression. */
async function perClass(info: DatasetInfo, split: Split): Promise<readonly number[]> {
  const counts = info.classes.map(() => 0);
  for (const label of await split.labels()) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

export function dataMethods(context: WorkerContext): Pick<Handlers, Names> {
  return {
    async openBackend(choice) {
      await context.models.clear();
      await context.backend?.dispose();
      context.backend = null;
      const selected = await selectBackend(choice, context.backends);
      if (!selected.ok) return selected;
      context.backend = selected.value;
      context.lost = false;
      const lose = (reason: string): void => {
        if (context.lost || context.backend !== selected.value) return;
        context.lost = true;
        context.emit({ type: "lost", reason });
      };
      selected.value.onLost(lose);
      selected.value.onError(lose);
      const { name, description, software, reason } = selected.value;
      return ok({ name, description, software, reason });
    },

    async openData({ source, resize, files: chosen }) {
      const set = knownSets.find((known) => sourceOf(known) === source);
      const files = chosen ?? (set === undefined ? null : await context.sets?.files(set)) ?? [];
      const ports = browserPorts(files, {
        report: (problem) => context.emit({ type: "warning", runId: null, problem }),
        progress: (done, total) => context.emit({ type: "progress", task: "data", done, total }),
      });
      const opened = await openDataset(source, ports, resize === undefined ? {} : { resize });
      if (!opened.ok) return opened;
      const dataset = opened.value;
      const before = context.dataset;
      context.dataset = dataset;
      context.resize = resize ?? null;
      if (before !== null && !context.inUse.has(before)) await before.close();
      const { info, train, test } = dataset;
      const normalization = await computeNormalization(dataset);
      context.normalization = normalization;
      const report: DataReport = {
        source: info.source,
        title: info.title,
        task: info.task,
        shape: info.shape,
        classes: info.classes,
        fingerprint: info.fingerprint,
        trainCount: train.length,
        testCount: test.length,
        trainPerClass: await perClass(info, train),
        testPerClass: await perClass(info, test),
        normalization,
        warnings: opened.warnings ?? [],
      };
      return ok(report);
    },

    async sampleTiles({ part, perClass: count, seed }) {
      const dataset = needDataset(context);
      return sampleGrid(dataset.info, dataset[part], { perClass: count, seed });
    },

    async tilesOf({ part, indices }) {
      const dataset = needDataset(context);
      return samplesAsTiles(dataset.info, await dataset[part].read(indices));
    },

    async augmentedTiles({ indices, augment, seed, epochs }) {
      const dataset = needDataset(context);
      const { shape } = dataset.info;
      if (!isMap(shape)) return null;
      const samples = await dataset.train.read(indices);
      const mean = context.normalization?.mean ?? [];
      const size = elements(shape);
      const [channels, height, width] = shape;
      const each = Array.from(samples.indices, (_, row) => row);
      const pixels = new Float32Array(each.length * epochs * size);
      for (const row of each) {
        const own = samples.pixels.subarray(row * size, (row + 1) * size);
        for (let epoch = 0; epoch < epochs; epoch++) {
          const key = { seed, epoch, index: samples.indices[row] as number };
          const image = augmentImage(own, { height, width, channels }, augment, key, mean);
          pixels.set(image, (row * epochs + epoch) * size);
        }
      }
      const repeated = (values: Int32Array): Int32Array =>
        Int32Array.from({ length: each.length * epochs }, (_, i) => values[Math.floor(i / epochs)] ?? 0);
      return samplesAsTiles(dataset.info, {
        count: each.length * epochs,
        indices: repeated(samples.indices),
        labels: samples.labels.length === 0 ? samples.labels : repeated(samples.labels),
        pixels,
      });
    },

    async readImage({ name, file, shape }) {
      const decoded = await browserDecoder.decode(new Uint8Array(await file.arrayBuffer()), name);
      if (!decoded.ok) return decoded;
      const fit = context.dataset?.info.fit ?? "crop";
      return ok(Float32Array.from(prepareImage(decoded.value, shape, fit), (byte) => byte / 255));
    },
  };
}
