// Who may import whom: left may import right, nothing else. Patterns are prefixes of paths below the root, or package names.
const pure = ["engine/tensor/", "engine/layers/", "engine/document/", "engine/blocks/", "engine/analysis/"];
const upTo = (name) => pure.slice(0, pure.indexOf(`engine/${name}/`) + 1);
const tfjs = "@tensorflow/";
const naming = ["engine/targets/", ...pure];

/** The first zone whose `from` fits a file holds. `packages`: npm packages and `node:` modules; absent means any. */
export const zones = [
  { from: "engine/tensor/", to: upTo("tensor"), packages: [] },
  { from: "engine/layers/", to: upTo("layers"), packages: [] },
  { from: "engine/document/", to: upTo("document"), packages: ["zod", "@noble/hashes"] },
  { from: "engine/blocks/", to: upTo("blocks"), packages: [] },
  { from: "engine/analysis/", to: upTo("analysis"), packages: [] },
  { from: "engine/learn/", to: ["engine/learn/", ...upTo("tensor")], packages: [] },
  { from: "engine/targets/tfjs/", to: ["engine/targets/", ...pure], packages: [tfjs] },
  { from: "engine/targets/layers-model/", to: ["engine/targets/", ...pure], packages: [tfjs] },
  {
    from: "engine/targets/check/",
    to: ["engine/targets/", ...pure],
    packages: [tfjs, "onnxruntime-web"],
  },
  {
    from: "engine/targets/",
    to: ["engine/targets/", ...pure],
    packages: ["zod", "fflate", "h5wasm", "@bufbuild/protobuf", "@noble/hashes", "@dagrejs/dagre"],
  },
  {
    from: "engine/import/",
    to: ["engine/import/", ...naming],
    packages: ["zod", "fflate", "h5wasm", "@bufbuild/protobuf"],
  },
  { from: "engine/kernels/", to: ["engine/kernels/"], packages: [tfjs] },
  {
    from: "engine/data/",
    to: ["engine/data/", "engine/tensor/", "engine/document/types.ts"],
    packages: ["fflate", "@noble/hashes"],
  },
  {
    from: "engine/training/",
    to: ["engine/training/", "engine/targets/", "engine/kernels/", "engine/data/", ...pure],
    packages: [tfjs],
  },
  {
    from: "engine/inspect/",
    to: ["engine/inspect/", "engine/training/", "engine/targets/", "engine/data/", ...pure],
    packages: [tfjs],
  },
  { from: "engine/selftest/", to: ["engine/"], packages: [tfjs] },
  { from: "engine/worker/protocol.ts", to: ["engine/worker/values.ts", ...pure], packages: [] },
  { from: "engine/worker/values.ts", to: pure, packages: [] },
  { from: "engine/worker/", to: ["engine/", "package.json"], packages: [tfjs, "fflate", "onnxruntime-web"] },
  {
    // The exported page: it has an interpreter of its own, and no framework.
    from: "renderer/standalone/",
    to: [
      "renderer/standalone/",
      "renderer/inspect/fitDrawing.ts",
      ...pure,
      "engine/targets/html/runtime/",
      "engine/data/process/",
    ],
    packages: [],
  },
  {
    from: "renderer/",
    to: [
      "renderer/",
      ...pure,
      "engine/learn/",
      "engine/targets/svg/",
      "engine/worker/protocol.ts",
      "engine/worker/values.ts",
      "electron/contract.ts",
    ],
    packages: { except: [tfjs, "node:", "electron"] },
  },
  { from: "cli/", to: ["cli/", "engine/", "package.json"], packages: { except: ["react", "electron"] } },
  {
    from: "electron/",
    to: ["electron/"],
    packages: ["electron", "electron-updater", "electron-log", "node:", "write-file-atomic"],
  },
];

const fits = (target, patterns) =>
  patterns.some((pattern) => target === pattern || target.startsWith(pattern));

/** Why `file` may not import `target` (a path below the root, or a package), or null. */
export function objection(file, target, isPackage) {
  const zone = zones.find(({ from }) => file.startsWith(from));
  if (zone === undefined) return "no zone names this folder";
  if (!isPackage) return fits(target, zone.to) ? null : `${zone.from} may import ${zone.to.join(", ")} only`;
  const { packages } = zone;
  if (Array.isArray(packages)) {
    return fits(target, packages)
      ? null
      : `${zone.from} may use the packages ${packages.join(", ") || "(none)"} only`;
  }
  return fits(target, packages.except) ? `${zone.from} may not use ${target}` : null;
}
