/**
 * Chooses the kernels of a run: measured on this device at the start of a new run unless that is known already, and
 * those of the run itself where it goes on, so that it goes on to the bit.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend as currentBackend, getBackend } from "@tensorflow/tfjs-core";
import { candidateNamed } from "../../kernels/webgpu/candidates.ts";
import { type Choice, choiceKey, KERNEL_VERSION, ruleFor, withChoices } from "../../kernels/webgpu/choice.ts";
import { type TuningRequest, tune } from "../../kernels/webgpu/tune.ts";
import { hasKernel } from "../../targets/tfjs/ops/fused.ts";
import { type Problem, problem } from "../../tensor/problem.ts";
import { trainingMessages } from "../messages.ts";
import type { Stepper } from "../stepper.ts";
import { readMemory, withFound, writeMemory } from "./memory.ts";
import { type Network, networkRequests } from "./network.ts";
import { BY_RULE, type KernelRecord, type RunKernels, type Tuning } from "./types.ts";

const BUDGET_MS = 2000;

export interface KernelChooser {
  readonly network: Network;
  readonly batchSize: number;
  /** Without it nothing is measured. */
  readonly tuning: Tuning | undefined;
  readonly now: () => number;
  readonly stopped: () => boolean;
  readonly onWarning: (problem: Problem) => void;
}

/** tfjs' WebGPU backend with our kernels, where that is the current one. */
const ownBackend = (): WebGPUBackend | null =>
  getBackend() === "webgpu" && hasKernel("Convolution")
    ? (currentBackend() as unknown as WebGPUBackend)
    : null;

/** All that a device tells of itself, its driver included where it names one. */
export function adapterName({ device }: Pick<WebGPUBackend, "device">): string {
  const { vendor, architecture, device: model, description } = device.adapterInfo;
  return [vendor, architecture, model, description].filter((word) => word !== "").join(", ") || "unnamed";
}

/** Names that are no candidate of the class are passed over. */
function choicesNamed(
  requests: readonly TuningRequest[],
  nameOf: (key: string) => string | undefined,
): ReadonlyMap<string, Choice> {
  return new Map(
    requests.flatMap(({ key, product }) => {
      const name = nameOf(key);
      const choice = name === undefined ? null : candidateNamed(product, name);
      return choice === null ? [] : [[key, choice] as const];
    }),
  );
}

/** What differs from the rule; the rest of the choices need not be told. */
function kernelsOf(
  adapter: string,
  requests: readonly TuningRequest[],
  choices: ReadonlyMap<string, Choice>,
): RunKernels {
  const own = requests.flatMap(({ key, product }) => {
    const choice = choices.get(key);
    return choice === undefined || choiceKey(choice) === choiceKey(ruleFor(product))
      ? []
      : [[key, choice] as const];
  });
  const names = own.map(([key, choice]) => [key, choiceKey(choice)] as const);
  return {
    record: { version: KERNEL_VERSION, adapter, choices: Object.fromEntries(names) },
    choices: new Map(own),
  };
}

/** Of a run that starts anew. */
export async function kernelsForNew(options: KernelChooser): Promise<RunKernels> {
  const { network, batchSize, tuning, now, stopped, onWarning } = options;
  const backend = ownBackend();
  if (backend === null || tuning === undefined) return BY_RULE;
  const adapter = adapterName(backend);
  const requests = networkRequests(backend, network, batchSize);
  const { memory, problem: unread } = await readMemory(tuning.store);
  if (unread !== null) onWarning(unread);
  const known = choicesNamed(requests, (key) => memory.get(adapter)?.get(key));
  const unknown = requests.filter(({ key }) => !known.has(key));
  if (unknown.length === 0) return kernelsOf(adapter, requests, known);

  tuning.onProgress?.({ adapter, done: 0, total: unknown.length });
  const found = await tune(backend, {
    requests: unknown,
    budgetMs: tuning.budgetMs ?? BUDGET_MS,
    now,
    stopped,
    onProgress: (done, total) => tuning.onProgress?.({ adapter, done, total }),
  });
  const { left, elapsedMs } = found;
  const total = unknown.length;
  tuning.onProgress?.({ adapter, done: total - left, total, end: { left, elapsedMs } });
  const fresh = new Map([...found.choices].map(([key, choice]) => [key, choiceKey(choice)]));
  const unwritten = await writeMemory(tuning.store, withFound(memory, adapter, fresh));
  if (unwritten !== null) onWarning(unwritten);
  return kernelsOf(adapter, requests, new Map([...known, ...found.choices]));
}

/** Of a run that goes on: those of `earlier`, where this is the device that it ran on. */
export async function kernelsForResumed(
  options: KernelChooser,
  earlier: KernelRecord | null,
): Promise<RunKernels> {
  const backend = ownBackend();
  // A run that goes by the rule goes on by it.
  if (backend === null || earlier === null || Object.keys(earlier.choices).length === 0) {
    return { record: earlier, choices: null };
  }
  const adapter = adapterName(backend);
  const requests = networkRequests(backend, options.network, options.batchSize);
  const wanted = new Map(Object.entries(earlier.choices));
  const choices = choicesNamed(requests, (key) => wanted.get(key));
  if (earlier.version === KERNEL_VERSION && earlier.adapter === adapter && choices.size === wanted.size) {
    return { record: earlier, choices };
  }
  const values = { earlier: earlier.adapter, adapter };
  options.onWarning(
    problem(trainingMessages, "tuning/other-kernels", { path: "", severity: "warning" }, values),
  );
  return kernelsForNew(options);
}

/** Takes steps by these kernels, which are in force only while a step is sent off. */
export function withKernels(stepper: Stepper, { choices }: RunKernels): Stepper {
  const backend = ownBackend();
  if (choices === null || choices.size === 0 || backend === null) return stepper;
  return { ...stepper, take: (request) => withChoices(backend, choices, () => stepper.take(request)) };
}
