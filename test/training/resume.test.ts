import { describe, expect, it } from "vitest";
import { noAugmentation } from "../../engine/data/augment/augment.ts";
import type { Problem } from "../../engine/tensor/problem.ts";
import { COUNTER_GENERATOR } from "../../engine/tensor/random-counter.ts";
import { decodeManifest, encodeManifest } from "../../engine/training/checkpoint/manifest.ts";
import { memoryStore } from "../../engine/training/store/memory-store.ts";
import type { RunStore } from "../../engine/training/types.ts";
import { build, chain } from "./networks.ts";
import { optimizerSettings } from "./settings.ts";
import { lossesOf, metricsOf, smallDocument, smallRun, smallSettings } from "./small-run.ts";
import { useBackend } from "./use-backend.ts";

/** All that a store holds, as a process that dies now would leave it. */
async function copyOf(store: RunStore, folder = ""): Promise<RunStore> {
  const copy = memoryStore();
  const walk = async (path: string): Promise<void> => {
    const bytes = path === "" ? null : await store.read(path);
    if (bytes !== null) return copy.write(path, bytes);
    for (const name of await store.list(path)) await walk(path === "" ? name : `${path}/${name}`);
  };
  await walk(folder);
  return copy;
}

/** A store that remembers what it held after each write, append or removal. */
function crashingStore(): { readonly store: RunStore; readonly moments: RunStore[] } {
  const inner = memoryStore();
  const moments: RunStore[] = [];
  const after = async (change: Promise<void>): Promise<void> => {
    await change;
    moments.push(await copyOf(inner));
  };
  return {
    moments,
    store: {
      ...inner,
      write: (path, bytes) => after(inner.write(path, bytes)),
      append: (path, bytes) => after(inner.append(path, bytes)),
      remove: (path) => after(inner.remove(path)),
    },
  };
}

async function manifestOf(store: RunStore, name: string): Promise<Record<string, unknown>> {
  const bytes = await store.read(`checkpoints/${name}/manifest.json`);
  return JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()));
}

