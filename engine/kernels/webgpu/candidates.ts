/** The kernels that a product may be computed by: what is measured, and what a remembered choice may be. */
import { byTile, type Choice, choiceKey, fittedSplits, type Product, ruleFor } from "./choice.ts";
import type { Tile } from "./gemm.ts";

/** Within the 256 invocations and 16 KiB of every device; wide ones first, as they read least of each operand. */
export const TILES: readonly Tile[] = [
  { rows: 128, columns: 64, depth: 16, ownRows: 8, ownColumns: 8 },
  { rows: 64, columns: 64, depth: 16, ownRows: 4, ownColumns: 4 },
  { rows: 128, columns: 128, depth: 8, ownRows: 8, ownColumns: 8 },
  { rows: 64, columns: 64, depth: 16, ownRows: 8, ownColumns: 8 },
  { rows: 64, columns: 32, depth: 16, ownRows: 4, ownColumns: 4 },
  { rows: 32, columns: 64, depth: 16, ownRows: 4, ownColumns: 8 },
  { rows: 128, columns: 32, depth: 16, ownRows: 8, ownColumns: 4 },
  { rows: 32, columns: 32, depth: 16, ownRows: 4, ownColumns: 4 },
  { rows: 64, columns: 16, depth: 16, ownRows: 4, ownColumns: 4 },
  { rows: 128, columns: 16, depth: 16, ownRows: 8, ownColumns: 4 },
  { rows: 16, columns: 64, depth: 16, ownRows: 4, ownColumns: 4 },
  { rows: 128, columns: 8, depth: 16, ownRows: 4, ownColumns: 4 },
  { rows: 256, columns: 4, depth: 8, ownRows: 4, ownColumns: 4 },
];

/** Tiles of one product that are measured: each is compiled for it. */
const MOST_TILES = 5;

/** Multiplications above which a product is not computed by its definition, lest one dispatch take too long. */
const DIRECT_MOST = 2 ** 26;

const powerAbove = (size: number): number => 2 ** Math.ceil(Math.log2(Math.max(4, size)));

/** Not mostly beside the matrix, nor a small part of a wide one. */
const suits =
  ({ m, n }: Product) =>
  ({ rows, columns }: Tile): boolean =>
    columns <= powerAbove(n) && rows <= powerAbove(m) && (columns >= 32 || columns >= powerAbove(n));

/** By the rule first, then the first tiles that suit it, with the parts that the rule gives them, then by the definition. */
export function candidatesOf(product: Product): readonly Choice[] {
  if (product.only === true) return [ruleFor(product)];
  const { m, n, k, layers } = product;
  const all: readonly Choice[] = [
    ruleFor(product),
    ...TILES.filter(suits(product))
      .slice(0, MOST_TILES)
      .map((tile) => byTile(product, tile)),
    ...(m * n * k * layers <= DIRECT_MOST ? [{ direct: true } as const] : []),
  ];
  return [...new Map(all.map((choice) => [choiceKey(choice), choice])).values()];
}

/** The same tile with its depth split otherwise. */
export function splitOtherwise(product: Product, choice: Choice): readonly Choice[] {
  if (choice.direct || product.mostParts === 1) return [];
  const { tile, splits } = choice;
  const others = [2 * splits, 4 * splits, Math.floor(splits / 2)]
    .filter((wanted) => wanted >= 1)
    .map((wanted) => ({ ...choice, splits: fittedSplits(product, tile, wanted) }))
    .filter((other) => other.splits !== splits);
  return [...new Map(others.map((other) => [choiceKey(other), other])).values()];
}

/** The candidate that is written so, or `null`: nothing else is ever run. */
export function candidateNamed(product: Product, name: string): Choice | null {
  const candidates = candidatesOf(product);
  const all = [...candidates, ...candidates.flatMap((choice) => splitOtherwise(product, choice))];
  return all.find((choice) => choiceKey(choice) === name) ?? null;
}
