/** What was measured on each device: a file of names of kernels by device and class of shapes. Nothing in it is trusted. */
import { parseJson } from "../../document/parse.ts";
import { z } from "../../document/zod.ts";
import { KERNEL_VERSION } from "../../kernels/webgpu/choice.ts";
import { type Problem, problem } from "../../tensor/problem.ts";
import { trainingMessages } from "../messages.ts";
import { encodeJson } from "../run-folder.ts";
import type { TuningStore } from "./types.ts";

export const MEMORY_FILE = "kernels.json";
const FORMAT = "layerloom/kernels";
/** More is not ours: a network has some dozens of classes. */
const MOST_BYTES = 4 * 2 ** 20;
const MOST_DEVICES = 32;

/** By device, by class: the name of the kernel that was the fastest. */
export type KernelMemory = ReadonlyMap<string, ReadonlyMap<string, string>>;

const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.int(),
  devices: z.record(z.string(), z.record(z.string(), z.string())),
});

interface Remembered {
  readonly memory: KernelMemory;
  /** Why what was there is not used, where that is worth a word. */
  readonly problem: Problem | null;
}
const NOTHING: KernelMemory = new Map();

function refused(reason: string): Remembered {
  const place = { path: MEMORY_FILE, severity: "warning" } as const;
  return { memory: NOTHING, problem: problem(trainingMessages, "tuning/not-read", place, { reason }) };
}

function parsed(bytes: Uint8Array): Remembered {
  if (bytes.length > MOST_BYTES) return refused(`it has ${bytes.length} bytes`);
  const json = parseJson(bytes);
  if (!json.ok) return refused("it is not JSON");
  const file = fileSchema.safeParse(json.value);
  if (!file.success) return refused("it is not of this form");
  // What another version measured was measured of other kernels: forgotten without a word.
  if (file.data.version !== KERNEL_VERSION) return { memory: NOTHING, problem: null };
  const devices = Object.entries(file.data.devices).map(
    ([device, classes]) => [device, new Map(Object.entries(classes))] as const,
  );
  return { memory: new Map(devices.slice(-MOST_DEVICES)), problem: null };
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");

export async function readMemory(store: TuningStore): Promise<Remembered> {
  try {
    const bytes = await store.read(MEMORY_FILE);
    return bytes === null ? { memory: NOTHING, problem: null } : parsed(bytes);
  } catch (error) {
    return refused(reasonOf(error));
  }
}

/** The problem, where it could not be written. */
export async function writeMemory(store: TuningStore, memory: KernelMemory): Promise<Problem | null> {
  const devices = Object.fromEntries(
    [...memory].map(([device, classes]) => [device, Object.fromEntries([...classes].sort())]),
  );
  try {
    await store.write(MEMORY_FILE, encodeJson({ format: FORMAT, version: KERNEL_VERSION, devices }));
    return null;
  } catch (error) {
    const place = { path: MEMORY_FILE, severity: "warning" } as const;
    return problem(trainingMessages, "tuning/not-written", place, { reason: reasonOf(error) });
  }
}

/** With what was found on a device, which becomes the newest. */
export function withFound(
  memory: KernelMemory,
  device: string,
  found: ReadonlyMap<string, string>,
): KernelMemory {
  const others = [...memory].filter(([name]) => name !== device);
  return new Map([...others, [device, new Map([...(memory.get(device) ?? []), ...found])]]);
}
