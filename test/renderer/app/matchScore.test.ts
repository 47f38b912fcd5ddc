import { expect, it } from "vitest";
import { matchScore } from "../../../renderer/app/matchScore.ts";

const NAMES = [
  "Conv 2D",
  "Conv Transpose 2D",
  "Depthwise Conv 2D",
  "Global Avg Pool 2D",
  "Show palette",
  "二维卷积",
  "flatten",
];
const found = (typed: string): readonly string[] =>
  NAMES.map((name) => ({ name, score: matchScore([name], typed) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ name }) => name);

it.each([
  ["conv", ["Conv 2D", "Conv Transpose 2D", "Depthwise Conv 2D"]],
  ["2d conv", ["Conv 2D", "Conv Transpose 2D", "Depthwise Conv 2D"]],
  ["transpose", ["Conv Transpose 2D"]],
  ["gap", ["Global Avg Pool 2D"]],
  ["卷积", ["二维卷积"]],
  ["PALETTE", ["Show palette"]],
  ["conv palette", []],
  ["xyz", []],
])("%j finds %j", (typed, expected) => {
  expect(found(typed)).toEqual(expected);
});

it("finds everything while nothing is typed, and things by their further words", () => {
  expect(found(" ")).toHaveLength(NAMES.length);
  expect(matchScore(["Dense", "fully connected", "linear"], "linear")).toBeGreaterThan(0);
  expect(matchScore(["Linear"], "linear")).toBeGreaterThan(matchScore(["Dense", "linear"], "linear"));
});
