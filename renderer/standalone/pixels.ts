/** Drawings and image files as the network's input, brought to size as in training. */
import { prepareImage } from "../../engine/data/process/prepare.ts";
import type { PageNetwork } from "../../engine/targets/html/runtime/types.ts";
import { fitLikeMnist, fitWhole, type Ink, withChannels } from "../inspect/fitDrawing.ts";
import { context2d, make } from "./dom.ts";

/** `H × W × C` values of 0 to 1; `null` on an empty sheet. */
export function pixelsOfInk({ input }: PageNetwork, ink: Ink): Float32Array | null {
  const [channels = 1, height = 1, width = 1] = input.shape;
  const grey = channels === 1 ? fitLikeMnist(ink, height, width) : fitWhole(ink, height, width);
  return grey === null ? null : withChannels(grey, channels);
}

/** Rejects where the browser cannot read the file as an image. */
export async function pixelsOfFile({ input, fit }: PageNetwork, file: Blob): Promise<Float32Array> {
  const bitmap = await createImageBitmap(file, {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
    imageOrientation: "from-image",
  });
  const { width, height } = bitmap;
  const context = context2d(make("canvas", { width: String(width), height: String(height) }));
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const rgba = new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
  return Float32Array.from(prepareImage({ width, height, rgba }, input.shape, fit), (byte) => byte / 255);
}

/** Pixel by pixel onto a canvas of the network's own size. */
export function showPixels({ input }: PageNetwork, pixels: Float32Array, canvas: HTMLCanvasElement): void {
  const [channels = 1, height = 1, width = 1] = input.shape;
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++)
      image.data[4 * i + c] = 255 * (pixels[i * channels + Math.min(c, channels - 1)] ?? 0);
    image.data[4 * i + 3] = 255;
  }
  context2d(canvas).putImageData(image, 0, 0);
}
