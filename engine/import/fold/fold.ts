/**
 * Repeated regions become blocks. The regions are those of the modules that the paths of the layers tell of, so that
 * every layer keeps its path and every weight its name.
 */
import type { BlockClass } from "./classes.ts";
import { classify } from "./classes.ts";
import { adoptJoins } from "./joins.ts";
import { isMember, parentsOf } from "./module-paths.ts";
import { modulesByHeight, type Region, readersOf, regionOf } from "./regions.ts";
import { rename } from "./rename.ts";
import { foldRepeats } from "./repeats.ts";
import { families } from "./unify.ts";
import type { Unit } from "./units.ts";

export interface Folded {
  readonly units: readonly Unit[];
  readonly blocks: readonly BlockClass[];
  /** New paths of layers without weights that stand outside the block of their module. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** A block of fewer parts would say no more than the parts. */
const FEWEST_PARTS = 3;

export function fold(given: readonly Unit[]): Folded {
  const adopted = adoptJoins(given);
  const { units } = adopted;
  const blocks: BlockClass[] = [];
  const renamed = new Map(adopted.renamed);
  let now = units;
  for (const modules of modulesByHeight(units, FEWEST_PARTS)) {
    const readers = readersOf(now);
    const regions = modules.flatMap((path) => regionOf(path, now, readers) ?? []);
    const worth = regions.filter(
      ({ members }) => members.length >= FEWEST_PARTS || members.some(({ what }) => what.type === "block"),
    );
    const moved = new Map<string, string>();
    for (const family of families(worth)) {
      if (family.members.length < 2 || family.model.members.length < 2) continue;
      const { block, instances } = classify(family, new Set(blocks.map(({ id }) => id)));
      blocks.push(block);
      now = replaceRegions(
        now,
        // What a region reads may have been replaced since the regions were found.
        instances.map(({ region, unit }) => ({
          region,
          unit: { ...unit, inputs: unit.inputs.map((path) => moved.get(path) ?? path) },
        })),
        moved,
        renamed,
      );
    }
    now = foldRepeats(now);
  }
  now = wrapModules(now, blocks, renamed);
  const used = usedBlocks(now);
  return { units: now, blocks: blocks.filter((block) => used.has(block)), renamed };
}

/** More nodes than one looks at together. */
const MOST_NODES = 40;

/** Where much is left side by side, what one module holds becomes a block of its own, the outermost modules first. */
function wrapModules(
  units: readonly Unit[],
  blocks: BlockClass[],
  renamed: Map<string, string>,
): readonly Unit[] {
  let now = units;
  let level = 0;
  const depth = (path: string): number => path.split(".").length;
  const modules = [...new Set(units.flatMap(({ path }) => parentsOf(path)))];
  for (const path of modules.sort((a, b) => depth(a) - depth(b))) {
    // Modules side by side are all treated alike.
    if (now.length <= MOST_NODES && depth(path) !== level) break;
    const region = regionOf(path, now, readersOf(now));
    if (region === null || region.members.length < FEWEST_PARTS) continue;
    // A module around nearly all is no help.
    if (region.members.length > units.length / 2) continue;
    level = depth(path);
    const family = { model: region, members: [region], lacks: new Map(), passing: new Map() };
    const { block, instances } = classify(family, new Set(blocks.map(({ id }) => id)));
    const what = {
      type: "block",
      block: { ...block, title: path.split(".").at(-1) ?? block.title },
    } as const;
    blocks.push(what.block);
    const named = instances.map(({ region: place, unit }) => ({ region: place, unit: { ...unit, what } }));
    now = replaceRegions(now, named, new Map(), renamed);
  }
  return now;
}

type Instances = readonly { readonly region: Region; readonly unit: Unit }[];

/** Each region by its block; a join that stays outside leaves the module's name to the block. */
function replaceRegions(
  units: readonly Unit[],
  instances: Instances,
  moved: Map<string, string>,
  renamed: Map<string, string>,
): readonly Unit[] {
  const stands = new Map<string, Unit | null>();
  const paths = new Map<string, string>();
  for (const { region, unit } of instances) {
    for (const { path } of region.members) stands.set(path, null);
    stands.set(region.output, unit);
    paths.set(region.output, unit.path);
  }
  const modules = instances.map(({ region }) => region.path);
  const kept = units.flatMap((unit) => {
    const found = stands.get(unit.path);
    if (found !== undefined) return found === null ? [] : [found];
    const module = modules.find((path) => isMember(unit.path, path));
    if (module === undefined) return [unit];
    const path = `${module}_join`;
    paths.set(unit.path, path);
    renamed.set(unit.path, path);
    return [{ ...unit, path }];
  });
  for (const [from, to] of paths) moved.set(from, to);
  return rename(kept, paths);
}

function usedBlocks(units: readonly Unit[]): ReadonlySet<BlockClass> {
  const used = new Set<BlockClass>();
  for (const { what } of units) if (what.type === "block") used.add(what.block);
  // A set keeps what is added while it is walked.
  for (const block of used)
    for (const { what } of block.parts) if (what.type === "block") used.add(what.block);
  return used;
}
