/** Backends and data sets on the page's behalf. */
import { openDataset } from "../data/open.ts";
import { computeNormalization } from "../data/process/normalize.ts";
import { sampleGrid, toRgba } from "../data/sample-grid.ts";
import type { DatasetInfo, Split } from "../data/types.ts";
import { selectBackend } from "../targets/tfjs/backend/select.ts";
import { ok } from "../tensor/problem.ts";
import { isMap } from "../tensor/shape.ts";
import { browserPorts } from "./browser-data.ts";
import { needDataset, type WorkerContext } from "./context.ts";
import type { DataReport, Handlers } from "./handlers.ts";

type Names = "openBackend" | "openData" | "sampleTiles" | "tilesOf";

/** Samples of each class; empty for regression. */
async function perClass(info: DatasetInfo, split: Split): Promise<readonly number[]> {
  const counts = info.classes.map(() => 0);
  for (const label of await split.labels()) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

export function dataMethods(context: WorkerContext): Pick<Handlers, Names> {
  return {
    async openBackend(choice) {
      await context.backend?.dispose();
      context.backend = null;
      const selected = await selectBackend(choice, context.backends);
      if (!selected.ok) return selected;
      context.backend = selected.value;
      selected.value.onLost((reason) => context.emit({ type: "lost", reason }));
      selected.value.onError((message) => context.emit({ type: "lost", reason: message }));
      const { name, description, software, reason } = selected.value;
      return ok({ name, description, software, reason });
    },

    async openData({ source, resize, files = [] }) {
      const ports = browserPorts(files, {
        report: (problem) => context.emit({ type: "warning", runId: null, problem }),
        progress: (done, total) => context.emit({ type: "progress", done, total }),
      });
      const opened = await openDataset(source, ports, resize === undefined ? {} : { resize });
      if (!opened.ok) return opened;
      const dataset = opened.value;
      const before = context.dataset;
      context.dataset = dataset;
      if (before !== null && !context.inUse.has(before)) await before.close();
      const { info, train, test } = dataset;
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
        normalization: await computeNormalization(dataset),
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
      const { shape } = dataset.info;
      if (!isMap(shape)) return null;
      const samples = await dataset[part].read(indices);
      const [, height, width] = shape;
      return {
        indices: samples.indices,
        labels: samples.labels,
        height,
        width,
        rgba: toRgba(samples.pixels, shape),
      };
    },
  };
}
