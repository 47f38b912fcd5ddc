/** Three distances from which a graph is read; from very far nodes are too small for anything but their colour. */
export type Distance = "dots" | "far" | "mid" | "near";

const DOTS_BELOW = 0.2;
const FAR_BELOW = 0.5;
const NEAR_FROM = 1.4;

export function distanceAt(zoom: number): Distance {
  if (zoom < DOTS_BELOW) return "dots";
  if (zoom < FAR_BELOW) return "far";
  return zoom >= NEAR_FROM ? "near" : "mid";
}

/** Too far for words. */
export const isAfar = (distance: Distance): boolean => distance === "far" || distance === "dots";
