/**
 * Every template in every real runtime, with first, stirred and (where that takes seconds) trained weights. How many inputs
 * each is shown: LAYERLOOM_INPUTS, see shown/range.ts; which weights: LAYERLOOM_WEIGHTS, see shown/weight-sets.ts;
 * which runtimes: LAYERLOOM_TARGETS, see shown/runtimes.ts. One template of one runtime: `-t "^onnx lenet$"`.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openTestBackend } from "../support/backends.ts";
import type { Sample } from "../targets/support/numbers.ts";
import { exported, templates } from "../targets/support/templates.ts";
import { inFolder, writeFiles } from "./python.ts";
import { measure, sentence } from "./shown/measure.ts";
import { rangeFor } from "./shown/range.ts";
import { referenceOf } from "./shown/references.ts";
import { type Runtime, runtimes, type Shown } from "./shown/runtimes.ts";
import { weightSets } from "./shown/weight-sets.ts";

const TOLERANCE = 1e-4;
const THREADS = Number(process.env.LAYERLOOM_THREADS ?? 2);

beforeAll(async () => {
  await openTestBackend("wasm", THREADS);
});

/** Writes every set of weights, lets the runtime answer for all of them, and compares. */
async function compare(runtime: Runtime, template: ReturnType<typeof templates>[number]): Promise<void> {
  const { id } = template;
  const range = rangeFor(template);
  const expected: Sample[] = [];
  const cases: Shown[] = [];
  let referenceMs = 0;
  await inFolder(async (top) => {
    for (const set of weightSets(template)) {
      // Before the files are written, so that they are not in memory together.
      const started = performance.now();
      expected.push(await referenceOf(template, set, range));
      referenceMs += performance.now() - started;
      const files = await exported(runtime.target, await set.exported());
      if (files === null) {
        console.info(`${runtime.name} ${id}: declared unsupported`);
        return;
      }
      mkdirSync(join(top, set.name));
      writeFiles(join(top, set.name), files);
      cases.push({ name: set.name, input: await set.inputs(range) });
    }
    const started = performance.now();
    const actual = await runtime.run(top, template, cases);
    const seconds = [performance.now() - started, referenceMs].map((ms) => (ms / 1000).toFixed(1));
    const took = `${seconds[0]} s for all sets, ${seconds[1]} s for the reference`;
    for (const [index, { name }] of cases.entries()) {
      const [a, b] = [expected[index], actual[index]];
      if (a === undefined || b === undefined) throw new Error(`${name} was not answered.`);
      const measured = measure(template, a, b);
      const shown = `inputs ${range.first} to ${range.end - 1}`;
      console.info(`${runtime.name} ${id} ${name}: ${shown}, ${sentence(measured)} (${took})`);
      expect(measured.probabilities ?? 0, `${name}: probabilities`).toBeLessThanOrEqual(TOLERANCE);
      expect(measured.outputs, `${name}: outputs`).toBeLessThanOrEqual(TOLERANCE);
    }
  });
}

const rows = templates().map((template) => [template.id, template] as const);

describe.each(runtimes().map((runtime) => [runtime.name, runtime] as const))("%s", (_, runtime) => {
  // A hundred inputs of the largest take long.
  test.skipIf(runtime.missing).each(rows)("%s", { timeout: 3_600_000 }, (_, template) =>
    compare(runtime, template),
  );
});
