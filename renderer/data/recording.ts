/** Images recorded with the camera, class by class, as the files of a data set. */
import type { DataRequest } from "../../engine/worker/values.ts";

export interface RecordedClass {
  readonly name: string;
  readonly images: readonly Blob[];
}

/** Fewest images of a class that leave something to test on. */
export const FEWEST = 5;

export const withImage = (
  classes: readonly RecordedClass[],
  name: string,
  image: Blob,
): readonly RecordedClass[] =>
  classes.some((own) => own.name === name)
    ? classes.map((own) => (own.name === name ? { name, images: [...own.images, image] } : own))
    : [...classes, { name, images: [image] }];

/** Class names become folder names: what a path would take apart is left out. */
export const className = (text: string): string => text.replace(/[\\/\0]/g, " ").trim();

/** Two classes or more, each with enough images. */
export const isEnough = (classes: readonly RecordedClass[]): boolean =>
  classes.length >= 2 && classes.every(({ images }) => images.length >= FEWEST);

export function requestOfRecording(classes: readonly RecordedClass[]): DataRequest {
  const files = classes.flatMap(({ name, images }) =>
    images.map((file, index) => ({ path: `${name}/${String(index).padStart(5, "0")}.png`, file })),
  );
  return { source: "folder:camera", files };
}

/** The middle of the camera's picture, square, as PNG. */
export async function capture(video: HTMLVideoElement, side: number): Promise<Blob | null> {
  const { videoWidth: width, videoHeight: height } = video;
  const size = Math.min(width, height);
  if (size === 0) return null;
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.drawImage(video, (width - size) / 2, (height - size) / 2, size, size, 0, 0, side, side);
  return canvas.convertToBlob({ type: "image/png" });
}
