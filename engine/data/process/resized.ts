/** A data set at another image size. */
import { fail, ok, problem, type Result } from "../../tensor/problem.ts";
import { formatShape, isMap } from "../../tensor/shape.ts";
import { dataMessages } from "../messages.ts";
import type { Dataset, Split } from "../types.ts";
import { resizeBilinear } from "./resize.ts";

/** Brings every image to `[height, width]` as it is read (bilinear, stretched); vectors and image targets are refused. */
export function resizedDataset(
  dataset: Dataset,
  [height, width]: readonly [number, number],
): Result<Dataset> {
  const { info } = dataset;
  const { shape } = info;
  if (!isMap(shape) || info.targetShape !== undefined) {
    const values = { shape: formatShape(shape) };
    return fail(problem(dataMessages, "data/resize-table", { path: info.source }, values));
  }
  const [channels, fromHeight, fromWidth] = shape;
  if (fromHeight === height && fromWidth === width) return ok(dataset);
  const from = { height: fromHeight, width: fromWidth, channels };
  const size = fromHeight * fromWidth * channels;
  const resizedSplit = (split: Split): Split => ({
    length: split.length,
    labels: () => split.labels(),
    async read(indices) {
      const samples = await split.read(indices);
      const pixels = new Float32Array(samples.count * height * width * channels);
      for (let row = 0; row < samples.count; row++) {
        const image = samples.pixels.subarray(row * size, (row + 1) * size);
        pixels.set(resizeBilinear(image, from, { height, width }), row * height * width * channels);
      }
      return { ...samples, pixels };
    },
  });
  return ok({
    info: { ...info, shape: [channels, height, width], fit: info.fit ?? "stretch" },
    train: resizedSplit(dataset.train),
    test: resizedSplit(dataset.test),
    close: () => dataset.close(),
  });
}
