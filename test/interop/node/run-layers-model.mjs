// Stock TensorFlow.js alone, in a process of its own: FOLDER BACKEND INPUTS_AT_A_TIME. Loads the model in each folder of
// FOLDER, reads its input.bin and shape.json, writes its output.bin.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import * as wasm from "@tensorflow/tfjs-backend-wasm";
import { loadLayersModel } from "@tensorflow/tfjs-layers";

const [top, backend, atOnce] = process.argv.slice(2);
const require = createRequire(import.meta.url);
wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
await tf.setBackend(backend);

async function load(folder) {
  const json = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
  const parts = json.weightsManifest.flatMap(({ paths }) =>
    paths.map((path) => readFileSync(join(folder, path))),
  );
  const weightData = new Uint8Array(Buffer.concat(parts)).buffer;
  const weightSpecs = json.weightsManifest.flatMap(({ weights }) => weights);
  return loadLayersModel(tf.io.fromMemory({ ...json, weightSpecs, weightData }));
}

const report = {};
for (const name of readdirSync(top)) {
  const folder = join(top, name);
  const model = await load(folder);
  const [count, ...each] = JSON.parse(readFileSync(join(folder, "shape.json"), "utf8"));
  const size = each.reduce((product, side) => product * side, 1);
  const values = new Float32Array(new Uint8Array(readFileSync(join(folder, "input.bin"))).buffer);
  const parts = [];
  for (let first = 0; first < count; first += Number(atOnce)) {
    const rows = Math.min(Number(atOnce), count - first);
    const x = values.subarray(first * size, (first + rows) * size);
    tf.tidy(() => {
      const result = model.predict(tf.tensor(x, [rows, ...each]));
      report[name] = { shape: [count, ...result.shape.slice(1)], metadata: model.getUserDefinedMetadata() };
      parts.push(new Uint8Array(result.dataSync().slice().buffer));
    });
  }
  writeFileSync(join(folder, "output.bin"), Buffer.concat(parts));
  model.dispose();
}
console.log(JSON.stringify(report));
process.exit(0);
