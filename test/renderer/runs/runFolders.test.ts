import { expect, it } from "vitest";
import { runFolders } from "../../../renderer/runs/runFolders.ts";

const place = (name: string, paths: readonly string[]) => ({
  name,
  files: paths.map((path) => ({ path, file: new Blob([path]) })),
});
const found = (name: string, paths: readonly string[]): readonly unknown[] => {
  let next = 0;
  return runFolders(place(name, paths), () => `id${next++}`).map((run) => [
    run.runId,
    run.name,
    run.files.map(({ path }) => path),
  ]);
};

it("takes the chosen folder as a run", () => {
  expect(found("lenet-1", ["run.json", "checkpoints/step-000000015/manifest.json"])).toEqual([
    ["id0", "lenet-1", ["run.json", "checkpoints/step-000000015/manifest.json"]],
  ]);
});

it("finds each run below the chosen folder, by the names of their folders", () => {
  const paths = ["lenet-1/run.json", "lenet-1/metrics.jsonl", "old/resnet/run.json", "notes.txt"];
  expect(found("runs", paths)).toEqual([
    ["id0", "lenet-1", ["run.json", "metrics.jsonl"]],
    ["id1", "resnet", ["run.json"]],
  ]);
});

it("hands over a folder without a run as it is, for the engine to say what is missing", () => {
  expect(found("photos", ["cat/1.png"])).toEqual([["id0", "photos", ["cat/1.png"]]]);
});
