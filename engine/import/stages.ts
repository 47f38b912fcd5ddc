/**
 * Modules for networks whose files tell of none: where one value alone leads on, the network is cut, and pieces that
 * follow each other in the same form are numbered under one name, `stage1.0`, `stage1.1`.
 */
import { layerSpec } from "../layers/index.ts";
import type { DraftNode, Wish } from "./draft.ts";

type Piece = readonly DraftNode[];
/** Pieces of one copy, at most. */
const LONGEST = 8;
/** A network of fewer layers is seen at a glance by the names that its file has. */
const FEWEST_NAMED = 60;
const FEWEST_NODES = 3;

/** The same nodes, those of a stage with its module as their wish; nothing changes where the file tells of modules. */
export function withStages(order: readonly DraftNode[]): readonly DraftNode[] {
  const inner = order.filter(({ kind }) => kind !== "input" && kind !== "output");
  if (inner.some(({ wish, kind }) => kind === null || tellsModule(wish))) return order;
  if (inner.length < FEWEST_NAMED && inner.some(({ wish }) => wish.path !== undefined)) return order;
  const modules = stagesOf(
    cut(order).filter((piece) => piece.every(({ kind }) => kind !== "input" && kind !== "output")),
  );
  if (modules.size === 0) return order;
  const now = new Map<DraftNode, DraftNode>();
  return order.map((node) => {
    const module = modules.get(node);
    const inputs = node.inputs.map((input) => now.get(input) ?? input);
    const wish = module === undefined && node.wish.path !== undefined ? node.wish : { module: module ?? "" };
    const fresh = { ...node, inputs, wish };
    now.set(node, fresh);
    return fresh;
  });
}

const tellsModule = ({ path, module }: Wish): boolean => (module ?? "") !== "" || (path ?? "").includes(".");

/** Pieces between the places where a single value is still to be read. */
function cut(order: readonly DraftNode[]): readonly Piece[] {
  const place = new Map(order.map((node, index) => [node, index]));
  const lastRead = new Array<number>(order.length).fill(-1);
  for (const [index, { inputs }] of order.entries())
    for (const input of inputs) lastRead[place.get(input) ?? 0] = index;
  const ending = new Array<number>(order.length).fill(0);
  for (const index of lastRead) if (index >= 0) ending[index] = (ending[index] ?? 0) + 1;
  const pieces: DraftNode[][] = [[]];
  let live = 0;
  for (const [index, node] of order.entries()) {
    pieces.at(-1)?.push(node);
    live += ((lastRead[index] ?? -1) > index ? 1 : 0) - (ending[index] ?? 0);
    if (live === 1) pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 0);
}

/** What a piece does, whatever its numbers. */
function formOf(piece: Piece): string {
  const place = new Map(piece.map((node, index) => [node, index]));
  return piece
    .map(({ kind, inputs }) => `${kind}(${inputs.map((input) => place.get(input) ?? "#").join()})`)
    .join(" ");
}

const startsWithActivation = ([first]: Piece): boolean =>
  first !== undefined && first.kind !== null && layerSpec(first.kind).family === "activation";

function stagesOf(pieces: readonly Piece[]): ReadonlyMap<DraftNode, string> {
  const forms = pieces.map(formOf);
  const modules = new Map<DraftNode, string>();
  let stage = 0;
  let free = 0;
  for (let start = 0; start < pieces.length; ) {
    const run = startsWithActivation(pieces[start] ?? []) ? null : longestRun(pieces, forms, start);
    if (run === null) {
      start += 1;
      continue;
    }
    stage += 1;
    const { length, copies } = run;
    const before = start - length;
    const first = before >= free && isLarger(pieces, before, start, length) ? before : start;
    const end = start + length * copies;
    for (let at = first; at < end; at++)
      for (const node of pieces[at] ?? [])
        modules.set(node, `stage${stage}.${Math.floor((at - first) / length)}`);
    start = end;
    free = end;
  }
  return modules;
}

function longestRun(pieces: readonly Piece[], forms: readonly string[], start: number) {
  let best: { readonly length: number; readonly copies: number } | null = null;
  for (let length = 1; length <= LONGEST; length++) {
    let copies = 1;
    while (sameForms(forms, start, start + copies * length, length)) copies += 1;
    const nodes = pieces.slice(start, start + length).reduce((sum, piece) => sum + piece.length, 0);
    if (copies < 2 || nodes < FEWEST_NODES) continue;
    if (best === null || length * copies > best.length * best.copies) best = { length, copies };
  }
  return best;
}

const sameForms = (forms: readonly string[], a: number, b: number, length: number): boolean =>
  b + length <= forms.length && forms.slice(a, a + length).every((form, index) => form === forms[b + index]);

/** A first copy may have a few layers more, as a residual unit with a projection has. */
function isLarger(pieces: readonly Piece[], a: number, b: number, length: number): boolean {
  let more = 0;
  for (let index = 0; index < length; index++) {
    const counts = new Map<string, number>();
    for (const { kind } of pieces[a + index] ?? []) counts.set(kind ?? "", (counts.get(kind ?? "") ?? 0) + 1);
    for (const { kind } of pieces[b + index] ?? []) counts.set(kind ?? "", (counts.get(kind ?? "") ?? 0) - 1);
    for (const count of counts.values()) {
      if (count < 0) return false;
      more += count;
    }
  }
  return more > 0 && more <= 3;
}
