import { useMemo } from "react";
import { useStore } from "zustand";
import type { Shape } from "../../engine/tensor/shape.ts";
import type { SampleRef, Tiles } from "../../engine/worker/values.ts";
import { useServices } from "../app/services.tsx";
import { useCall } from "../engine/useCall.ts";

export interface ShownSample {
  readonly sample: SampleRef | null;
  readonly version: number;
  /** Its picture, once it is there; `null` for vectors. */
  readonly tile: Tiles | null;
  /** Its class, where it is known. */
  readonly truth: number | null;
}

/** `H × W × C` values in 0..1 as one tile. */
export function tileOfPixels(pixels: Float32Array, shape: Shape): Tiles | null {
  const [channels = 1, height, width] = shape;
  if (height === undefined || width === undefined || pixels.length !== channels * height * width) return null;
  const rgba = new Uint8Array(height * width * 4).fill(255);
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < 3; c++) {
      const value = pixels[i * channels + (channels === 3 ? c : 0)] as number;
      rgba[4 * i + c] = Math.round(255 * Math.min(1, Math.max(0, value)));
    }
  }
  return { indices: new Int32Array(1), labels: new Int32Array(0), width, height, rgba };
}

/** The sample in question with its picture. `ready`: the data it is of is open. */
export function useSample(shape: Shape | null, ready: boolean): ShownSample {
  const { look } = useServices();
  const sample = useStore(look, (state) => state.sample);
  const version = useStore(look, (state) => state.version);
  const stored = sample !== null && "index" in sample ? sample : null;
  const { value } = useCall("tilesOf", stored === null || !ready ? null : `${version}`, () => ({
    part: stored?.part ?? "test",
    indices: [stored?.index ?? 0],
  }));
  const drawn = useMemo(
    () =>
      sample !== null && "pixels" in sample && shape !== null ? tileOfPixels(sample.pixels, shape) : null,
    [sample, shape],
  );
  const tile = stored === null ? drawn : value;
  return { sample, version, tile, truth: stored === null ? null : (value?.labels[0] ?? null) };
}
