import { useLayoutEffect, useRef } from "react";
import type { Tiles } from "../../engine/worker/values.ts";
import styles from "./Tiles.module.css";

const GAP = 1;

interface TileStripProps {
  readonly tiles: Tiles;
  readonly from: number;
  readonly count: number;
  /** Height of a tile on the screen, pixels. */
  readonly size: number;
  readonly label: string;
}

/** Samples side by side on one canvas, in their own pixels, scaled without smoothing. */
export function TileStrip({ tiles, from, count, size, label }: TileStripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = tiles;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined) return;
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    for (let i = 0; i < count; i++) context.putImageData(tileImage(tiles, from + i), i * (width + GAP), 0);
  }, [tiles, from, count, width]);
  const whole = count * (width + GAP) - GAP;
  return (
    <canvas
      ref={canvas}
      className={height < size ? styles.crisp : styles.strip}
      width={Math.max(1, whole)}
      height={height}
      style={{ height: size, width: (whole * size) / height }}
      role="img"
      aria-label={label}
    />
  );
}

export function tileImage({ rgba, width, height }: Tiles, index: number): ImageData {
  const bytes = width * height * 4;
  return new ImageData(
    new Uint8ClampedArray(rgba.buffer, rgba.byteOffset + index * bytes, bytes),
    width,
    height,
  );
}
