/** The ways to each backend from Node. */
import type { BackendPort } from "../../engine/targets/tfjs/backend/types.ts";
import { cpuPort } from "./cpu.ts";
import { wasmPort } from "./wasm.ts";
import { webgpuPort } from "./webgpu.ts";

export const nodeBackendPorts = (): readonly BackendPort[] => [webgpuPort(), wasmPort(), cpuPort()];
