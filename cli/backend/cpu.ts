/** Plain JavaScript: slow, and always there. */
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { openBackend } from "../../engine/targets/tfjs/backend/open.ts";
import type { BackendInfo, BackendPort } from "../../engine/targets/tfjs/backend/types.ts";
import { ok } from "../../engine/tensor/problem.ts";

const info: BackendInfo = { name: "cpu", description: "plain JavaScript", software: false };
const UNLIMITED = { maxTensorBytes: Number.POSITIVE_INFINITY, maxBufferBytes: Number.POSITIVE_INFINITY };

export const cpuPort = (): BackendPort => ({
  name: "cpu",
  probe: async () => ok(info),
  open: () => openBackend({ info, limits: UNLIMITED, create: () => new MathBackendCPU() }),
});
