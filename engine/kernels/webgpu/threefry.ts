/**
 * Threefry-2x32 with 20 rounds in WGSL (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011): the bits of
 * `engine/tensor/random-counter.ts`.
 */
import { lines } from "./wgsl.ts";

const TURNS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;
const KEY = ["key.x", "key.y", "third"] as const;

export const THREEFRY = `
fn threefry(key : vec2<u32>, counter : vec2<u32>) -> vec2<u32> {
  let third = 0x1bd11bdau ^ key.x ^ key.y;
  var w = counter + key;
  ${lines(
    5,
    (four) => `
  ${(TURNS[four % 2] ?? []).map((left) => `w.x += w.y; w.y = ((w.y << ${left}u) | (w.y >> ${32 - left}u)) ^ w.x;`).join("\n  ")}
  w += vec2<u32>(${KEY[(four + 1) % 3]}, ${KEY[(four + 2) % 3]} + ${four + 1}u);`,
  )}
  return w;
}`;
