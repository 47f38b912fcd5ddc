/** The real runtimes that an exported template is loaded by, and how each is asked for its answers. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readPage } from "../../../engine/targets/html/read.ts";
import { interpret } from "../../../engine/targets/html/runtime/interpret.ts";
import { pageTarget } from "../../../engine/targets/html/target.ts";
import { kerasTarget } from "../../../engine/targets/keras/target.ts";
import { kerasCodeTarget } from "../../../engine/targets/keras-code/target.ts";
import { layersModelTarget } from "../../../engine/targets/layers-model/target.ts";
import { onnxTarget } from "../../../engine/targets/onnx/target.ts";
import { pytorchTarget } from "../../../engine/targets/pytorch/target.ts";
import { safetensorsTarget } from "../../../engine/targets/safetensors/target.ts";
import { fileBytes } from "../../../engine/targets/support/files.ts";
import type { ExportFile, Target } from "../../../engine/targets/support/types.ts";
import { openOnnx } from "../../targets/onnx/run.ts";
import { type Sample, toNchw, toNhwc } from "../../targets/support/numbers.ts";
import { isSmall, type Template } from "../../targets/support/templates.ts";
import { findPython, floatsOf, type Python, present, writeFloats } from "../python.ts";
import { chunkFor, inChunks } from "./range.ts";

export interface Runtime {
  readonly name: string;
  readonly target: Target;
  /** Not there: why was printed. */
  readonly missing: boolean;
  /** Loads what lies in the folder of each case and shows it the inputs; channels first in and out. */
  run(top: string, template: Template, cases: readonly Shown[]): Promise<readonly Sample[]>;
}
export interface Shown {
  /** Of a folder in `top`, with the exported files. */
  readonly name: string;
  readonly input: Sample;
}

type Run = (part: Sample) => Promise<Sample>;

/** In this process: `open` loads the only file of a folder. */
const here = (
  name: string,
  target: Target,
  open: (file: ExportFile) => Promise<{ readonly run: Run; close(): Promise<void> }>,
  atOnce: (template: Template) => number,
): Runtime => ({
  name,
  target,
  missing: false,
  async run(top, template, cases) {
    const outputs: Sample[] = [];
    for (const one of cases) {
      const [path = ""] = readdirSync(join(top, one.name));
      const { run, close } = await open({ path, chunks: [readFileSync(join(top, one.name, path))] });
      outputs.push(await inChunks(one.input, atOnce(template), run));
      await close();
    }
    return outputs;
  },
});

type Report = Readonly<Record<string, { readonly shape: readonly number[]; readonly same?: boolean }>>;

interface Program {
  readonly name: string;
  readonly target: Target;
  readonly missing: boolean;
  /** Shows every folder of `top` its `input.bin`; it writes `output.bin` there and prints a `Report`. */
  start(top: string, template: Template, chunk: string): string;
  readonly channels: "first" | "last";
  /** Of the values between layers that it may hold at once; see `chunkFor`. */
  readonly bytes?: number;
}

/** In a process of its own. */
const elsewhere = ({ name, target, missing, start, channels, bytes }: Program): Runtime => ({
  name,
  target,
  missing,
  async run(top, template, cases) {
    for (const { name: folder, input } of cases) {
      const x = channels === "last" ? toNhwc(input) : input;
      writeFloats(join(top, folder, "input.bin"), x);
      writeFileSync(join(top, folder, "shape.json"), JSON.stringify(x.shape));
    }
    const said = start(top, template, String(chunkFor(template, bytes)));
    const report = JSON.parse(said.trim().split("\n").at(-1) ?? "") as Report;
    return cases.map(({ name: folder }) => {
      const { shape = [], same = true } = report[folder] ?? {};
      if (!same) throw new Error(`${name}: what is saved again is not what was loaded.`);
      const output = { shape, data: floatsOf(readFileSync(join(top, folder, "output.bin"))) };
      return channels === "last" ? toNchw(output) : output;
    });
  },
});

const inPython = (
  name: string,
  target: Target,
  python: Python | null,
  file: string,
  channels: "first" | "last",
): Runtime =>
  elsewhere({
    name,
    target,
    missing: python === null,
    channels,
    bytes: 1e9,
    start: (top, { id }, chunk) => present(python).run(file, [top, chunk, id]),
  });

const layersModel = fileURLToPath(new URL("../node/run-layers-model.mjs", import.meta.url));
const tfjs = elsewhere({
  name: "tfjs",
  target: layersModelTarget,
  missing: false,
  channels: "last",
  start(top, template, chunk) {
    const args = [layersModel, top, isSmall(template) ? "cpu" : "wasm", chunk];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  },
});

const onnx = here("onnx", onnxTarget, async (file) => openOnnx([file]), chunkFor);

const html = here(
  "html",
  pageTarget,
  async (file) => {
    const { network, weights } = readPage(fileBytes(file));
    return {
      async run({ shape, data }) {
        const output = await interpret(network, weights, { dims: shape, data }, async () => {});
        return { shape: output.dims, data: output.data };
      },
      close: async () => {},
    };
  },
  // A page is shown one picture at a time.
  () => 1,
);

/** A CPU build of torch lacks operators that torchvision wants to describe; the script does without them. */
const TORCHVISION =
  "types, sys; sys.modules['torchvision._meta_registrations'] = types.ModuleType('x'); import torchvision";

const keras = (backend: string): Python | null =>
  findPython("keras", "numpy", backend)?.with({ KERAS_BACKEND: backend }) ?? null;

/** All of them, or those that LAYERLOOM_TARGETS names (`tfjs,onnx`): only what these need is looked for. */
export function runtimes(): readonly Runtime[] {
  let found: Python | null | undefined;
  const tensorflow = (): Python | null => {
    if (found === undefined) found = keras("tensorflow");
    return found;
  };
  const all: Readonly<Record<string, () => Runtime>> = {
    tfjs: () => tfjs,
    onnx: () => onnx,
    html: () => html,
    "keras-tensorflow": () => inPython("keras-tensorflow", kerasTarget, tensorflow(), "run_keras.py", "last"),
    "keras-jax": () => inPython("keras-jax", kerasTarget, keras("jax"), "run_keras.py", "last"),
    "keras-code": () => inPython("keras-code", kerasCodeTarget, tensorflow(), "run_keras_code.py", "last"),
    pytorch: () => inPython("pytorch", pytorchTarget, findPython("torch", "numpy"), "run_models.py", "first"),
    safetensors: () => {
      const python = findPython("torch", "numpy", TORCHVISION);
      return inPython("safetensors", safetensorsTarget, python, "run_safetensors.py", "first");
    },
  };
  const asked = process.env.LAYERLOOM_TARGETS?.split(",") ?? Object.keys(all);
  return asked.map((name) => {
    const make = all[name];
    if (make === undefined) throw new Error(`LAYERLOOM_TARGETS: ${name} is none of ${Object.keys(all)}.`);
    return make();
  });
}
