/** onnxruntime-web in a browser's worker; its WebAssembly comes from the page's own server. */
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import * as ort from "onnxruntime-web/wasm";
import type { OnnxRuntime } from "../../targets/check/onnx.ts";

ort.env.wasm.wasmPaths = { wasm: new URL(wasmUrl, self.location.href).href };

export const onnxRuntime: OnnxRuntime = ort;
