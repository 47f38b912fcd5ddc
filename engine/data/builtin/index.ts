/** The generated data sets: no download, any size, the same on every machine for the same seed. */
import { fail, ok, problem, type Result } from "../../tensor/problem.ts";
import { createFingerprint } from "../fingerprint.ts";
import { memoryDataset } from "../memory.ts";
import { dataMessages } from "../messages.ts";
import { type ParsedSource, readOptions } from "../source.ts";
import type { Dataset, Split } from "../types.ts";
import { EDGES_HEIGHT, EDGES_WIDTH, edgesImage, edgesTarget } from "./edges.ts";
import { drawGlyph, GLYPH_SIZE, glyphClasses, glyphLabel } from "./glyphs.ts";
import { lazySplit } from "./lazy.ts";
import { drawScene, SCENE_SIZE, sceneClasses, sceneLabel } from "./scenes.ts";

/** For pickers: the names that go after `builtin:`. */
export const builtinNames = ["glyphs", "scenes", "edges"] as const;
export type BuiltinName = (typeof builtinNames)[number];

const MOST_SAMPLES = 10_000_000;

/** Goes into the fingerprint: raised whenever the generator draws other pixels. */
const GENERATOR_VERSION = 1;

interface Drawn {
  readonly title: string;
  readonly channels: number;
  readonly size: number;
  readonly classes: readonly string[];
  label(seed: number, split: string, index: number): number;
  draw(seed: number, split: string, index: number, label: number, out: Uint8Array): void;
}

const drawn: Readonly<Record<"glyphs" | "scenes", Drawn>> = {
  glyphs: {
    title: "Glyphs",
    channels: 1,
    size: GLYPH_SIZE,
    classes: glyphClasses,
    label: glyphLabel,
    draw: drawGlyph,
  },
  scenes: {
    title: "Scenes",
    channels: 3,
    size: SCENE_SIZE,
    classes: sceneClasses,
    label: sceneLabel,
    draw: drawScene,
  },
};

/** Opens `builtin:glyphs`, `builtin:scenes` (6,000 and 1,000 images unless told) or `builtin:edges`. */
export function openBuiltin(parsed: ParsedSource): Result<Dataset> {
  const name = builtinNames.find((known) => known === parsed.place);
  if (name === undefined) {
    const values = { name: parsed.place, known: builtinNames.join(", ") };
    return fail(problem(dataMessages, "data/unknown-builtin", { path: parsed.source }, values));
  }
  const options = readOptions(parsed);
  const isEdges = name === "edges";
  const train = options.int("train", isEdges ? 1 : 6000, 1, MOST_SAMPLES);
  const test = options.int("test", isEdges ? 1 : 1000, 1, MOST_SAMPLES);
  const seed = options.int("seed", 0, 0, Number.MAX_SAFE_INTEGER);
  const checked = options.check();
  if (!checked.ok) return checked;
  if (name === "edges") return ok(openEdges(parsed.source, train, test));
  return ok(openDrawn(parsed.source, name, { train, test, seed }));
}

function openDrawn(
  source: string,
  name: "glyphs" | "scenes",
  { train, test, seed }: { readonly train: number; readonly test: number; readonly seed: number },
): Dataset {
  const { title, channels, size, classes, label, draw } = drawn[name];
  const split = (part: string, length: number): Split =>
    lazySplit({
      length,
      sampleBytes: size * size * channels,
      label: (index) => label(seed, part, index),
      draw: (index, out) => draw(seed, part, index, label(seed, part, index), out),
    });
  return {
    info: {
      source,
      title,
      task: "classification",
      shape: [channels, size, size],
      classes,
      fingerprint: createFingerprint(`builtin:${name}`)
        .add(JSON.stringify([GENERATOR_VERSION, train, test, seed]))
        .hex(),
    },
    train: split("train", train),
    test: split("test", test),
    close: async () => {},
  };
}

/** The same one image and target, `train` and `test` times. */
function openEdges(source: string, train: number, test: number): Dataset {
  const repeat = (values: Float32Array, times: number): Float32Array => {
    const out = new Float32Array(values.length * times);
    for (let i = 0; i < times; i++) out.set(values, i * values.length);
    return out;
  };
  const part = (times: number) => ({
    pixels: repeat(edgesImage(), times),
    labels: [],
    targets: repeat(edgesTarget(), times),
  });
  return memoryDataset({
    source,
    title: "Vertical edges",
    shape: [1, EDGES_HEIGHT, EDGES_WIDTH],
    classes: [],
    targetShape: [1, EDGES_HEIGHT, EDGES_WIDTH - 1],
    // Ones and zeros stay as they are, so that the kernel that is learned is the one that made the target.
    normalization: { mean: [0], std: [1] },
    train: part(train),
    test: part(test),
  });
}
