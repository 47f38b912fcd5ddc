/** Three distances from which a graph is read. */
export type Distance = "far" | "mid" | "near";

const FAR_BELOW = 0.5;
const NEAR_FROM = 1.4;

export function distanceAt(zoom: number): Distance {
  if (zoom < FAR_BELOW) return "far";
  return zoom >= NEAR_FROM ? "near" : "mid";
}
