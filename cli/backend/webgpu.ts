/** WebGPU in Node through Dawn (the optional package `webgpu`), on whatever Vulkan, Metal or Direct3D driver is there. */

/** Puts `navigator.gpu` and WebGPU's constants among the globals, where tfjs looks for them as in a browser. */
export async function findGpu(): Promise<GPU> {
  if (globalThis.navigator?.gpu !== undefined) return globalThis.navigator.gpu;
  const { create, globals } = await import("webgpu");
  const gpu = create([]);
  Object.assign(globalThis, globals);
  // Node 21 and later have a navigator without a GPU; older ones have none.
  if (globalThis.navigator === undefined) {
    Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
  } else {
    Object.defineProperty(globalThis.navigator, "gpu", { value: gpu, configurable: true });
  }
  return gpu;
}
