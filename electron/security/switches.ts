/** Command-line switches of Chromium that must be set before the program is ready. */

export interface Switch {
  readonly name: string;
  readonly value?: string;
}

/**
 * Linux offers WebGPU only when asked, and through Vulkan. `enable-features` is one list: a second switch of that name
 * would replace the first, so what a person gave is kept in front.
 */
export function gpuSwitches(platform: string, givenFeatures: string): readonly Switch[] {
  if (platform !== "linux") return [];
  const features = [...new Set([...givenFeatures.split(","), "Vulkan", "WebGPU"])].filter(
    (name) => name !== "",
  );
  return [{ name: "enable-unsafe-webgpu" }, { name: "enable-features", value: features.join(",") }];
}
