import * as tf from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import { registerWasmKernels } from "../../engine/kernels/wasm/register.ts";
import { expectAgreementOn } from "./agreement-suite.ts";
import { fuzzCases } from "./fuzz.ts";

const runs = fuzzCases(100);
vi.setConfig({ testTimeout: 60_000 + 200 * runs });
await expectAgreementOn("wasm", runs);

test("registering again changes nothing", () => {
  const names = ["Conv2DBackpropFilter", "BatchMatMul", "Sum", "Slice", "SplitV", "Concat"];
  const before = names.map((name) => tf.getKernel(name, "wasm"));
  registerWasmKernels();
  for (const [i, name] of names.entries()) expect(tf.getKernel(name, "wasm")).toBe(before[i]);
});
