import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { applyCalls } from "../../../engine/document/commands/index.ts";
import { createDocument } from "../../../engine/document/create.ts";
import { checkParam } from "../../../engine/document/params.ts";
import { parseDocument } from "../../../engine/document/parse.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { layerKinds, layerSpec } from "../../../engine/layers/index.ts";
import { readLine, shapeLines } from "../../../renderer/inspector/cards/arithmetic.ts";
import { fieldDrawing } from "../../../renderer/inspector/cards/fieldDrawing.ts";
import {
  fieldValue,
  pairOf,
  pairValue,
  readList,
  stepOf,
} from "../../../renderer/inspector/fields/values.ts";
import { liftCalls, parameterName } from "../../../renderer/inspector/lift.ts";
import {
  freshSpec,
  PARAM_TYPES,
  withLimits,
  withType,
} from "../../../renderer/inspector/panels/parameterSpec.ts";
import { shownParams } from "../../../renderer/inspector/panels/shownParams.ts";
import { optimizerSlots } from "../../../renderer/inspector/panels/totals.ts";

const template = (name: string): GraphDocument => {
  const parsed = parseDocument(
    readFileSync(new URL(`../../../templates/${name}.json`, import.meta.url), "utf8"),
  );
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.value;
};
const counting = () => {
  let count = 0;
  return { newId: () => `id${++count}` };
};

describe("the arithmetic", () => {
  it("writes the rule of the notes with brackets", () => {
    const line = readLine({ what: "height", text: "floor((224 + 2*0 - 11)/4) + 1 = 54" });
    expect(line).toEqual({ what: "height", text: "⌊(224 + 2·0 − 11) / 4⌋ + 1", result: "54" });
  });
  it("joins height and width only where they are worked out alike", () => {
    const height = { what: "height", text: "a", result: "1" } as const;
    const width = { ...height, what: "width" } as const;
    expect(shapeLines([height, width])).toEqual([{ ...height, both: true }]);
    expect(shapeLines([height, { ...width, text: "b" }]).map(({ what }) => what)).toEqual([
      "height",
      "width",
    ]);
  });
  it("keeps every number of every line of real networks", () => {
    const { expanded, shapes } = createAnalyser().analyse(template("models/googlenet"));
    let lines = 0;
    for (const { path, kind, params } of expanded.nodes) {
      const known = shapes.get(path);
      if (known === undefined) throw new Error(`${path} has no shape`);
      for (const line of layerSpec(kind).formula?.(params as never, known.inputs, known.output) ?? []) {
        const { text, result } = readLine(line);
        const digits = (part: string): string => part.replace(/[^\d,.]+/g, " ").trim();
        expect(digits(`${text} = ${result}`)).toBe(digits(line.text));
        expect(`${text}${result}`).not.toMatch(/floor|ceil|\*/);
        lines++;
      }
    }
    expect(lines).toBeGreaterThan(100);
  });
});

describe("the receptive field drawn on the input", () => {
  const { expanded, shapes, fields } = createAnalyser().analyse(template("models/alexnet"));
  const input = shapes.get("input")?.output ?? [];
  it("has the size of the field, shows what lies on the image, and all of both", () => {
    let parts = 0;
    for (const { path } of expanded.nodes) {
      const field = fields.get(path);
      const output = shapes.get(path)?.output;
      if (field === undefined || output === undefined) continue;
      const { view, image, seen, beyond } = fieldDrawing(field, input, output);
      const whole = beyond ?? seen;
      if (!field.whole) {
        parts++;
        expect([whole?.height, whole?.width]).toEqual([...field.size]);
      } else expect(seen).toEqual(image);
      for (const rect of [image, seen, beyond]) {
        if (rect === null) continue;
        expect(rect.x).toBeGreaterThanOrEqual(view.x);
        expect(rect.x + rect.width).toBeLessThanOrEqual(view.x + view.width);
      }
    }
    expect(parts).toBeGreaterThan(10);
  });
  it("puts the first unit of a padded 3×3 over the border", () => {
    const field = { size: [3, 3], jump: [1, 1], start: [0, 0], whole: false } as const;
    const { beyond, seen } = fieldDrawing(field, [1, 4, 4], [1, 1, 1]);
    expect(beyond).toEqual({ x: -1, y: -1, width: 3, height: 3 });
    expect(seen).toEqual({ x: 0, y: 0, width: 2, height: 2 });
  });
});

