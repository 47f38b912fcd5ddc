/**
 * The core of all products: `C[m, n] = sum over k of A(m, k) B(k, n)`, where the operands are functions that read a
 * tensor as if it were a matrix (implicit GEMM: a convolution never writes its patches out).
 *
 * A workgroup computes a tile of `rows x columns`; panels of both operands, `depth` deep, are staged in workgroup memory
 * as vectors of four along m and n, and every invocation keeps `ownRows x ownColumns` sums in registers. The scheme is
 * that of Volkov and Demmel, "Benchmarking GPUs to tune dense linear algebra" (2008).
 */
import type { Extent3 } from "./dispatch.ts";
import { divideUp } from "./dispatch.ts";
import { lines, ZERO } from "./wgsl.ts";

export interface Tile {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Multiples of four. */
  readonly ownRows: number;
  readonly ownColumns: number;
}

/** How an operand is read: four neighbours along m or n at once, or four along k, which are turned while staged. */
export type Direction = "outer" | "inner";

export interface Gemm {
  readonly tile: Tile;
  /** Rows, columns and depth of the whole product: WGSL expressions of `i32`. */
  readonly m: string;
  readonly n: string;
  readonly k: string;
  /** Parts that the depth is split into along the grid's z, each a multiple of `tile.depth`; `z / splits` is left to the operands. */
  readonly splits: number;
  /** Bindings, and the functions `readA`, `readB` and `write`. */
  readonly declarations: string;
  /** `readA(k, m, z) -> vec4` over `m … m + 3` for "outer", `readA(m, k, z)` over `k … k + 3` for "inner"; zero outside. */
  readonly a: Direction;
  readonly b: Direction;
}

/** The staging of one operand: `span` is the tile's length along its outer axis, `origin` the tile's place. */
function stage(name: "A" | "B", direction: Direction, span: number, depth: number, threads: number): string {
  const origin = name === "A" ? "row0" : "column0";
  const quads = span / 4;
  if (direction === "outer") {
    return `
    for (var e = thread; e < ${quads * depth}; e += ${threads}) {
      let k = e / ${quads};
      let q = e % ${quads};
      panel${name}[e] = read${name}(k0 + k, ${origin} + q * 4, z, kEnd);
    }`;
  }
  const deep = depth / 4;
  return `
    for (var e = thread; e < ${span * deep}; e += ${threads}) {
      let r = e / ${deep};
      let k = (e % ${deep}) * 4;
      let v = read${name}(${origin} + r, k0 + k, z, kEnd);
      let q = r / 4;
      let lane = r % 4;
      ${lines(4, (i) => `panel${name}[(k + ${i}) * ${quads} + q][lane] = v[${i}];`)}
    }`;
}

/** A whole module. `write(m, n, z, split, value)` gets four neighbours along n; it checks `n + i` itself, rows are checked here. */
export function gemmCode({ tile, m, n, k, splits, declarations, a, b }: Gemm): string {
  const { rows, columns, depth, ownRows, ownColumns } = tile;
  const [across, down] = [columns / ownColumns, rows / ownRows];
  const threads = across * down;
  const [rowQuads, columnQuads] = [ownRows / 4, ownColumns / 4];
  const sums = (part: (i: number, j: number) => string): string =>
    lines(ownRows, (i) => lines(columnQuads, (j) => part(i, j)));
  return `
${declarations}
var<workgroup> panelA : array<vec4<f32>, ${(rows / 4) * depth}>;
var<workgroup> panelB : array<vec4<f32>, ${(columns / 4) * depth}>;
@compute @workgroup_size(${across}, ${down})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_id) local : vec3<u32>,
        @builtin(local_invocation_index) localIndex : u32) {
  let thread = i32(localIndex);
  let tx = i32(local.x);
  let ty = i32(local.y);
  let row0 = i32(group.y) * ${rows};
  let column0 = i32(group.x) * ${columns};
  let split = i32(group.z) % ${splits};
  let z = i32(group.z) / ${splits};
  let whole = ${k};
  ${ZERO}
  let share = (whole + ${splits * depth - 1}) / ${splits * depth} * ${depth};
  let kBegin = split * share;
  let kEnd = min(kBegin + share, whole);
  ${sums((i, j) => `var c${i}_${j} = vec4<f32>(0.0);`)}
  for (var k0 = kBegin; k0 < kEnd; k0 += ${depth}) {
    ${stage("A", a, rows, depth, threads)}
    ${stage("B", b, columns, depth, threads)}
    workgroupBarrier();
    for (var k = 0; k < ${depth} + zero; k++) {
      ${lines(rowQuads, (i) => `let a${i} = panelA[k * ${rows / 4} + ty * ${rowQuads} + ${i}];`)}
      ${lines(columnQuads, (j) => `let b${j} = panelB[k * ${columns / 4} + tx + ${j * across}];`)}
      ${sums((i, j) => `c${i}_${j} = fma(vec4<f32>(a${i >> 2}[${i & 3}]), b${j}, c${i}_${j});`)}
    }
    workgroupBarrier();
  }
  let bound = ${m};
  ${lines(
    ownRows,
    (i) => `
  if (row0 + ty * ${ownRows} + ${i} < bound) {
    ${lines(columnQuads, (j) => `if (column0 + (tx + ${j * across}) * 4 < ${n}) { write(row0 + ty * ${ownRows} + ${i}, column0 + (tx + ${j * across}) * 4, z, split, c${i}_${j}); }`)}
  }`,
  )}
}`;
}

