/** The orientation that a camera writes into a JPEG, for decoders that do not turn the image themselves. */
import type { DecodedImage } from "../../engine/data/types.ts";

/** 1 to 8 by the EXIF standard (tag 0x0112); 1 where there is none or it makes no sense. */
export function exifOrientation(jpeg: Uint8Array): number {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + 10 < jpeg.length && jpeg[at] === 0xff; ) {
    const marker = jpeg[at + 1] as number;
    const length = view.getUint16(at + 2);
    if (marker === 0xda || length < 2) return 1;
    const isExif = marker === 0xe1 && view.getUint32(at + 4) === 0x45786966; // "Exif"
    if (isExif) return orientationTag(jpeg.subarray(at + 10, Math.min(jpeg.length, at + 2 + length)));
    at += 2 + length;
  }
  return 1;
}

/** Searches the first directory of the TIFF structure in the segment. */
function orientationTag(tiff: Uint8Array): number {
  if (tiff.length < 8) return 1;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = view.getUint16(0) === 0x4949;
  const start = view.getUint32(4, little);
  if (start + 2 > tiff.length) return 1;
  const entries = view.getUint16(start, little);
  for (let i = 0; i < entries && start + 2 + 12 * (i + 1) <= tiff.length; i++) {
    const entry = start + 2 + 12 * i;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** The image turned and mirrored upright. */
export function upright(image: DecodedImage, orientation: number): DecodedImage {
  if (orientation === 1) return image;
  const isTurned = orientation >= 5;
  const width = isTurned ? image.height : image.width;
  const height = isTurned ? image.width : image.height;
  const rgba = new Uint8Array(image.rgba.length);
  const right = image.width - 1;
  const bottom = image.height - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = isTurned ? [y, x] : [x, y];
      const isMirroredX = [2, 3, 7, 8].includes(orientation);
      const isMirroredY = [3, 4, 6, 7].includes(orientation);
      const from = ((isMirroredY ? bottom - v : v) * image.width + (isMirroredX ? right - u : u)) * 4;
      rgba.set(image.rgba.subarray(from, from + 4), (y * width + x) * 4);
    }
  }
  return { width, height, rgba };
}
