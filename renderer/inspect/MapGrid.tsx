import { useLayoutEffect, useRef } from "react";
import { useUi } from "../app/services.tsx";
import styles from "./LookInside.module.css";
import { colorMap, largestOf, paletteOf } from "./mapColors.ts";

export interface MapGridProps {
  /** `count` maps of `height × width`, one after the other. */
  readonly values: Float32Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly columns: number;
  /** Height of one map on the screen, pixels. */
  readonly size: number;
  readonly label: string;
}

const GAP = 1;

/** Maps side by side on one canvas, all on one scale, in their own pixels. */
export function MapGrid({ values, count, height, width, columns, size, label }: MapGridProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useUi((settings) => settings.theme);
  const rows = Math.max(1, Math.ceil(count / columns));
  const across = Math.min(columns, count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides the colours
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined) return;
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    const rgba = colorMap(values, largestOf(values), paletteOf(context.canvas));
    const bytes = height * width * 4;
    for (let i = 0; i < count; i++) {
      const image = new ImageData(rgba.subarray(i * bytes, (i + 1) * bytes), width, height);
      context.putImageData(image, (i % columns) * (width + GAP), Math.floor(i / columns) * (height + GAP));
    }
  }, [values, count, height, width, columns, theme]);
  const [w, h] = [across * (width + GAP) - GAP, rows * (height + GAP) - GAP];
  const scale = size / height;
  return (
    <canvas
      ref={canvas}
      className={scale >= 1 ? styles.crisp : styles.smooth}
      width={Math.max(1, w)}
      height={Math.max(1, h)}
      style={{ width: w * scale, height: h * scale }}
      role="img"
      aria-label={label}
    />
  );
}

/** How an activation is laid out as maps: a vector becomes one block of cells. */
export function mapsOf(
  shape: readonly number[],
  values: Float32Array,
): {
  readonly values: Float32Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
} {
  const [first = 1, height, width] = shape;
  if (height !== undefined && width !== undefined) {
    return { values, count: Math.floor(values.length / (height * width)), height, width };
  }
  const across = Math.min(first, 32);
  const down = Math.ceil(first / across);
  const cells = new Float32Array(across * down).fill(Number.NaN);
  cells.set(values);
  return { values: cells, count: 1, height: down, width: across };
}
