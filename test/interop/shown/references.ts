/** What the engine itself computes, kept input by input, as it is needed for every target and is a large part of the work. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import type { ExportInput } from "../../../engine/targets/support/types.ts";
import { buildModel } from "../../../engine/targets/tfjs/model.ts";
import { type Sample, toNchw, toNhwc } from "../../targets/support/numbers.ts";
import type { Template } from "../../targets/support/templates.ts";
import { floatsOf } from "../python.ts";
import { cacheFolder, keep } from "./cache.ts";
import { chunkFor, type InputRange, inChunks, joined, rowsOf } from "./range.ts";
import type { WeightSet } from "./weight-sets.ts";

/** The engine's outputs for these inputs, channels first. */
export async function referenceOf(template: Template, set: WeightSet, range: InputRange): Promise<Sample> {
  const folder = cacheFolder(template.id, set.name);
  const fileOf = (index: number): string => join(folder, `${index}.bin`);
  const missing: number[] = [];
  for (let index = range.first; index < range.end; index++)
    if (!existsSync(fileOf(index))) missing.push(index);
  const [first, last] = [missing[0], missing.at(-1)];
  if (first !== undefined && last !== undefined) {
    const wanted = { first, end: last + 1 };
    const computed = await compute(await set.exported(), await set.inputs(wanted), chunkFor(template));
    writeFileSync(join(folder, "shape.json"), JSON.stringify(computed.shape.slice(1)));
    for (let index = first; index <= last; index++) {
      const { data } = rowsOf(computed, index - first, 1);
      keep(fileOf(index), new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
  }
  const shape = JSON.parse(readFileSync(join(folder, "shape.json"), "utf8")) as number[];
  const rows = Array.from({ length: range.end - range.first }, (_, i) =>
    floatsOf(readFileSync(fileOf(range.first + i))),
  );
  return joined(rows.map((data) => ({ shape: [1, ...shape], data })));
}

async function compute({ analysis, weights }: ExportInput, input: Sample, chunk: number): Promise<Sample> {
  const model = buildModel({ expanded: analysis.expanded, shapes: analysis.shapes, seed: 0 });
  try {
    const report = model.writeWeights(weights);
    if (report.missing.length + report.mismatched.length > 0) throw new Error("The weights do not fit.");
    const mode = model.endsInSoftmax ? "probabilities" : "raw";
    return await inChunks(input, chunk, (part) => {
      const x = toNhwc(part);
      const output = tf.tidy(() => {
        const y = model.predict(tf.tensor(x.data, [...x.shape]), mode);
        return { shape: y.shape, data: y.dataSync<"float32">().slice() };
      });
      return toNchw(output);
    });
  } finally {
    model.dispose();
  }
}