describe("values in forms", () => {
  it("says where nodes differ and where the default holds", () => {
    const spec = layerSpec("conv2d").params.filters;
    if (spec === undefined) throw new Error("conv2d has filters");
    expect(fieldValue(spec, "filters", [{}, {}])).toMatchObject({ mixed: false, initial: true });
    expect(fieldValue(spec, "filters", [{ filters: 8 }, { filters: 9 }])).toMatchObject({ mixed: true });
    expect(fieldValue(spec, "filters", [{ filters: 8 }])).toEqual({ value: 8, mixed: false, initial: false });
  });
  it("stores one expression for both axes once", () => {
    expect(pairValue(["=k", "=k"])).toBe("=k");
    expect(pairValue(["=k", 3])).toEqual(["=k", 3]);
    expect(pairOf("=k")).toEqual(["=k", "=k"]);
  });
  it("reads lists as people write them", () => {
    const spec = { ...freshSpec("ints", { label: "", help: "" }) };
    if (spec.type !== "ints") throw new Error("a list");
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 8 }), (items) => {
        for (const separator of [",", ", ", " ", "×"])
          expect(readList(items.join(separator), spec)).toEqual(items);
      }),
    );
    for (const text of ["", "a", "1.5", "0", "1,,x", Array(9).fill(1).join(",")])
      expect(readList(text, spec)).toBeNull();
    expect(readList("=c, 2", spec)).toEqual(["=c", 2]);
  });
  it("steps decimals by something smaller than their default", () => {
    for (const kind of layerKinds) {
      for (const spec of Object.values(layerSpec(kind).params)) {
        if (spec.type !== "float") continue;
        const step = stepOf(spec);
        expect(step).toBeGreaterThan(0);
        if (spec.default !== 0 && spec.step === undefined) expect(step).toBeLessThan(Math.abs(spec.default));
      }
    }
  });
});

describe("which parameters are shown", () => {
  it("loses none of any kind while nothing is known of the others", () => {
    for (const kind of layerKinds) {
      const { params } = layerSpec(kind);
      const { main, initialiser } = shownParams(params, () => undefined);
      expect([...main, ...initialiser].map(([name]) => name).sort()).toEqual(Object.keys(params).sort());
    }
  });
  it("shows the deviation only for the normal initialiser", () => {
    const { params } = layerSpec("conv2d");
    const names = (init: string) =>
      shownParams(params, (name) => (name === "init" ? init : undefined)).initialiser.map(([name]) => name);
    expect(names("normal")).toContain("initStd");
    expect(names("constant")).toContain("initValue");
    expect(names("pytorch")).toEqual(["init", "biasInit"]);
  });
});

describe("making a value a parameter of the block", () => {
  it("changes nothing of the network, for every plain value in a block", () => {
    const document = template("models/googlenet");
    const before = createAnalyser().analyse(document);
    const [block] = Object.values(document.blocks);
    if (block === undefined) throw new Error("a block");
    let lifted = 0;
    for (const node of block.graph.nodes) {
      if (node.type !== "layer") continue;
      for (const [name, spec] of Object.entries(layerSpec(node.kind).params)) {
        const value = node.params[name] ?? spec.default;
        const calls = liftCalls(block, node, name, spec, value);
        if (calls === null) continue;
        const outcome = applyCalls(document, calls, counting());
        if (!outcome.ok) throw new Error(outcome.problem.message);
        const after = createAnalyser().analyse(outcome.document);
        expect(after.totals.params).toBe(before.totals.params);
        expect(after.problems).toEqual(before.problems);
        lifted++;
      }
    }
    expect(lifted).toBeGreaterThan(20);
  });
  it("finds a free name that expressions can use", () => {
    expect(parameterName(new Set(), "conv1", "kernel")).toBe("kernel");
    expect(parameterName(new Set(["kernel"]), "conv1", "kernel")).toBe("conv1_kernel");
    expect(parameterName(new Set(["kernel", "conv1_kernel"]), "conv1", "kernel")).toBe("conv1_kernel2");
    expect(parameterName(new Set(["rate"]), "0", "rate")).toBe("p_rate");
  });
});

describe("parameters of one's own blocks", () => {
  it("have a right default in each type, also after any change of type or limits", () => {
    for (const from of PARAM_TYPES) {
      for (const to of PARAM_TYPES) {
        const spec = withType(freshSpec(from, { label: "x", help: "" }), to);
        expect(spec.type).toBe(to);
        expect(checkParam(spec, spec.default).ok).toBe(true);
        if ("min" in spec) {
          const narrowed = withLimits(spec, { min: 5, max: 9 });
          expect(checkParam(narrowed, narrowed.default).ok).toBe(true);
        }
      }
    }
  });
});

it("counts the tensors that an optimiser keeps", () => {
  const { optimizer } = createDocument({ title: "", summary: "" }).training;
  const slots = (type: typeof optimizer.type, momentum: number) =>
    optimizerSlots({ ...optimizer, type, momentum });
  expect([slots("sgd", 0), slots("sgd", 0.9), slots("adam", 0), slots("rmsprop", 0.5)]).toEqual([0, 1, 2, 2]);
});
