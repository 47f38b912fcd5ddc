// A matrix product whose left factor is read through windows of an image: all three convolutions, and plain products.
import {
  A_TURNED,
  BREADTH,
  BY_COLUMNS,
  C,
  C_BATCH,
  C_COLUMN,
  C_GRID_HEIGHT,
  C_GRID_WIDTH,
  C_ROW,
  COLUMNS,
  DEPTH,
  field,
  K,
  M,
  N,
  PANEL_A,
  PANEL_B,
  pointer,
  ROWS,
  SCRATCH_BYTES,
  TARGETS,
  TILE,
  ZEROS,
} from "./layout.ts";
import { packRight } from "./pack-right.ts";
import { locate, packRows } from "./pack-rows.ts";
import { packTaps } from "./pack-taps.ts";
import { startOf } from "./range.ts";
import { tile } from "./tile.ts";

export function scratchBytes(): usize {
  return SCRATCH_BYTES;
}

/** Where the six rows of C begin. */
function target(p: usize, scratch: usize, from: i32, rows: i32): void {
  const width = field(p, C_GRID_WIDTH);
  const height = field(p, C_GRID_HEIGHT);
  for (let r = 0; r < rows; r++) {
    const line = (from + r) / width;
    const at =
      <usize>(line / height) * <usize>field(p, C_BATCH) +
      <usize>(line % height) * <usize>field(p, C_ROW) +
      <usize>((from + r) % width) * <usize>field(p, C_COLUMN);
    store<u32>(scratch + TARGETS + <usize>(r << 2), <u32>(pointer(p, C) + (at << 2)));
  }
}

/** Moves a tile to C: over what is there on the first pass, added to it later. */
function finish(_p: usize, scratch: usize, rows: i32, column: i32, columns: i32, first: bool): void {
  const offset = (<usize>column) << 2;
  for (let r = 0; r < rows; r++) {
    const out = <usize>load<u32>(scratch + TARGETS + <usize>(r << 2)) + offset;
    const from = scratch + TILE + <usize>(r << 5);
    if (columns === COLUMNS) {
      let left = v128.load(from);
      let right = v128.load(from, 16);
      if (!first) {
        left = f32x4.add(left, v128.load(out));
        right = f32x4.add(right, v128.load(out, 16));
      }
      v128.store(out, left);
      v128.store(out, right, 16);
    } else {
      for (let i: usize = 0; i < (<usize>columns) << 2; i += 4) {
        let value = load<f32>(from + i);
        if (!first) value += load<f32>(out + i);
        store<f32>(out + i, value);
      }
    }
  }
}

/** One block of B against the rows `top` to `rows` of A. */
function sweep(
  p: usize,
  scratch: usize,
  top: i32,
  rows: i32,
  from: i32,
  depth: i32,
  column: i32,
  columns: i32,
): void {
  const turned = field(p, A_TURNED);
  const first = from === 0;
  packRight(p, from, depth, column, columns, scratch + PANEL_B);
  for (let m = top; m < rows; m += ROWS) {
    const tall = min(ROWS, rows - m);
    if (turned) packTaps(p, m, tall, from, depth, scratch + PANEL_A);
    else {
      locate(p, scratch, m, tall);
      packRows(p, scratch, from, depth, scratch + PANEL_A);
    }
    target(p, scratch, m, tall);
    let panel = scratch + PANEL_B;
    for (let n = 0; n < columns; n += COLUMNS) {
      tile(depth, scratch + PANEL_A, panel, scratch + TILE);
      finish(p, scratch, tall, column + n, min(COLUMNS, columns - n), first);
      panel += (<usize>depth) << 5;
    }
  }
}

/** `p` is a description (`layout.ts`); all sizes are at least 1. `scratch` has `scratchBytes()` bytes. */
export function product(p: usize, part: i32, parts: i32, scratch: usize): void {
  const depth = field(p, K);
  const byColumns = field(p, BY_COLUMNS);
  const rows = field(p, M);
  const breadth = field(p, N);
  const top = byColumns ? 0 : startOf(part, parts, rows, ROWS);
  const bottom = byColumns ? rows : startOf(part + 1, parts, rows, ROWS);
  const left = byColumns ? startOf(part, parts, breadth, COLUMNS) : 0;
  const right = byColumns ? startOf(part + 1, parts, breadth, COLUMNS) : breadth;
  if (top >= bottom) return;
  memory.fill(scratch + ZEROS, 0, (<usize>DEPTH) << 2);
  // A shallow product has a wide block of B, so that A is packed once.
  const wide = ((DEPTH * BREADTH) / min(DEPTH, depth)) & ~(COLUMNS - 1);
  for (let n = left; n < right; n += wide) {
    for (let k = 0; k < depth; k += DEPTH) {
      sweep(p, scratch, top, bottom, k, min(DEPTH, depth - k), n, min(wide, right - n));
    }
  }
}