describe("resume", () => {
  useBackend("cpu");

  const kinds = [
    optimizerSettings({ type: "adam", lr: 0.02 }),
    optimizerSettings({ type: "sgd", lr: 0.05, momentum: 0.9, nesterov: true }),
    optimizerSettings({ type: "rmsprop", lr: 0.01, momentum: 0.5 }),
  ];
  it.each(kinds)("of $type after a death at any write equals the unbroken run", async (optimizer) => {
    const settings = smallSettings({ optimizer });
    const { store, moments } = crashingStore();
    const unbroken = smallRun({ settings, store });
    const done = await unbroken.start();
    const expected = await metricsOf(store);
    const weights = await unbroken.model.readWeights();
    unbroken.model.dispose();
    expect(moments.length).toBeGreaterThan(20);
    for (const moment of moments) {
      // before run.json there is nothing to resume
      if ((await moment.read("run.json")) === null) continue;
      const again = smallRun({ settings, store: moment, resume: true, model: build(smallDocument()) });
      const redone = await again.start();
      expect(withoutTimes(await metricsOf(moment))).toEqual(withoutTimes(expected));
      expect(withoutTimes([redone])).toEqual(withoutTimes([done]));
      expect(await again.model.readWeights()).toEqual(weights);
      again.model.dispose();
    }
  });

  it("passes over damaged and unfinished checkpoints with a warning", async () => {
    const whole = smallRun();
    await whole.start();
    const expected = lossesOf(whole.events);
    const checkpoints = await whole.store.list("checkpoints");
    const newest = checkpoints.at(-1) as string;
    const damages: readonly ((store: RunStore) => Promise<void>)[] = [
      (store) => store.remove(`checkpoints/${newest}/manifest.json`),
      (store) => store.truncate(`checkpoints/${newest}/weights.safetensors`, 300),
      (store) => store.truncate(`checkpoints/${newest}/manifest.json`, 200),
      (store) => store.remove(`checkpoints/${newest}/optimizer.safetensors`),
      async (store) => {
        const path = `checkpoints/${newest}/weights.safetensors`;
        const bytes = (await store.read(path)) ?? new Uint8Array();
        bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
        await store.write(path, bytes);
      },
      async (store) => {
        const manifest = JSON.stringify(await manifestOf(store, newest)).replace('"step":21', '"step":20');
        await store.write(`checkpoints/${newest}/manifest.json`, new TextEncoder().encode(manifest));
      },
    ];
    for (const damage of damages) {
      const store = await copyOf(whole.store);
      await damage(store);
      const warnings: Problem[] = [];
      const again = smallRun({ store, resume: true, onWarning: (problem) => warnings.push(problem) });
      const done = await again.start();
      expect(warnings.map(({ code, severity }) => [code, severity])).toEqual([
        ["checkpoint/damaged", "warning"],
      ]);
      expect(warnings[0]?.message).toContain(newest);
      expect(done).toMatchObject({ reason: "finished", step: 21 });
      expect(lossesOf(again.events).length).toBeGreaterThan(0);
      expect(lossesOf(await metricsOf(store))).toEqual(expected);
      again.model.dispose();
    }
    whole.model.dispose();
  });

  it("goes on from a checkpoint whose draws came from another generator, and says so where there are draws", async () => {
    const plain = smallSettings({ augment: noAugmentation });
    const undropped = chain(
      [1, 4, 4],
      [
        ["flatten", "flatten"],
        ["fc", "dense", { units: 3 }],
      ],
    );
    const told = ["checkpoint/other-generator"];
    const cases = [
      { settings: plain, document: smallDocument(), warned: told },
      { settings: smallSettings(), document: undropped, warned: told },
      { settings: plain, document: undropped, warned: [] },
    ];
    for (const { settings, document, warned } of cases) {
      const first = smallRun({
        settings,
        document,
        onEvent: (event) => void (event.type === "step" && event.step === 10 && first.run.stop()),
      });
      await first.start();
      const name = (await first.store.list("checkpoints")).at(-1) as string;
      const path = `checkpoints/${name}/manifest.json`;
      const manifest = await decodeManifest((await first.store.read(path)) ?? new Uint8Array());
      if (typeof manifest === "string") throw new Error(manifest);
      expect(manifest.state.generator).toBe(COUNTER_GENERATOR);
      const { generator: _, ...state } = manifest.state;
      await first.store.write(path, await encodeManifest({ ...manifest, state }));
      const warnings: string[] = [];
      const again = smallRun({
        settings,
        document,
        store: first.store,
        resume: true,
        onWarning: ({ code }) => warnings.push(code),
      });
      expect(await again.start()).toMatchObject({ reason: "finished", step: 21 });
      expect(warnings).toEqual(warned);
      for (const { model } of [first, again]) model.dispose();
    }
  });

  it("starts anew where no checkpoint can be used, and says so", async () => {
    const store = memoryStore();
    const warnings: string[] = [];
    const small = smallRun({ store, resume: true, onWarning: ({ code }) => warnings.push(code) });
    expect(await small.start()).toMatchObject({ reason: "finished", step: 21 });
    expect(warnings).toEqual(["checkpoint/none"]);
    small.model.dispose();
  });

  it("refuses another optimiser, seed or network, and leaves the run as it is", async () => {
    const whole = smallRun();
    await whole.start();
    const files = await whole.store.list("");
    const others = [
      { settings: smallSettings({ optimizer: optimizerSettings() }) },
      { settings: smallSettings({ seed: 99 }) },
      { model: build({ ...smallDocument(), graph: renamed() }) },
    ];
    for (const other of others) {
      const again = smallRun({ store: whole.store, resume: true, ...other });
      const result = await again.run.start();
      expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual(["checkpoint/other-network"]);
      expect(again.run.status).toBe("done");
      again.model.dispose();
    }
    expect(await whole.store.list("")).toEqual(files);
    whole.model.dispose();
  });

  it("of a finished run is done at once; a fresh start clears an older run away", async () => {
    const first = smallRun();
    await first.start();
    const again = smallRun({ store: first.store, resume: true });
    expect(await again.start()).toMatchObject({ reason: "finished", step: 21 });
    expect(lossesOf(again.events)).toEqual([]);
    const fresh = smallRun({ store: first.store, settings: smallSettings({ epochs: 1 }) });
    await fresh.start();
    expect(await metricsOf(first.store)).toEqual(fresh.events.slice(0, -1));
    expect((await first.store.list("checkpoints")).at(-1)).toBe("step-000000007");
    for (const { model } of [first, again, fresh]) model.dispose();
  });

  it("keeps a changed learning rate", async () => {
    const settings = smallSettings({ schedule: { type: "constant" }, warmupSteps: 0 });
    const first = smallRun({
      settings,
      onEvent: (event) => {
        if (event.type === "step" && event.step === 3) first.run.setLearningRate(0.001);
        if (event.type === "step" && event.step === 10) void first.run.stop();
      },
    });
    await first.start();
    const again = smallRun({ settings, store: first.store, resume: true });
    await again.start();
    const rates = (await metricsOf(first.store)).flatMap((event) =>
      event.type === "step" ? [event.learningRate] : [],
    );
    expect(rates).toEqual(Array.from({ length: 21 }, (_, i) => (i < 3 ? 0.02 : 0.001)));
    for (const { model } of [first, again]) model.dispose();
  });
});

/** Wall times differ from run to run; all else must not. */
const withoutTimes = (events: readonly object[]): readonly object[] =>
  events.map((event) => ({ ...event, elapsedMs: 0, imagesPerSecond: 0 }));

function renamed() {
  const { nodes, edges } = smallDocument().graph;
  return { nodes: nodes.map((node) => (node.name === "fc" ? { ...node, name: "other" } : node)), edges };
}
