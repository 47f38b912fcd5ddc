/** Kernels chosen on a device, remembered from run to run, and part of a run: on WebGPU. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { memoryDataset } from "../../../engine/data/memory.ts";
import { candidatesOf } from "../../../engine/kernels/webgpu/candidates.ts";
import { choiceKey, KERNEL_VERSION, ruleFor } from "../../../engine/kernels/webgpu/choice.ts";
import type { Problem } from "../../../engine/tensor/problem.ts";
import { createRandom } from "../../../engine/tensor/random.ts";
import type { RunOptions } from "../../../engine/training/run.ts";
import { readRunRecord } from "../../../engine/training/run-folder.ts";
import { memoryStore } from "../../../engine/training/store/memory-store.ts";
import { adapterName } from "../../../engine/training/tuning/kernels.ts";
import { MEMORY_FILE } from "../../../engine/training/tuning/memory.ts";
import { networkRequests } from "../../../engine/training/tuning/network.ts";
import type { Tuning, TuningProgress } from "../../../engine/training/tuning/types.ts";
import type { RunStore } from "../../../engine/training/types.ts";
import { openTestBackend } from "../../support/backends.ts";
import { analyse, build, chain } from "../networks.ts";
import { optimizerSettings } from "../settings.ts";
import { lossesOf, type SmallRun, smallRun, smallSettings } from "../small-run.ts";

vi.setConfig({ testTimeout: 300_000 });
const backend = await openTestBackend("webgpu");
const gpu = tf.backend() as unknown as WebGPUBackend;
const errors: string[] = [];
backend?.onError((message) => errors.push(message));
afterEach(() => expect(errors).toEqual([]));
afterAll(() => backend?.dispose());

/** Its convolution is too large to be computed by its definition. */
const document = chain(
  [4, 18, 18],
  [
    ["conv", "conv2d", { filters: 16, kernel: [3, 3], padding: [1, 1] }],
    ["act", "relu"],
    ["pool", "globalAvgPool2d"],
    ["flatten", "flatten"],
    ["fc", "dense", { units: 3 }],
  ],
);
const batchSize = 8;
const settings = smallSettings({
  optimizer: optimizerSettings({ type: "sgd", lr: 0.1, momentum: 0.9 }),
  epochs: 2,
  batchSize,
});
const part = (count: number, stream: string) => {
  const random = createRandom(3, stream);
  return {
    pixels: Float32Array.from({ length: count * 4 * 18 * 18 }, () => random.next()),
    labels: Int32Array.from({ length: count }, () => random.int(3)),
  };
};
const dataset = memoryDataset({
  title: "noise",
  shape: [4, 18, 18],
  classes: ["a", "b", "c"],
  train: part(40, "train"),
  test: part(4, "test"),
});
const normalization = { mean: [0.5, 0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25, 0.25] };

const runOf = (more: Partial<RunOptions>): SmallRun =>
  smallRun({ document, settings, dataset, normalization, backend: "webgpu", ...more });

const requests = backend === null ? [] : networkRequests(gpu, analyse(document), batchSize);
const adapter = backend === null ? "" : adapterName(gpu);

/** A file that knows a choice other than the rule's for every class. */
const others = Object.fromEntries(
  requests.map(({ key, product }) => {
    const rule = choiceKey(ruleFor(product));
    const other = candidatesOf(product).find((one) => choiceKey(one) !== rule && !one.direct);
    return [key, other === undefined ? rule : choiceKey(other)];
  }),
);
const fileOf = (devices: unknown, version = KERNEL_VERSION): string =>
  JSON.stringify({ format: "layerloom/kernels", version, devices });

interface Watched extends Tuning {
  readonly store: RunStore;
  readonly told: TuningProgress[];
}
async function tuningWith(content: string | null, budgetMs = 0): Promise<Watched> {
  const store = memoryStore();
  if (content !== null) await store.write(MEMORY_FILE, new TextEncoder().encode(content));
  const told: TuningProgress[] = [];
  return { store, budgetMs, told, onProgress: (progress) => void told.push(progress) };
}
const written = async (store: Pick<RunStore, "read">): Promise<unknown> =>
  JSON.parse(new TextDecoder().decode((await store.read(MEMORY_FILE)) ?? new Uint8Array()));

/** Names of the kernels that were compiled. */
const compiled = (): readonly string[] =>
  Object.keys((gpu as unknown as { pipelineCache: Record<string, unknown> }).pipelineCache);

