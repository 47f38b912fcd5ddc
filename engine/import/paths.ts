/** Canonical paths for the layers of an imported network: the file's own names where it has them, else by kind and place. */
import { isNodeName, nameBase } from "../document/names.ts";
import { layerSpec } from "../layers/index.ts";
import type { DraftNode } from "./draft.ts";

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf(".")));

function commonModule(a: string, b: string): string {
  const [left, right] = [a.split("."), b.split(".")];
  const same = left.findIndex((part, index) => part !== right[index]);
  return (same < 0 ? left : left.slice(0, same)).join(".");
}

/** Layers that belong to what comes before them. */
const follows = (node: DraftNode): boolean => {
  if (node.kind === null) return false;
  const { family } = layerSpec(node.kind);
  return (
    family === "activation" || family === "normalisation" || node.kind === "add" || node.kind === "multiply"
  );
};

/** Names of nodes are at most this long, and so is a path while it is the name of one node. */
const LONGEST = 100;

export function assignPaths(order: readonly DraftNode[]): ReadonlyMap<DraftNode, string> {
  const modules = new Set<string>([""]);
  for (const { wish } of order) {
    for (let module = parentOf(wish.path ?? ""); module !== ""; module = parentOf(module))
      modules.add(module);
    for (let module = wish.module ?? ""; module !== ""; module = parentOf(module)) modules.add(module);
  }
  const readers = readersOf(order);
  const paths = new Map<DraftNode, string>();
  const taken = new Set<string>(["input", "output"]);
  const give = (node: DraftNode, wanted: string): void => {
    const path = free(wanted, taken);
    taken.add(path);
    paths.set(node, path);
  };
  // What has a path of its own comes first, so that no guess takes its name.
  const ends = order.filter(({ kind }) => kind === "input" || kind === "output");
  for (const kind of ["input", "output"] as const) {
    const [first, ...more] = ends.filter((node) => node.kind === kind);
    if (first !== undefined) paths.set(first, kind);
    for (const node of more) give(node, kind);
  }
  const own = ({ wish }: DraftNode): boolean =>
    wish.path !== undefined && !modules.has(wish.path) && wish.path.length <= LONGEST;
  for (const node of order) if (!paths.has(node) && own(node)) give(node, node.wish.path ?? "");
  for (const node of order) {
    if (paths.has(node)) continue;
    const module = moduleFor(node, modules, paths, readers.get(node) ?? []);
    const base = node.kind === null ? nameBase(node.foreign?.kind ?? "node") : nameBase(node.kind);
    const wanted = module === "" ? base : `${module}.${base}`;
    give(node, isNodeName(wanted) && wanted.length < LONGEST - 6 ? wanted : base);
  }
  return paths;
}

function moduleFor(
  node: DraftNode,
  modules: ReadonlySet<string>,
  paths: ReadonlyMap<DraftNode, string>,
  readers: readonly DraftNode[],
): string {
  const { path, module } = node.wish;
  if (module !== undefined) return module;
  if (path !== undefined && modules.has(path)) return path;
  const before = node.inputs.map((input) => parentOf(paths.get(input) ?? ""));
  const deepest = before.reduce((best, one) => (one.length > best.length ? one : best), "");
  if (follows(node)) return deepest;
  const after = readers.flatMap((reader) => {
    const known = paths.get(reader);
    return known === undefined ? [] : [parentOf(known)];
  });
  return after.reduce(commonModule, before[0] ?? "");
}

function readersOf(order: readonly DraftNode[]): ReadonlyMap<DraftNode, readonly DraftNode[]> {
  const readers = new Map<DraftNode, DraftNode[]>();
  for (const node of order)
    for (const input of node.inputs) readers.set(input, [...(readers.get(input) ?? []), node]);
  return readers;
}

function free(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = /\d$/.test(wanted) ? `${wanted}_` : wanted;
  for (let count = 2; ; count++) if (!taken.has(`${stem}${count}`)) return `${stem}${count}`;
}
