/**
 * Static steps on WebGPU: a step is recorded once as a list of dispatches and then run again, without tfjs in between.
 *
 * The batch, what its augmentation and the masks of dropout are drawn from, and what else depends on the step (learning
 * rate, bias corrections) are written into tensors of fixed place; everything else of a step is the same every time, which
 * two recordings of two different steps prove by their signatures before the second one is run again. Parameters, optimiser
 * slots and running statistics change in place, which is left out from the first loss on that is not finite.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { keep, type Tensor, type Tensor1D, type TensorContainer, tidy } from "@tensorflow/tfjs-core";
import { type Recording, record, runOnce } from "../../kernels/webgpu/recording.ts";
import { releaseUnused } from "../../kernels/webgpu/unused.ts";
import { copyInto } from "../../kernels/webgpu/update.ts";
import { describeStep, probeOf } from "../outcome.ts";
import { computeGradients, gradientsOf } from "../step.ts";
import type { StepOutcome, Stepper, StepperOptions, StepRequest } from "../stepper.ts";
import { createInPlace } from "./pass.ts";
import { createPlaces, type Places } from "./places.ts";
import { createOwnership, createReader, createSlot, submit } from "./tensors.ts";

interface Pending {
  readonly request: StepRequest;
  readonly values: Promise<Float32Array>;
  /** Steps applied before it. */
  readonly before: number;
}

export interface StaticStepper extends Stepper {
  /** Steps that were taken by running a recording again. */
  readonly replays: number;
}

/** `ahead` steps are under way while the next is sent off. */
export function staticStepper(options: StepperOptions, backend: WebGPUBackend, ahead: number): StaticStepper {
  const { model, optimizer, objective, clipNorm } = options;
  const inPlace = createInPlace({ backend, model, optimizer, clipNorm });
  const ownership = createOwnership(backend);
  const readout = createSlot(backend, [2]);
  const reader = createReader(backend, readout.tensor);
  const pending: Pending[] = [];
  let places: Places | null = null;
  let recording: Recording | null = null;
  /** Of the step before, where it was recorded. */
  let signature: string | null = null;
  let proven = false;
  let refused = false;
  let replays = 0;

  const forget = (): void => {
    recording?.dispose();
    recording = null;
    signature = null;
    proven = false;
  };
  const refuse = (reason: string): void => {
    forget();
    refused = true;
    options.onRefusal?.(reason);
  };

  /** The first batch decides what is recorded: a last partial batch is computed as ordinary steps are. */
  const placesOf = (request: StepRequest): Places | null => {
    places ??= createPlaces(backend, model.inputShape, objective, request);
    return places.fits(request) ? places : null;
  };

  /** A step as ordinary ones are, but for its updates in place. */
  const ordinary = <T extends TensorContainer>(request: StepRequest, take: (readout: Tensor1D) => T): T =>
    tidy(() => {
      const probe = probeOf(options, request);
      const found = computeGradients(model, request.batch, objective, request.dropout, probe);
      inPlace.apply(found.readout, found.grads, found.updates);
      found.dropUpdates();
      return take(found.readout);
    });

  /** In the memory of the recording; false where that cannot be, and nothing was done. */
  const ranOnce = (run: () => void): boolean => {
    try {
      if (!refused) runOnce(backend, run);
    } catch (error) {
      refuse(error instanceof Error ? error.message : String(error));
    }
    return !refused;
  };

  /** A partial batch, or one that is measured too. */
  const compute = (request: StepRequest): Promise<Float32Array> => {
    // The commands of a whole batch but for their sizes, so that they fit into its memory.
    const asRecorded = (values: Tensor1D): void => copyInto(backend, readout.tensor, values);
    if (request.measured !== true && ranOnce(() => ordinary(request, asRecorded)))
      return reader.submitAndRead(backend.device.createCommandEncoder());
    let kept: Tensor | null = null;
    ranOnce(() => {
      kept = ordinary(request, keep);
    });
    const result: Tensor = kept ?? ordinary(request, keep);
    return result.data<"float32">().finally(() => result.dispose());
  };

  /** Records a step while it is taken. */
  const take = (from: Places): void => {
    const recorded = record(backend, () =>
      tidy(() => {
        const { dropout } = from;
        const found = gradientsOf(model, from.inputs(), objective, { training: true, dropout });
        inPlace.apply(found.readout, found.grads, found.updates);
        found.dropUpdates();
        copyInto(backend, readout.tensor, found.readout);
      }),
    );
    recording = recorded;
    proven = signature === recorded.signature;
    if (signature !== null && !proven) refuse("two steps did not do the same");
    else signature = recorded.signature;
  };

  const send = (request: StepRequest): Promise<Float32Array> => {
    const from = refused || request.measured === true ? null : placesOf(request);
    if (from === null) return compute(request);
    from.write(request);
    const encoder = backend.device.createCommandEncoder();
    if (proven && recording !== null) {
      recording.replay(encoder);
      replays += 1;
      return reader.submitAndRead(encoder);
    }
    recording?.dispose();
    recording = null;
    try {
      take(from);
    } catch (error) {
      // Updates are the last of a step: nothing has changed yet.
      refuse(error instanceof Error ? error.message : String(error));
      return compute(request);
    }
    return reader.submitAndRead(encoder);
  };

  const settle = async (left: number): Promise<readonly StepOutcome[]> => {
    const outcomes: StepOutcome[] = [];
    while (pending.length > left) {
      const [oldest] = pending;
      if (oldest === undefined) break;
      const { request, values, before } = oldest;
      const outcome = describeStep(probeOf(options, request), request, await values);
      outcomes.push(outcome);
      pending.shift();
      if (Number.isFinite(outcome.loss)) continue;
      // This step and those behind it changed nothing.
      optimizer.setStep(before);
      pending.splice(0);
      inPlace.reset();
      break;
    }
    ownership.forgetValues();
    return outcomes;
  };

  return {
    get replays() {
      return replays;
    },
    async take(request) {
      submit(backend);
      if (!refused) releaseUnused(backend);
      if (!ownership.secure(inPlace.variables())) forget();
      const before = optimizer.step;
      inPlace.prepare(before + 1, request.lr);
      const values = send(request);
      // a rejection is met when the step is settled; until then it must not count as unhandled
      values.catch(() => {});
      submit(backend);
      optimizer.setStep(before + 1);
      pending.push({ request, values, before });
      ownership.forgetValues();
      return settle(ahead);
    },
    drain: () => settle(0),
    dispose() {
      pending.splice(0);
      forget();
      inPlace.dispose();
      reader.dispose();
      readout.dispose();
      places?.dispose();
    },
  };
}
