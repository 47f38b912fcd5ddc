/**
 * Measures, on the device at hand, which kernel is the fastest for each of several products, most work first, within a
 * budget of time. Nothing is measured twice: what is known is left alone.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { candidatesOf, splitOtherwise } from "./candidates.ts";
import { type Choice, choiceKey, type Product, ruleFor } from "./choice.ts";
import { record } from "./recording.ts";
import { createTimer, type Timer } from "./timing.ts";

/** A product with operands on the device. */
export interface Prepared {
  /** Dispatches it and frees the result. */
  run(choice: Choice): void;
  dispose(): void;
}

export interface TuningRequest {
  /** Names the class of shapes. */
  readonly key: string;
  readonly product: Product;
  /** Multiplications of a step that are of this class. */
  readonly work: number;
  prepare(): Prepared;
}

export interface TuningOptions {
  readonly requests: readonly TuningRequest[];
  /** No candidate is begun after it; the first one is measured whatever it takes. */
  readonly budgetMs: number;
  readonly now: () => number;
  /** The device's, unless another one is given. */
  readonly timer?: Timer;
  /** Asked between candidates. */
  readonly stopped?: () => boolean;
  /** Told after each class, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Told of each measurement: milliseconds of one product, infinite where the device refuses the candidate. */
  readonly onMeasured?: (key: string, choice: Choice, ms: number) => void;
}

export interface Tuned {
  /** By class; the rule's own choice too, where nothing was clearly faster. */
  readonly choices: ReadonlyMap<string, Choice>;
  /** Classes that the budget was too short for. */
  readonly left: number;
  readonly elapsedMs: number;
}

/** A candidate takes the rule's place only where it saves so much: less is within the noise of a measurement. */
const WORTH = 0.95;
/** A candidate so much slower than the best is not measured again. */
const HOPELESS = 1.5;

/** Milliseconds, or infinity where the device refuses it. */
async function timeOf(backend: WebGPUBackend, timer: Timer, run: () => void, worst: number): Promise<number> {
  const { device } = backend;
  device.pushErrorScope("out-of-memory");
  device.pushErrorScope("validation");
  const recording = record(backend, run);
  // It runs once while it is recorded: what is compiled late is compiled then.
  await device.queue.onSubmittedWorkDone();
  const ms = await timer.time(recording, worst);
  recording.dispose();
  const [invalid, tooLarge] = [await device.popErrorScope(), await device.popErrorScope()];
  return invalid === null && tooLarge === null ? ms : Number.POSITIVE_INFINITY;
}

/**
 * The fastest of the candidates, and of other ways to split its depth, as far as `mayGoOn`. Before it takes the rule's
 * place both are measured once more, as a machine that is busy elsewhere slows one and not the other.
 */
async function fastest(
  backend: WebGPUBackend,
  timer: Timer,
  { product, prepare }: TuningRequest,
  mayGoOn: () => boolean,
  onMeasured: (choice: Choice, ms: number) => void,
): Promise<Choice> {
  const rule = ruleFor(product);
  const prepared = prepare();
  /** The least time of each. */
  const times = new Map<string, number>();
  const timeFor = (choice: Choice): number => times.get(choiceKey(choice)) ?? Number.POSITIVE_INFINITY;
  let best = rule;
  const measure = async (choice: Choice): Promise<void> => {
    const ms = await timeOf(backend, timer, () => prepared.run(choice), HOPELESS * timeFor(best));
    times.set(choiceKey(choice), Math.min(timeFor(choice), ms));
    onMeasured(choice, timeFor(choice));
  };
  const consider = async (choice: Choice): Promise<void> => {
    if (times.has(choiceKey(choice)) || (times.size > 0 && !mayGoOn())) return;
    await measure(choice);
    if (timeFor(choice) < timeFor(best)) best = choice;
  };
  try {
    for (const choice of candidatesOf(product)) await consider(choice);
    for (const choice of splitOtherwise(product, best)) await consider(choice);
    if (choiceKey(best) === choiceKey(rule)) return rule;
    for (const choice of [rule, best]) await measure(choice);
    return timeFor(best) < WORTH * timeFor(rule) ? best : rule;
  } finally {
    prepared.dispose();
  }
}

export async function tune(backend: WebGPUBackend, options: TuningOptions): Promise<Tuned> {
  const { requests, budgetMs, now, stopped = () => false, onProgress = () => {} } = options;
  const started = now();
  const mayGoOn = (): boolean => !stopped() && now() - started < budgetMs;
  const choices = new Map<string, Choice>();
  const timer = options.timer ?? createTimer(backend, now);
  try {
    for (const request of [...requests].sort((a, b) => b.work - a.work)) {
      if (!mayGoOn()) break;
      const { key } = request;
      const told = (choice: Choice, ms: number): void => options.onMeasured?.(key, choice, ms);
      choices.set(key, await fastest(backend, timer, request, mayGoOn, told));
      onProgress(choices.size, requests.length);
    }
  } finally {
    timer.dispose();
  }
  return { choices, left: requests.length - choices.size, elapsedMs: now() - started };
}
