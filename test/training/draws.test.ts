/** A run with everything that is drawn, on every backend: dropout and augmentation are the same, so the losses are. */
import { expect, it } from "vitest";
import type { BackendName } from "../../engine/targets/tfjs/backend/types.ts";
import { findLearningRate } from "../../engine/training/lr-finder.ts";
import type { StepEvent } from "../../engine/training/types.ts";
import { openTestBackend } from "../support/backends.ts";
import { build } from "./networks.ts";
import { smallDocument, smallRun, smallSettings, stripes } from "./small-run.ts";

const settings = smallSettings({
  epochs: 2,
  augment: { flip: 0.5, crop: 1, rotation: 30, color: 0.4, cutout: 2, mixup: 0.3 },
});

interface Losses {
  readonly run: readonly number[];
  readonly resumed: readonly number[];
  readonly search: readonly number[];
}

const lossesOf = (events: readonly { readonly type: string }[]): readonly number[] =>
  events.flatMap((event) => (event.type === "step" ? [(event as StepEvent).loss] : []));

async function lossesOn(name: BackendName): Promise<Losses | null> {
  const backend = await openTestBackend(name);
  if (backend === null) return null;
  const whole = smallRun({ settings });
  await whole.start();
  const first = smallRun({
    settings,
    onEvent: (event) => void (event.type === "step" && event.step === 5 && first.run.stop()),
  });
  await first.start();
  const again = smallRun({ settings, store: first.store, resume: true });
  await again.start();
  const model = build(smallDocument());
  const search = await findLearningRate({
    model,
    dataset: stripes(50, 20),
    settings,
    normalization: { mean: [0.4], std: [0.25] },
    to: 1e-3,
    steps: 10,
  });
  const losses = {
    run: lossesOf(whole.events),
    resumed: [...lossesOf(first.events), ...lossesOf(again.events)],
    search: search.ok ? search.value.points.map(({ loss }) => loss) : [],
  };
  for (const used of [whole.model, first.model, again.model, model]) used.dispose();
  backend.dispose();
  return losses;
}

const reference = await lossesOn("cpu");

it("is the same when it is resumed, and takes every step", () => {
  expect(reference?.run).toHaveLength(14);
  expect(reference?.resumed).toEqual(reference?.run);
  expect(reference?.search).toHaveLength(10);
});

it.each(["wasm", "webgpu"] as const)(
  "is the same on %s, whole, resumed and in a search for a rate",
  async (name) => {
    const losses = await lossesOn(name);
    if (losses === null || reference === null) return;
    for (const part of ["run", "resumed", "search"] as const) {
      expect(losses[part]).toHaveLength(reference[part].length);
      for (const [i, loss] of losses[part].entries()) {
        expect(Math.abs(loss - (reference[part][i] as number)), `${part} ${i}`).toBeLessThan(1e-4);
      }
    }
  },
);