export const gemmGrid = (tile: Tile, m: number, n: number, layers: number, splits: number): Extent3 => [
  divideUp(n, tile.columns),
  divideUp(m, tile.rows),
  layers * splits,
];

/** Names a tile in the key of a pipeline. */
export const tileKey = ({ rows, columns, depth, ownRows, ownColumns }: Tile): string =>
  `${rows}x${columns}x${depth}/${ownRows}x${ownColumns}`;

/** The most rows whose last tile is not mostly empty. */
const fittingRows = (m: number, most: number): number =>
  [256, 128].find((rows) => rows <= most && divideUp(m, rows) * rows <= 1.25 * m) ?? 64;

/** Reads half of what a tile of 64 sums an invocation does. */
export const MANY_SUMS: Tile = { rows: 128, columns: 64, depth: 16, ownRows: 16, ownColumns: 16 };

/**
 * Whether an invocation may keep hundreds of sums: where Mesa's llvmpipe plays the GPU they are in the processor's memory
 * anyway, while a GPU has no registers for so many.
 */
export const keepsManySums = ({ adapterInfo: { device, description } }: GPUDevice): boolean =>
  /llvmpipe/i.test(`${device} ${description}`);

/**
 * The narrowest tile that holds all columns, 64 of them at most, as columns that are not there cost as much as others;
 * its rows make up the workgroup. Panels stay within the 16 KiB of workgroup memory that every device has.
 */
export function chooseTile(m: number, n: number, manySums = false): Tile {
  if (manySums && n > 32 && divideUp(m, MANY_SUMS.rows) * MANY_SUMS.rows <= 1.25 * m) return MANY_SUMS;
  const columns = n <= 4 ? 4 : n <= 8 ? 8 : n <= 16 ? 16 : n <= 32 ? 32 : 64;
  const ownColumns = Math.min(8, columns);
  if (m <= 32) {
    return { rows: m <= 16 ? 16 : 32, columns, depth: 16, ownRows: 4, ownColumns };
  }
  const rows = fittingRows(m, columns <= 8 ? 256 : columns === 16 ? 128 : 64);
  return { rows, columns, depth: rows === 256 ? 8 : 16, ownRows: 8, ownColumns };
}

const WANTED_GROUPS = 64;
const LEAST_DEPTH = 256;

/** How many parts of the depth are computed side by side, so that a product with few tiles still fills the device. */
export function chooseSplits(
  tile: Tile,
  m: number,
  n: number,
  k: number,
  layers: number,
  limit: number,
): number {
  const tiles = divideUp(m, tile.rows) * divideUp(n, tile.columns) * layers;
  const wanted = Math.min(divideUp(WANTED_GROUPS, tiles), Math.max(1, Math.floor(k / LEAST_DEPTH)), limit);
  if (wanted <= 1) return 1;
  // Every part holds at least one panel.
  return divideUp(k, divideUp(divideUp(k, wanted), tile.depth) * tile.depth);
}
