/** Output shapes of every top-level module of the book's networks, as PyTorch printed them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import type { Shape } from "../../engine/tensor/shape.ts";
import { readTemplate } from "./templates.ts";

interface BookNetwork {
  readonly params: number;
  readonly input: readonly number[];
  readonly shapes?: readonly (readonly [string, readonly number[]])[];
}

const shared = process.env.LAYERLOOM_SHARED ?? join(import.meta.dirname, "..", "..", "..", "shared");
const file = join(shared, "truth", "networks.json");
const present = existsSync(file);
if (!present) console.log(`skipped: shapes of the book's networks, because ${file} is absent`);
const networks = present
  ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, BookNetwork | number>)
  : {};

const templates: Readonly<Record<string, string>> = {
  "d2l/lenet_pad2_28": "lenet5",
  "d2l/lenet_nopad_28": "lenet",
  "d2l/alexnet": "alexnet",
  "d2l/vgg11": "vgg11",
  "d2l/vgg11_quarter": "vgg11-quarter",
  "d2l/vgg16": "vgg16",
  "d2l/nin": "nin",
  "d2l/googlenet": "googlenet",
  "d2l/resnet18": "resnet18",
  "d2l/densenet": "densenet",
};

/** Composite modules of the book and the primitive kind whose output is theirs. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  Conv2d: ["conv2d"],
  ReLU: ["relu"],
  Sigmoid: ["sigmoid"],
  MaxPool2d: ["maxPool2d"],
  AvgPool2d: ["avgPool2d"],
  AdaptiveAvgPool2d: ["adaptiveAvgPool2d"],
  BatchNorm2d: ["batchNorm"],
  Dropout: ["dropout"],
  Flatten: ["flatten"],
  Linear: ["dense"],
  Inc: ["concat"],
  Res: ["relu"],
  Den: ["concat"],
};

describe.skipIf(!present)("shapes of the book's networks", () => {
  it.each(Object.entries(templates))("%s", (name, id) => {
    const book = networks[name];
    if (book === undefined || typeof book === "number") throw new Error(`${name} is not in the reference`);
    const analysis = createAnalyser().analyse(readTemplate("models", id));
    expect(analysis.totals.params).toBe(book.params);
    // The reference lists the parameters alone for one of them.
    if (book.shapes === undefined) {
      expect(id).toBe("vgg11-quarter");
      return;
    }
    // Walk both lists in order: every module of the book must be met, in its order, with its kind and shape.
    const ours = analysis.expanded.nodes.map(({ path, kind }) => ({
      path,
      kind,
      shape: analysis.shapes.get(path)?.output,
    }));
    let position = 0;
    for (const [module, shape] of book.shapes) {
      const wanted = kinds[module];
      if (wanted === undefined) throw new Error(`unknown module ${module}`);
      const found = ours.findIndex(
        (node, index) => index >= position && wanted.includes(node.kind) && equal(node.shape, shape),
      );
      expect(
        found,
        `${module} ${shape.join("×")} after ${ours[position - 1]?.path ?? "the start"}`,
      ).toBeGreaterThanOrEqual(0);
      position = found + 1;
    }
    expect(ours.slice(position).map(({ kind }) => kind)).toEqual(["output"]);
  });
});

const equal = (a: Shape | undefined, b: readonly number[]): boolean =>
  a !== undefined && a.length === b.length && a.every((size, axis) => size === b[axis]);
