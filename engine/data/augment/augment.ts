/**
 * Augmentation of one image. Each operation has its own random stream of (seed, epoch, index), so that the result depends
 * neither on the batch nor on a resume, and a change of one slider leaves the others' draws as they were. A WebGPU device
 * draws and does the same (`engine/kernels/webgpu/augment.ts`).
 */
import type { AugmentSettings } from "../../document/types.ts";
import { type CounterRandom, counterRandom, streamKey, type Words } from "../../tensor/random-counter.ts";
import type { ImageSize } from "../process/resize.ts";
import { cutOut, flipHorizontal, rotate, shift } from "./geometry.ts";
import { adjustColor } from "./jitter.ts";

export const noAugmentation: AugmentSettings = {
  flip: 0,
  crop: 0,
  rotation: 0,
  color: 0,
  cutout: 0,
  mixup: 0,
};

/** Which image, when: what the draws depend on. */
export interface AugmentKey {
  readonly seed: number;
  readonly epoch: number;
  /** Index in the training part. */
  readonly index: number;
  /** Sets apart a second image drawn for the same index, as mix-up's partner. */
  readonly role?: string;
}

/** Names of the random streams of the operations on one image. */
export const AUGMENT_STREAMS = ["crop", "flip", "rotation", "color", "cutout"] as const;

export const augmentStream = (seed: number, operation: string, role = ""): Words =>
  streamKey(seed, `augment/${operation}${role}`);

export const augmentRandom = ({ seed, epoch, index, role }: AugmentKey, operation: string): CounterRandom =>
  counterRandom(augmentStream(seed, operation, role), [index, epoch]);

/** The largest angle that is drawn, in 65,536ths of a turn. */
export const widestAngle = (degrees: number): number =>
  Math.min(32_767, Math.round((degrees / 360) * 65_536));

/** True where an image would come out changed by something other than mix-up. */
export const changesImages = (settings: AugmentSettings): boolean =>
  settings.flip > 0 ||
  settings.crop > 0 ||
  settings.rotation > 0 ||
  settings.color > 0 ||
  settings.cutout > 0;

/**
 * Crop, flip, rotation, colour, cut-out, in this order, on `H × W × C` pixels in 0..1 before normalisation; the argument is
 * left as it was. `fill` is what cut-out leaves: the channel means, which normalisation turns into zero.
 */
export function augmentImage(
  pixels: Float32Array,
  size: ImageSize,
  settings: AugmentSettings,
  key: AugmentKey,
  fill: readonly number[],
): Float32Array {
  let image: Float32Array = pixels.slice();
  if (settings.crop > 0) {
    const random = augmentRandom(key, "crop");
    const reach = Math.floor(settings.crop);
    image = shift(image, size, random.int(2 * reach + 1) - reach, random.int(2 * reach + 1) - reach);
  }
  if (settings.flip > 0 && augmentRandom(key, "flip").chance(settings.flip))
    image = flipHorizontal(image, size);
  if (settings.rotation > 0) {
    const widest = widestAngle(settings.rotation);
    image = rotate(image, size, (augmentRandom(key, "rotation").int(2 * widest + 1) - widest) << 16);
  }
  if (settings.color > 0) {
    const random = augmentRandom(key, "color");
    const factor = (): number => Math.max(0, 1 + settings.color * (2 * random.next() - 1));
    adjustColor(image, size.channels, { brightness: factor(), contrast: factor(), saturation: factor() });
  }
  if (settings.cutout > 0) {
    const random = augmentRandom(key, "cutout");
    const centre = { y: random.int(size.height), x: random.int(size.width) };
    cutOut(image, size, centre, Math.floor(settings.cutout), fill);
  }
  return image;
}
