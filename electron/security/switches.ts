/** Command-line switches of Chromium that must be set before the program is ready. */

export interface Switch {
  readonly name: string;
  readonly value?: string;
}

/**
 * wasm threads share memory, which pages of a scheme of one's own are given only by name. Linux offers WebGPU only when asked, and through Vulkan. `enable-features` is one list: a second switch of that name
 * would replace the first, so what a person gave is kept in front.
 */
export function chromiumSwitches(platform: string, givenFeatures: string): readonly Switch[] {
  const isLinux = platform === "linux";
  const wanted = ["SharedArrayBuffer", ...(isLinux ? ["Vulkan", "WebGPU"] : [])];
  const features = [...new Set([...givenFeatures.split(","), ...wanted])].filter((name) => name !== "");
  const enable: Switch = { name: "enable-features", value: features.join(",") };
  return isLinux ? [{ name: "enable-unsafe-webgpu" }, enable] : [enable];
}
