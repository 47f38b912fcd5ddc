/** The ways to each backend from Node. */
import type { BackendPort } from "../../engine/targets/tfjs/backend/types.ts";
import { cpuPort, wasmPort, webgpuPort } from "../../engine/worker/backend.ts";
import { nodeWasmHost } from "./wasm.ts";
import { findGpu } from "./webgpu.ts";

/** `threads` for wasm; as many as there are processors unless told. */
export const nodeBackendPorts = (threads?: number): readonly BackendPort[] => [
  webgpuPort(findGpu),
  wasmPort(nodeWasmHost(threads)),
  cpuPort(),
];
