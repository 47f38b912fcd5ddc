/** Fixes of groups that do not divide: the nearest numbers that do. */
import type { Change, Site } from "./change.ts";
import { setParams } from "./window.ts";

const MOST_CHANNELS = 65_536;

/** Groups that divide the channels and, where the layer has filters, those too: the next above and the next below. */
export function fitGroups(site: Site): readonly Change[] {
  const { params } = site.layer;
  const channels = site.inputs[0]?.[0] ?? 1;
  const groups = Number(params.groups ?? 1);
  const filters = typeof params.filters === "number" ? params.filters : channels;
  const fits = (count: number): boolean => channels % count === 0 && filters % count === 0;
  const found: number[] = [];
  for (let count = groups - 1; count >= 1; count--) {
    if (!fits(count)) continue;
    found.push(count);
    break;
  }
  for (let count = groups + 1; count <= channels; count++) {
    if (!fits(count)) continue;
    found.push(count);
    break;
  }
  found.sort((a, b) => Math.abs(a - groups) - Math.abs(b - groups));
  return found.map((count) => setParams(site, { groups: count }));
}

/** A number of filters that the groups divide, besides other groups. */
export function fitFilters(site: Site): readonly Change[] {
  const groups = Number(site.layer.params.groups ?? 1);
  const filters = Number(site.layer.params.filters ?? groups);
  const below = Math.floor(filters / groups) * groups;
  const above = Math.ceil(filters / groups) * groups;
  const multiples = [above, below].filter((count) => count >= 1 && count <= MOST_CHANNELS);
  multiples.sort((a, b) => Math.abs(a - filters) - Math.abs(b - filters));
  return [...multiples.map((count) => setParams(site, { filters: count })), ...fitGroups(site)];
}
