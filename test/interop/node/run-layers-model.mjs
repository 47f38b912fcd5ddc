// Stock TensorFlow.js alone, in a process of its own: FOLDER BACKEND SHAPE. Reads input.bin, writes output.bin.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import * as wasm from "@tensorflow/tfjs-backend-wasm";
import { loadLayersModel } from "@tensorflow/tfjs-layers";

const [folder, backend, shapeText] = process.argv.slice(2);
const require = createRequire(import.meta.url);
wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
await tf.setBackend(backend);

const json = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
const parts = json.weightsManifest.flatMap(({ paths }) =>
  paths.map((path) => readFileSync(join(folder, path))),
);
const weightData = new Uint8Array(Buffer.concat(parts)).buffer;
const weightSpecs = json.weightsManifest.flatMap(({ weights }) => weights);
const model = await loadLayersModel(tf.io.fromMemory({ ...json, weightSpecs, weightData }));

const values = new Float32Array(new Uint8Array(readFileSync(join(folder, "input.bin"))).buffer);
const result = model.predict(tf.tensor(values, shapeText.split(",").map(Number)));
writeFileSync(join(folder, "output.bin"), new Uint8Array((await result.data()).buffer));
console.log(JSON.stringify({ shape: result.shape, metadata: model.getUserDefinedMetadata() }));
process.exit(0);
