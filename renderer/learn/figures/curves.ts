type Point = readonly [x: number, y: number];

/** Weight of what came before in the smoothed curve. */
const KEEP = 0.9;

/** Exponentially weighted mean, corrected for its start, thinned to at most 200 points. */
export function smoothed(points: readonly Point[]): readonly Point[] {
  let mean = 0;
  let weight = 0;
  const all = points.map(([x, y]): Point => {
    mean = KEEP * mean + (1 - KEEP) * y;
    weight = KEEP * weight + (1 - KEEP);
    return [x, mean / weight];
  });
  const every = Math.ceil(all.length / 200);
  return all.filter((_, index) => index % every === 0 || index === all.length - 1);
}
