/** What can be wrong with a backend. Codes are stable: translations go by them. */
import type { MessageTable } from "../../../tensor/problem.ts";

export const backendMessages = {
  "backend/no-webgpu": {
    message: "This program has no WebGPU: {reason}.",
    remedy: "Update the graphics driver or the browser, or choose wasm or cpu.",
  },
  "backend/no-adapter": {
    message: "WebGPU is there but finds no graphics adapter.",
    remedy: "Install a Vulkan, Metal or Direct3D 12 driver for your graphics card, or choose wasm or cpu.",
  },
  "backend/software": {
    message: "The only WebGPU adapter, {adapter}, is played by the CPU and slower than wasm.",
    remedy: "Nothing needs doing; choose webgpu by name to use it all the same.",
  },
  "backend/failed": {
    message: "The backend {backend} could not be started: {reason}.",
    remedy: "Choose another backend, or start the program again.",
  },
  "backend/unsupported": {
    message: "This program does not offer the backend {backend}.",
    remedy: "Choose one of {offered}.",
  },
  "backend/none": {
    message: "No backend could be started.",
    remedy: "Read the other problems in this list: each says why one of them failed.",
  },
  "backend/output-too-large": {
    message:
      "The output of {path} for {batch} samples needs {needed} MB as one tensor, but {backend} ({description}) allows {limit} MB.",
    remedy: "Use a smaller batch or input, fewer filters, or another backend.",
  },
  "backend/weight-too-large": {
    message:
      "The weight {path} needs {needed} MB as one tensor, but {backend} ({description}) allows {limit} MB.",
    remedy: "Use fewer units, shrink the map before the dense layer, or choose another backend.",
  },
} as const satisfies MessageTable;
