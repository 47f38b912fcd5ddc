/** Runs an exported ONNX file in onnxruntime's WebAssembly provider; the host hands the module in, loaded on demand. */
import type * as Ort from "onnxruntime-web";
import type { Batch } from "./numbers.ts";

export type OnnxRuntime = Pick<typeof Ort, "InferenceSession" | "Tensor" | "env">;

export const onnxRuntimeName = ({ env }: OnnxRuntime): string =>
  `onnxruntime-web ${env.versions.web ?? ""}`.trim();

export async function runOnnx(ort: OnnxRuntime, model: Uint8Array, input: Batch): Promise<Batch> {
  // More threads start from blob URLs, which the content security policy forbids.
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  const session = await ort.InferenceSession.create(model, { executionProviders: ["wasm"] });
  try {
    const [inputName = ""] = session.inputNames;
    const [outputName = ""] = session.outputNames;
    const feed = new ort.Tensor("float32", input.data, [...input.shape]);
    const output = (await session.run({ [inputName]: feed }))[outputName];
    if (output === undefined || !(output.data instanceof Float32Array)) throw new Error("no floats came out");
    return { shape: output.dims, data: output.data.slice() };
  } finally {
    await session.release();
  }
}
