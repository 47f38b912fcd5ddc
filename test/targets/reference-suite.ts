/** Every operation and optimiser with PyTorch's values, forward and every gradient, on one backend a process. */
import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { builtinCases } from "../../engine/selftest/builtin.ts";
import { parseCases } from "../../engine/selftest/parse.ts";
import { OPERATION_TOLERANCE, OPTIMISER_TOLERANCE, runSelftest } from "../../engine/selftest/selftest.ts";
import type { CaseFile } from "../../engine/selftest/types.ts";
import type { BackendName } from "../../engine/targets/tfjs/backend/types.ts";
import { openTestBackend } from "../support/backends.ts";
import { referenceFile } from "../support/reference.ts";

function externalCases(): CaseFile | null {
  const file = referenceFile("truth/ops.json");
  if (file === null) return null;
  const parsed = parseCases(readFileSync(file));
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.value;
}

async function expectCase(single: CaseFile, tolerance: number): Promise<void> {
  const tensors = tf.memory().numTensors;
  const [result] = await runSelftest(single);
  expect(result?.failure).toBeUndefined();
  expect(result?.forwardError).toBeLessThanOrEqual(tolerance);
  expect(result?.gradientError).toBeLessThanOrEqual(tolerance);
  expect(tf.memory().numTensors).toBe(tensors);
}

export async function expectReferenceValues(name: BackendName): Promise<void> {
  const backend = await openTestBackend(name);
  const external = externalCases();
  const files = [
    { title: "our own cases", file: builtinCases },
    ...(external === null ? [] : [{ title: "external cases", file: external }]),
  ];
  const errors: string[] = [];
  backend?.onError((message) => errors.push(message));
  // No call reports what a device refuses.
  afterEach(() => expect(errors).toEqual([]));
  afterAll(() => backend?.dispose());
  // Where the backend cannot be had, `openTestBackend` has printed why.
  describe.skipIf(backend === null).each(files)(`$title on ${name}`, ({ file }) => {
    test.each(file.cases.map((c) => [c.name, c] as const))("%s", async (_name, c) => {
      await expectCase({ cases: [c] }, OPERATION_TOLERANCE);
    });
    test.each((file.optimisers ?? []).map((c) => [c.name, c] as const))("%s", async (_name, c) => {
      await expectCase({ cases: [], optimisers: [c] }, OPTIMISER_TOLERANCE);
    });
  });
}
