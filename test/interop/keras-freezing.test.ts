/** What is frozen here stays as it is where Keras trains on. */
import { describe, expect, test } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import { kerasTarget } from "../../engine/targets/keras/target.ts";
import { kerasCodeTarget } from "../../engine/targets/keras-code/target.ts";
import { initialWeights, weightEntries } from "../../engine/targets/support/network.ts";
import { frozen } from "../support/frozen.ts";
import { analysed } from "../targets/support/cases.ts";
import { findPython, inFolder, present, writeFiles } from "./python.ts";

const backends = ["tensorflow", "jax", "torch"].flatMap((backend) => {
  const python = findPython("keras", backend);
  return python === null ? [] : [{ backend, python }];
});

describe.each([
  { name: ".keras", target: kerasTarget },
  { name: "Keras source", target: kerasCodeTarget },
])("$name", ({ target }) => {
  test.skipIf(backends.length === 0)("trains what is not frozen, and that alone", () =>
    inFolder(async (folder) => {
      const document = frozen(loadGraph("small-resnet"), ["stem", "stage1"]);
      const analysis = analysed(document);
      const weights = initialWeights(analysis, 3);
      const files = await target.write({ document, analysis, weights });
      if (!files.ok) throw new Error(files.problems[0]?.message);
      writeFiles(folder, files.value);
      const holders = [...new Set(weightEntries(analysis).map(({ node }) => node))];
      const isFrozen = (path: string): boolean => /^(stem|stage1)\./.test(path);
      for (const { backend, python } of backends) {
        const said = present(python).with({ KERAS_BACKEND: backend }).run("train_frozen_keras.py", [folder]);
        const report = JSON.parse(said.trim().split("\n").at(-1) ?? "");
        expect(report.same.sort(), backend).toEqual(holders.filter(isFrozen).sort());
        expect(report.changed.sort(), backend).toEqual(holders.filter((path) => !isFrozen(path)).sort());
      }
    }),
  );
});
