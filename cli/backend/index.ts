/** The ways to each backend from Node. */
import type { BackendPort } from "../../engine/targets/tfjs/backend/types.ts";
import { cpuPort, wasmPort, webgpuPort } from "../../engine/worker/backend.ts";
import { wasmFolder, withoutHooks } from "./wasm.ts";
import { findGpu } from "./webgpu.ts";

export const nodeBackendPorts = (): readonly BackendPort[] => [
  webgpuPort(findGpu),
  wasmPort(wasmFolder, withoutHooks),
  cpuPort(),
];
