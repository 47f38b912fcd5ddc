/** A new kind is not done before it has reference values. */
import { expect, test } from "vitest";
import { layerKinds } from "../../engine/layers/index.ts";
import { builtinCases } from "../../engine/selftest/builtin.ts";
import { tfjsKinds } from "../../engine/targets/tfjs/emit/index.ts";

test("every kind has an emitter", () => {
  expect(Object.keys(tfjsKinds).sort()).toEqual([...layerKinds].sort());
});

test("every kind has a case of its own", () => {
  const covered = new Set(builtinCases.cases.flatMap(({ kind }) => kind.split("+")));
  expect(layerKinds.filter((kind) => !covered.has(kind))).toEqual([]);
});

test("case names are unique", () => {
  const names = [...builtinCases.cases, ...(builtinCases.optimisers ?? [])].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