describe.skipIf(backend === null)("the kernels of a run", () => {
  test("are asked for where a step has most of its work", () => {
    expect(requests.map(({ key }) => key.split(" ", 1)[0])).toEqual(["forward", "filter"]);
    expect(Object.values(others)).not.toEqual(requests.map(({ product }) => choiceKey(ruleFor(product))));
    const deep = chain(
      [4, 40, 40],
      [
        ["a", "conv2d", { filters: 16, kernel: [3, 3] }],
        ["b", "conv2d", { filters: 16, kernel: [3, 3], stride: [2, 2], groups: 2 }],
        ["c", "conv2d", { filters: 16, kernel: [3, 3] }],
        ["d", "depthwiseConv2d", { kernel: [3, 3] }],
        ["pool", "globalAvgPool2d"],
        ["flatten", "flatten"],
        ["fc", "dense", { units: 2000 }],
        ["end", "dense", { units: 1000 }],
      ],
    );
    const kinds = networkRequests(gpu, analyse(deep), 64).map(({ key }) => key.split(" ", 1)[0]);
    const conv = ["forward", "input", "filter"];
    const product = ["matrix", "matrix", "matrix"];
    expect(kinds).toEqual(["forward", "filter", ...conv, ...conv, ...product, ...product]);
  });

  test("are those of the rule where nobody measures, and nothing is told of them", async () => {
    const run = runOf({});
    await run.start();
    const record = await readRunRecord(run.store);
    expect(record.ok && record.value.kernels).toBeUndefined();
    run.model.dispose();
  });

  test("are those that were remembered; nothing is measured then, and a run that is resumed goes on by them to the bit", async () => {
    const before = new Set(compiled());
    const tuning = await tuningWith(fileOf({ [adapter]: others }));
    const unbroken = runOf({ tuning });
    const done = await unbroken.start();
    expect(done.reason).toBe("finished");
    expect(tuning.told).toEqual([]);
    const fresh = compiled().filter((name) => !before.has(name));
    for (const name of Object.values(others)) {
      expect(fresh.some((one) => one.includes(name.split("*", 1)[0] ?? "?"))).toBe(true);
    }
    const record = await readRunRecord(unbroken.store);
    const kernels = { version: KERNEL_VERSION, adapter, choices: others };
    expect(record.ok && record.value.kernels).toEqual(kernels);
    const weights = await unbroken.model.readWeights();

    const store = memoryStore();
    const broken = runOf({
      tuning,
      store,
      onEvent: (event) => {
        if (event.type === "step" && event.step === 6) void broken.run.stop();
      },
    });
    expect((await broken.start()).reason).toBe("stopped");
    const taken = lossesOf(broken.events);
    expect(taken.length).toBeGreaterThan(5);
    expect(taken.length).toBeLessThan(10);
    // What is remembered by now, or that nothing is measured any more, makes no difference.
    for (const again of [undefined, await tuningWith(fileOf({ [adapter]: {} }))]) {
      const warnings: Problem[] = [];
      const copy = memoryStore();
      for (const path of await pathsOf(store)) {
        await copy.write(path, (await store.read(path)) ?? new Uint8Array());
      }
      const resumed = runOf({
        store: copy,
        resume: true,
        model: build(document),
        onWarning: (problem) => warnings.push(problem),
        ...(again === undefined ? {} : { tuning: again }),
      });
      await resumed.start();
      expect(warnings).toEqual([]);
      expect([...taken, ...lossesOf(resumed.events)]).toEqual(lossesOf(unbroken.events));
      expect(await resumed.model.readWeights()).toEqual(weights);
      expect(again?.told ?? []).toEqual([]);
      resumed.model.dispose();
    }
    unbroken.model.dispose();
    broken.model.dispose();
  });

  test("are chosen anew, and it is said so, where a run goes on elsewhere", async () => {
    const tuning = await tuningWith(fileOf({ [adapter]: others }));
    const store = memoryStore();
    const first = runOf({ tuning, store, settings: { ...settings, epochs: 1 } });
    const real = gpu.device.adapterInfo;
    Object.defineProperty(gpu.device, "adapterInfo", {
      value: { vendor: "another", architecture: "", device: "", description: "" },
      configurable: true,
    });
    const elsewhere = await tuningWith(fileOf({ another: others }));
    await runOf({ ...first.options, tuning: elsewhere }).start();
    Object.defineProperty(gpu.device, "adapterInfo", { value: real, configurable: true });
    const warnings: Problem[] = [];
    const resumed = runOf({ tuning, store, resume: true, onWarning: (problem) => warnings.push(problem) });
    await resumed.start();
    expect(warnings.map(({ code, values }) => [code, values])).toEqual([
      ["tuning/other-kernels", { earlier: "another", adapter }],
    ]);
    first.model.dispose();
    resumed.model.dispose();
  });

  test("are measured once, within the budget, and the rest by the next run", async () => {
    const tuning = await tuningWith(null, 1);
    for (const [i, request] of [...requests].sort((a, b) => b.work - a.work).entries()) {
      const run = runOf({ tuning, settings: { ...settings, epochs: 1 } });
      await run.start();
      const end = tuning.told.at(-1)?.end;
      expect(end?.left).toBe(requests.length - i - 1);
      const { devices } = (await written(tuning.store)) as {
        devices: Record<string, Record<string, string>>;
      };
      expect(Object.keys(devices)).toEqual([adapter]);
      expect(Object.keys(devices[adapter] ?? {})).toHaveLength(i + 1);
      // The budget sufficed for the rule's choice alone.
      expect(devices[adapter]?.[request.key]).toBe(choiceKey(ruleFor(request.product)));
      const record = await readRunRecord(run.store);
      expect(record.ok && record.value.kernels).toEqual({ version: KERNEL_VERSION, adapter, choices: {} });
      run.model.dispose();
    }
    tuning.told.length = 0;
    const run = runOf({ tuning, settings: { ...settings, epochs: 1 } });
    await run.start();
    expect(tuning.told).toEqual([]);
    run.model.dispose();
  });

  const hostile = (key: string): readonly (readonly [string, string | null, boolean])[] => [
    ["is half of one", fileOf({ [adapter]: others }).slice(0, 60), true],
    ["is something else", JSON.stringify({ format: "something/else", version: 1, devices: {} }), true],
    ["holds numbers for names", fileOf({ [adapter]: { [key]: 7 } }), true],
    ["is of another version of our kernels", fileOf({ [adapter]: others }, KERNEL_VERSION + 1), false],
    ["is huge", `"${"x".repeat(5 * 2 ** 20)}"`, true],
    ["knows other devices", fileOf({ "another device": others }), false],
    ["names what is no candidate", fileOf({ [adapter]: { [key]: "4096x4096x64/64x64*1" } }), false],
    ["names code", fileOf({ [adapter]: { [key]: "direct`; }" }, __proto__: { [key]: "direct" } }), false],
  ];
  test.each(hostile(requests[0]?.key ?? ""))(
    "are measured where the file %s",
    async (_what, content, said) => {
      const tuning = await tuningWith(content, 1);
      const warnings: Problem[] = [];
      const run = runOf({
        tuning,
        settings: { ...settings, epochs: 1 },
        onWarning: (problem) => warnings.push(problem),
      });
      expect((await run.start()).reason).toBe("finished");
      expect(warnings.map(({ code }) => code)).toEqual(said ? ["tuning/not-read"] : []);
      expect(tuning.told.at(-1)?.end).toBeDefined();
      expect(await written(tuning.store)).toMatchObject({
        format: "layerloom/kernels",
        version: KERNEL_VERSION,
        devices: { [adapter]: {} },
      });
      run.model.dispose();
    },
  );

  test("do without a place to keep them", async () => {
    const refuse = (): Promise<never> => Promise.reject(new Error("The disk is full."));
    const warnings: Problem[] = [];
    const run = runOf({
      tuning: { store: { read: refuse, write: refuse }, budgetMs: 1 },
      settings: { ...settings, epochs: 1 },
      onWarning: (problem) => warnings.push(problem),
    });
    expect((await run.start()).reason).toBe("finished");
    expect(warnings.map(({ code, values }) => [code, values.reason])).toEqual([
      ["tuning/not-read", "The disk is full"],
      ["tuning/not-written", "The disk is full"],
    ]);
    run.model.dispose();
  });

  test("are not waited for by one who stops the run", async () => {
    const tuning = await tuningWith(null, 600_000);
    const run = runOf({ tuning });
    const started = run.start();
    void run.run.stop();
    expect((await started).reason).toBe("stopped");
    expect(tuning.told.at(-1)).toMatchObject({ done: 0, total: requests.length });
    run.model.dispose();
  });
});

/** Of all files in a store. */
async function pathsOf(store: RunStore, folder = ""): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await store.list(folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    const below = await pathsOf(store, path);
    found.push(...(below.length > 0 ? below : [path]));
  }
  return found;
}
