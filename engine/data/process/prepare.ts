/** One decoded image to the pixels a network takes: the same for a data set, for prediction and for a preview. */
import type { Shape } from "../../tensor/shape.ts";
import type { DecodedImage, Fit } from "../types.ts";
import { dropAlpha, overWhite, toGrey } from "./color.ts";
import { centre, centredWindow, resizeBilinear, sizeWithin } from "./resize.ts";

/** `shape` is `[C, H, W]` with 1 or 3 channels. Returns `H × W × C` bytes, channels last; transparent is white. */
export function prepareImage(decoded: DecodedImage, shape: Shape, fit: Fit): Uint8Array {
  const image = { ...decoded, rgba: overWhite(decoded.rgba) };
  const [channels = 3, height = 1, width = 1] = shape;
  const to = { height, width };
  const from = { height: image.height, width: image.width, channels: 4 };
  const isAsWanted = image.height === height && image.width === width;
  const resized = isAsWanted
    ? image.rgba
    : fit === "pad"
      ? padded(image, to)
      : resizeBilinear(image.rgba, from, to, fit === "crop" ? centredWindow(from, to) : undefined);
  const values = channels === 1 ? toGrey(resized, 4) : dropAlpha(resized);
  const out = new Uint8Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.round(values[i] as number);
  return out;
}

function padded(image: DecodedImage, to: { readonly height: number; readonly width: number }): Float32Array {
  const inner = sizeWithin(image, to);
  const resized = resizeBilinear(
    image.rgba,
    { height: image.height, width: image.width, channels: 4 },
    inner,
  );
  return centre(resized, { ...inner, channels: 4 }, to);
}
