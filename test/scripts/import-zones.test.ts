import { describe, expect, it } from "vitest";
import { objection } from "../../scripts/import-zones.mjs";

describe("import zones", () => {
  it.each([
    ["engine/tensor/shape.ts", "engine/layers/index.ts", false],
    ["engine/layers/conv2d.ts", "engine/document/types.ts", false],
    ["engine/analysis/infer.ts", "@tensorflow/tfjs-core", true],
    ["engine/analysis/infer.ts", "engine/targets/tfjs/model.ts", false],
    ["engine/kernels/wasm/register.ts", "engine/tensor/shape.ts", false],
    ["engine/training/run.ts", "node:fs", true],
    ["engine/worker/protocol.ts", "engine/training/run.ts", false],
    ["renderer/app/App.tsx", "@tensorflow/tfjs-core", true],
    ["renderer/app/App.tsx", "engine/training/run.ts", false],
    ["renderer/app/App.tsx", "engine/worker/worker.ts", false],
    ["renderer/app/App.tsx", "cli/main.ts", false],
    ["cli/main.ts", "renderer/app/App.tsx", false],
    ["electron/main.ts", "engine/document/parse.ts", false],
    ["somewhere/else.ts", "engine/document/parse.ts", false],
  ])("%s may not import %s", (file, target, isPackage) => {
    expect(objection(file, target, isPackage)).not.toBeNull();
  });

  it.each([
    ["engine/layers/conv2d.ts", "engine/tensor/shape.ts", false],
    ["engine/analysis/infer.ts", "engine/blocks/expand.ts", false],
    ["engine/targets/tfjs/model.ts", "@tensorflow/tfjs-core", true],
    ["renderer/app/App.tsx", "engine/analysis/types.ts", false],
    ["renderer/app/App.tsx", "engine/worker/protocol.ts", false],
    ["renderer/app/App.tsx", "react", true],
    ["cli/main.ts", "engine/training/run.ts", false],
    ["electron/main.ts", "electron", true],
  ])("%s may import %s", (file, target, isPackage) => {
    expect(objection(file, target, isPackage)).toBeNull();
  });
});
