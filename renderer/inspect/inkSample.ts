import type { Shape } from "../../engine/tensor/shape.ts";
import type { SampleRef } from "../../engine/worker/values.ts";
import { fitLikeMnist, fitWhole, type Ink, withChannels } from "./fitDrawing.ts";

/** A drawing as a sample of the network's input `[C, H, W]`; `null` where nothing is drawn. */
export function inkSample(ink: Ink, input: Shape): SampleRef | null {
  const [channels = 1, height = 1, width = 1] = input;
  const grey = channels === 1 ? fitLikeMnist(ink, height, width) : fitWhole(ink, height, width);
  return grey === null ? null : { pixels: withChannels(grey, channels) };
}
