/** Runs an exported ONNX file in onnxruntime's WebAssembly provider. */
import * as ort from "onnxruntime-web";
import { fileBytes } from "../../../engine/targets/support/files.ts";
import type { ExportFile } from "../../../engine/targets/support/types.ts";
import type { Sample } from "../support/numbers.ts";

// One, as tests run side by side, unless told.
ort.env.wasm.numThreads = Number(process.env.LAYERLOOM_ONNX_THREADS ?? 1);
ort.env.logLevel = "error";

export interface OnnxSession {
  run(input: Sample): Promise<Sample>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  close(): Promise<void>;
}

export async function openOnnx(files: readonly ExportFile[]): Promise<OnnxSession> {
  const [file] = files;
  if (file === undefined || files.length !== 1) throw new Error("One file expected.");
  const session = await ort.InferenceSession.create(fileBytes(file), { executionProviders: ["wasm"] });
  const [inputName = ""] = session.inputNames;
  const [outputName = ""] = session.outputNames;
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    async run({ shape, data }) {
      const results = await session.run({ [inputName]: new ort.Tensor("float32", data, [...shape]) });
      const output = results[outputName];
      if (output === undefined || !(output.data instanceof Float32Array))
        throw new Error("No floats came out.");
      return { shape: output.dims, data: output.data.slice() };
    },
    close: () => session.release(),
  };
}
