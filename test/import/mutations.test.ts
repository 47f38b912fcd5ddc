/** Damaged files of every format: refused with a sentence or read as what they are now; nothing throws, nothing grows, nothing takes long. */
import { unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import type { ForeignFile } from "../../engine/import/open.ts";
import { importNetwork } from "../../engine/import/open.ts";
import { importWeights } from "../../engine/import/weights/read.ts";
import { kerasTarget } from "../../engine/targets/keras/target.ts";
import { layersModelTarget } from "../../engine/targets/layers-model/target.ts";
import { onnxTarget } from "../../engine/targets/onnx/target.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import type { Target } from "../../engine/targets/support/types.ts";
import { writeSafetensors } from "../../engine/targets/weights/safetensors-write.ts";
import type { Problem } from "../../engine/tensor/problem.ts";
import { createRandom, type Random } from "../../engine/tensor/random.ts";
import { openTestBackend } from "../support/backends.ts";
import { analysed } from "../targets/support/cases.ts";
import { trainedWeights } from "../targets/support/numbers.ts";
import { randomNetwork } from "../targets/support/random-network.ts";
import { mutated, mutatedJson } from "./mutate.ts";

const ROUNDS = Number(process.env.LAYERLOOM_MUTATIONS ?? 120);
/** Of one file, whatever happened to it; the sound ones take a hundredth of it. */
const LONGEST_MS = 3_000;
const MOST_BYTES = 256 * 2 ** 20;

beforeAll(async () => {
  await openTestBackend("cpu");
});

async function files(target: Target, seed: number): Promise<readonly ForeignFile[]> {
  const { document, analysis } = randomNetwork(seed);
  const result = await target.write({ document, analysis, weights: trainedWeights(analysis, seed) });
  if (!result.ok) return [];
  return result.value.map((file) => ({ name: file.path, bytes: fileBytes(file) }));
}

function isSentence({ message, remedy }: Problem): void {
  expect(message).toMatch(/^[A-Z].*[.:]$/su);
  expect(message.length).toBeLessThan(2_000);
  expect(remedy).toMatch(/\S/);
}

/** Runs the rounds; how many were refused. */
async function tried(
  read: (round: number) => Promise<readonly Problem[] | null> | readonly Problem[] | null,
) {
  let refused = 0;
  let longest = 0;
  const before = process.memoryUsage().rss;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const problems = await read(round);
    longest = Math.max(longest, performance.now() - started);
    if (problems === null) continue;
    refused += 1;
    expect(problems.length).toBeGreaterThan(0);
    problems.forEach(isSentence);
  }
  expect(longest).toBeLessThan(LONGEST_MS);
  expect(process.memoryUsage().rss - before).toBeLessThan(MOST_BYTES);
  if (process.env.LAYERLOOM_MUTATIONS !== undefined)
    console.info(`${ROUNDS} files, ${refused} refused, longest ${longest.toFixed(0)} ms`);
  return refused;
}

/** Every second time the damage is inside: in a member of an archive that is whole, in JSON that can be parsed. */
function damage(name: string, bytes: Uint8Array, round: number, random: Random, focus: number): Uint8Array {
  const isInside = Math.floor(round / SEEDS.length) % 2 === 0;
  if (!isInside || name === "model.onnx") return mutated(bytes, random, focus);
  if (name === "model.json") return bytes[0] === 0x7b ? mutatedJson(bytes, random) : mutated(bytes, random);
  const members = unzipSync(bytes);
  const config = members["config.json"];
  const weights = members["model.weights.h5"];
  if (config === undefined || weights === undefined) return mutated(bytes, random, focus);
  const isConfig = random.int(2) === 0;
  return zipSync(
    {
      ...members,
      ...(isConfig
        ? { "config.json": mutatedJson(config, random) }
        : { "model.weights.h5": mutated(weights, random, focus) }),
    },
    { level: 0 },
  );
}

const SEEDS = [3, 7, 12];
describe("damaged networks", () => {
  test.each([
    ["model.onnx", onnxTarget, 4_000],
    ["model.keras", kerasTarget, 12_000],
    ["model.json", layersModelTarget, 8_000],
  ] as const)("%s", async (name, target, focus) => {
    const sound = (await Promise.all(SEEDS.map((seed) => files(target, seed)))).filter(
      ({ length }) => length > 0,
    );
    expect(sound.length).toBeGreaterThan(0);
    const random = createRandom(5, `mutations/${name}`);
    const refused = await tried(async (round) => {
      const all = sound[round % sound.length] ?? [];
      // Of several files each has its turn.
      const which = round % 5 === 4 ? all.length - 1 : 0;
      const [first, ...more] = all.map((file, index) =>
        index === which ? { ...file, bytes: damage(name, file.bytes, round, random, focus) } : file,
      );
      if (first === undefined) return null;
      const result = await importNetwork({ name, bytes: first.bytes }, more);
      return result.ok ? null : result.problems;
    });
    expect(refused).toBeGreaterThan(ROUNDS / 10);
  });
});

test("damaged weights", async () => {
  const analysis = analysed(loadGraph("lenet-modern"));
  const sound = writeSafetensors(trainedWeights(analysis, 1));
  const random = createRandom(6, "mutations/weights");
  const refused = await tried(() => {
    const bytes = mutated(sound, random, 1_200);
    const result = importWeights(analysis, { name: "weights.safetensors", bytes });
    return result.ok ? null : result.problems;
  });
  expect(refused).toBeGreaterThan(ROUNDS / 10);
});
