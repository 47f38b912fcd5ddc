import { describe, expect, it } from "vitest";
import { isLayerKind, layerKinds, layerSpec } from "../../engine/layers/index.ts";
import type { ParamSpec } from "../../engine/layers/param.ts";

const sentences = (text: string): number => text.match(/[.](?=\s|$)/g)?.length ?? 0;

function withinLimits(spec: ParamSpec): boolean {
  const inside = (value: number, low: number, high: number) => value >= low && value <= high;
  switch (spec.type) {
    case "bool":
      return true;
    case "choice":
      return spec.options.includes(spec.default) && new Set(spec.options).size === spec.options.length;
    case "int":
      return Number.isInteger(spec.default) && inside(spec.default, spec.min, spec.max);
    case "float":
      return inside(spec.default, spec.min, spec.max);
    case "pair":
      return spec.default.every((value) => Number.isInteger(value) && inside(value, spec.min, spec.max));
    case "ints":
      return (
        inside(spec.default.length, spec.minLength, spec.maxLength) &&
        spec.default.every((value) => Number.isInteger(value) && inside(value, spec.min, spec.max))
      );
  }
}

describe("the registry", () => {
  it("knows its own kinds and nothing that an object happens to carry", () => {
    expect(layerKinds.length).toBe(39);
    expect(layerKinds.every(isLayerKind)).toBe(true);
    for (const name of ["constructor", "__proto__", "toString", "", "Conv2d"])
      expect(isLayerKind(name)).toBe(false);
  });

  it("gives every kind a title of its own", () => {
    expect(new Set(layerKinds.map((kind) => layerSpec(kind).title)).size).toBe(layerKinds.length);
  });

  describe.each(layerKinds)("%s", (kind) => {
    const spec = layerSpec(kind);

    it("is described in two to four sentences", () => {
      expect(spec.summary).toMatch(/[.]$/);
      expect(sentences(spec.summary)).toBeGreaterThanOrEqual(2);
      expect(sentences(spec.summary)).toBeLessThanOrEqual(4);
    });

    it("has parameters with a label, a full sentence of help and a default within the limits", () => {
      for (const [name, param] of Object.entries(spec.params)) {
        expect(param.label, name).not.toBe("");
        expect(param.help, name).toMatch(/^\S.*[.]$/);
        expect(withinLimits(param), name).toBe(true);
      }
      const labels = Object.values(spec.params).map((param) => param.label);
      expect(new Set(labels).size).toBe(labels.length);
    });

    it("has ports with names of their own, a variadic one only alone", () => {
      const names = spec.inputs.map((port) => port.name);
      expect(new Set(names).size).toBe(names.length);
      if (spec.inputs.some((port) => port.variadic)) expect(spec.inputs.length).toBe(1);
    });
  });
});
