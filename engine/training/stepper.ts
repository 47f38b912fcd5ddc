/**
 * Takes training steps and reads their losses, never letting a step with a loss that is not a finite number stand:
 * its update is not applied, or is undone.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend, getBackend, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import type { Batch } from "../data/types.ts";
import { hasKernel } from "../targets/tfjs/ops/fused.ts";
import type { Model } from "../targets/tfjs/types.ts";
import { clipByGlobalNorm } from "./clip.ts";
import type { HealthProbe } from "./health/probe.ts";
import type { HealthMeasure } from "./health/types.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import { holdState, type StateHold } from "./optimizers/state-hold.ts";
import { describeStep, probeOf } from "./outcome.ts";
import { staticStepper } from "./static/stepper.ts";
import { computeGradients, type Gradients, type Objective } from "./step.ts";

export interface StepRequest {
  readonly batch: Batch;
  readonly lr: number;
  /** What masks are drawn from. */
  readonly dropout: { readonly seed: number; readonly step: number };
  /** Whether gradients and activations are measured too. */
  readonly measured?: boolean;
}
/** A step whose loss is known. */
export interface StepOutcome {
  readonly batchStep: number;
  readonly count: number;
  readonly lr: number;
  readonly loss: number;
  readonly correct: number;
  /** `null` where the step was not measured. */
  readonly health: HealthMeasure | null;
}

export interface Stepper {
  /** Starts a step; returns the steps that were settled meanwhile, in order. After a loss that is not finite, nothing more. */
  take(request: StepRequest): Promise<readonly StepOutcome[]>;
  /** Settles what is under way, so that the weights are those of the last outcome. */
  drain(): Promise<readonly StepOutcome[]>;
  /** Drops what is under way and goes back to the last settled step, where that can still be told. */
  dispose(): void;
}

export interface StepperOptions {
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly objective: Objective;
  readonly clipNorm: number;
  /** What a measured step looks at; without one no step is measured. */
  readonly probe?: HealthProbe;
  /** Told once, where steps on a GPU are computed anew each time, why they are not replayed. */
  readonly onRefusal?: (reason: string) => void;
}

const applyStep = (
  { model, optimizer, clipNorm }: StepperOptions,
  { grads, applyUpdates }: Gradients,
  lr: number,
): void => {
  optimizer.apply(model.variables, clipNorm > 0 ? clipByGlobalNorm(grads, clipNorm) : grads, lr);
  applyUpdates();
};

/** Backends in this thread answer at once: the loss is looked at before the update. */
export function immediateStepper(options: StepperOptions): Stepper {
  return {
    async take(request) {
      const outcomes: StepOutcome[] = [];
      tidy(() => {
        const { model, objective } = options;
        const probe = probeOf(options, request);
        const gradients = computeGradients(model, request.batch, objective, request.dropout, probe);
        const outcome = describeStep(probe, request, gradients.readout.dataSync<"float32">());
        outcomes.push(outcome);
        if (Number.isFinite(outcome.loss)) applyStep(options, gradients, request.lr);
      });
      return outcomes;
    },
    drain: async () => [],
    dispose: () => {},
  };
}

interface Pending {
  readonly request: StepRequest;
  readonly before: StateHold;
  readonly values: Promise<Float32Array>;
}

/**
 * On a GPU the next step is sent off while the last one runs. The state before each step is held until its loss is
 * known; with `ahead` 1 that is two earlier states besides the present one.
 */
export function pipelinedStepper(options: StepperOptions, ahead: number): Stepper {
  const { model, optimizer, objective } = options;
  const pending: Pending[] = [];

  const holdAll = (): StateHold => {
    const held = [holdState([...model.variables.values(), ...model.buffers.values()]), optimizer.hold()];
    return {
      restore: () => {
        for (const part of held) part.restore();
      },
      release: () => {
        for (const part of held) part.release();
      },
    };
  };
  const clear = (): void => {
    for (const { before } of pending.splice(0)) before.release();
  };
  const settle = async (left: number): Promise<readonly StepOutcome[]> => {
    const outcomes: StepOutcome[] = [];
    while (pending.length > left) {
      const [oldest] = pending;
      if (oldest === undefined) break;
      const outcome = describeStep(probeOf(options, oldest.request), oldest.request, await oldest.values);
      outcomes.push(outcome);
      if (!Number.isFinite(outcome.loss)) {
        oldest.before.restore();
        clear();
        break;
      }
      pending.shift();
      oldest.before.release();
    }
    return outcomes;
  };
  const readAndDispose = async (readout: Tensor1D): Promise<Float32Array> => {
    try {
      return await readout.data<"float32">();
    } finally {
      readout.dispose();
    }
  };

  return {
    async take(request) {
      const before = holdAll();
      const readout = tidy(() => {
        const probe = probeOf(options, request);
        const gradients = computeGradients(model, request.batch, objective, request.dropout, probe);
        applyStep(options, gradients, request.lr);
        return gradients.readout;
      });
      const values = readAndDispose(readout);
      // a rejection is met when the step is settled; until then it must not count as unhandled
      values.catch(() => {});
      pending.push({ request, before, values });
      return settle(ahead);
    },
    drain: () => settle(0),
    dispose: clear,
  };
}

/** Above this, in bytes, holding earlier weights and slots costs more than waiting for each loss. */
const PIPELINE_LIMIT = 256 * 1024 * 1024;

/** Steps under way on a GPU while the next is sent off. */
const STEPS_AHEAD = 2;

export function createStepper(options: StepperOptions): Stepper {
  if (["cpu", "wasm"].includes(getBackend())) return immediateStepper(options);
  if (hasKernel("Convolution"))
    return staticStepper(options, backend() as unknown as WebGPUBackend, STEPS_AHEAD);
  const elements = [...options.model.variables.values()].reduce((sum, variable) => sum + variable.size, 0);
  const stateBytes = 4 * elements * (1 + options.optimizer.slotCount);
  return pipelinedStepper(options, stateBytes <= PIPELINE_LIMIT ? 1 : 0);
}
