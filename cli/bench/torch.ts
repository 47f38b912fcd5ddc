/** PyTorch as a peer: a process of its own that takes one step each time it is asked. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import type { Shape } from "../../engine/tensor/shape.ts";
import { packageRoot } from "../paths.ts";

export interface Torch {
  readonly version: string;
  /** Milliseconds of one step. */
  step(): Promise<number>;
  close(): void;
}

interface Python {
  readonly command: string;
  readonly version: string;
  /** Name of its GPU, where it has one. */
  readonly cuda: string | null;
}
export type TorchDevice = "cpu" | "cuda";

/** Two lines: the version, and the GPU's name or nothing. */
const PROBE =
  "import torch; print(torch.__version__); print(torch.cuda.get_device_name(0) if torch.cuda.is_available() else '')";

/** The first Python that has PyTorch; LAYERLOOM_PYTHON names some to try first. */
export function findTorch(): Python | null {
  const named = (process.env.LAYERLOOM_PYTHON ?? "").split(delimiter).filter((path) => path !== "");
  for (const command of [...named, "python3", "/usr/bin/python3"]) {
    const run = spawnSync(command, ["-c", PROBE], { encoding: "utf8" });
    if (run.status !== 0) continue;
    const [version = "", gpu = ""] = run.stdout.split("\n").map((line) => line.trim());
    return { command, version, cuda: gpu === "" ? null : gpu };
  }
  return null;
}

export interface TorchTask {
  /** A network that `bench/torch_step.py` has. */
  readonly id: string;
  readonly batch: number;
  /** Of one sample, `[C, H, W]`. */
  readonly shape: Shape;
  readonly device: TorchDevice;
  /** Of the processor. */
  readonly threads: number;
}

/** The process, or the reason why there is none. */
export function openTorch(
  python: Python | null,
  { id, batch, shape, device, threads }: TorchTask,
): Torch | string {
  if (python === null) return "no Python with PyTorch was found (LAYERLOOM_PYTHON names one)";
  const script = join(packageRoot(), "bench", "torch_step.py");
  if (!existsSync(script)) return "the comparison script is in the source checkout only";
  const words = [script, id, String(batch), shape.join("x"), device, String(threads)];
  const child: ChildProcess = spawn(python.command, words, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`PyTorch ended with code ${code}.`)));
  });
  // Met by whoever waits for a step; a process that ends when it is told to has nobody waiting.
  ended.catch(() => {});
  if (child.stdout === null) throw new Error("PyTorch has no standard output.");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    version: python.version,
    async step() {
      child.stdin?.write("\n");
      const line = await Promise.race([lines.next(), ended]);
      return Number(line.value);
    },
    close: () => void child.stdin?.end(),
  };
}
