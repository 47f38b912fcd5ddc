// The description of a product, as 32-bit integers that the caller lays down in the heap. `engine/kernels/wasm/product.ts`
// writes them in this order.

/** `C[m, n] = sum over k of A[m, k] B[k, n]`. */
export const M: usize = 0;
export const N: usize = 4;
export const K: usize = 8;

/** `A` is an image `[batch, height, width, channels]`, read through windows at the points of a grid. */
export const A: usize = 12;
/** 0: row m is a point of the grid, column k a tap and a channel. 1: row m is a tap and a channel, column k a point. */
export const A_TURNED: usize = 16;
export const GRID_HEIGHT: usize = 20;
export const GRID_WIDTH: usize = 24;
export const HEIGHT: usize = 28;
export const WIDTH: usize = 32;
export const CHANNELS: usize = 36;
/** Point (i, j) at tap (ty, tx) reads row `i*STEP_Y + ORIGIN_Y + ty*TAP_Y`; what lies outside the image is 0. */
export const STEP_Y: usize = 40;
export const ORIGIN_Y: usize = 44;
export const TAP_Y: usize = 48;
export const STEP_X: usize = 52;
export const ORIGIN_X: usize = 56;
export const TAP_X: usize = 60;
export const TAPS_X: usize = 64;

export const B: usize = 68;
/** 0: `B[k, n]` lies at `k*B_ROW + n`. 1: at `B_ORIGIN + ty*B_TAP_Y + tx*B_TAP_X + n*B_ROW + channel`. */
export const B_TURNED: usize = 72;
export const B_ROW: usize = 76;
export const B_ORIGIN: usize = 80;
export const B_TAP_Y: usize = 84;
export const B_TAP_X: usize = 88;

export const C: usize = 92;
/** Elements from one batch, row and column of the grid to the next. */
export const C_BATCH: usize = 96;
export const C_ROW: usize = 100;
export const C_COLUMN: usize = 104;
/** Of C where A is turned or C is a plain matrix, the grid is one point and a row is a batch. */
export const C_GRID_HEIGHT: usize = 108;
export const C_GRID_WIDTH: usize = 112;

/** 1: parts are columns of C, 0: rows. */
export const BY_COLUMNS: usize = 116;

/** Rows and columns of C that are computed at once: 12 vectors of sums, two of B and one of A fill the registers. */
export const ROWS: i32 = 6;
export const COLUMNS: i32 = 8;
/** Columns of A packed at once: a panel of A and one of B stay in the first cache. */
export const DEPTH: i32 = 256;
/** Columns of B packed at once: they stay in the second cache. */
export const BREADTH: i32 = 256;

/** Scratch memory, in bytes. */
export const TILE: usize = 0;
export const TARGETS: usize = 192;
export const SOURCES: usize = 224;
export const POINTS: usize = 256;
export const ZEROS: usize = 384;
export const PANEL_A: usize = ZEROS + 4 * 256;
/** Six lines of windows that reach over the border of the image. */
export const LINES: usize = PANEL_A + 4 * 256 * 6;
export const PANEL_B: usize = LINES + 4 * 256 * 6;
/** The transforms of `winograd.ts` take more than the panels here. */
export const SCRATCH_BYTES: usize = PANEL_A + 768 * 1024;

export function field(p: usize, at: usize): i32 {
  return load<i32>(p + at);
}
export function pointer(p: usize, at: usize): usize {
  return <usize>load<u32>(p + at);
}
