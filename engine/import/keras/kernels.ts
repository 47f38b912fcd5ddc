/** Zeros that a program wrote into kernels because its layers know no groups or no dilation: what is left without them. */
import type { Pair } from "../../layers/param.ts";
import type { WeightArray } from "../../targets/weights/types.ts";

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const both = <T>(along: (axis: 0 | 1) => T): [T, T] => [along(0), along(1)];

/** The most groups of a kernel `[a, b, kh, kw]` that has numbers in every block of its diagonal and none elsewhere. */
export function groupsIn({ shape, data }: WeightArray): number {
  const [first = 1, second = 1, height = 1, width = 1] = shape;
  const most = gcd(first, second);
  for (let groups = most; groups > 1; groups--) {
    if (most % groups !== 0) continue;
    const [rows, columns] = [first / groups, second / groups];
    const filled = new Set<number>();
    const isBlocks = data.every((number, index) => {
      if (number === 0) return true;
      const plane = Math.floor(index / (height * width));
      const group = Math.floor(Math.floor(plane / second) / rows);
      filled.add(group);
      return Math.floor((plane % second) / columns) === group;
    });
    if (isBlocks && filled.size === groups) return groups;
  }
  return 1;
}

/** The blocks of the diagonal: `[a, b/groups, kh, kw]`. */
export function diagonal({ shape, data }: WeightArray, groups: number): WeightArray {
  if (groups === 1) return { shape, data };
  const [first = 1, second = 1, height = 1, width = 1] = shape;
  const [area, each] = [height * width, second / groups];
  const out = new Float32Array(data.length / groups);
  for (let row = 0; row < first; row++) {
    const start = (row * second + Math.floor(row / (first / groups)) * each) * area;
    out.set(data.subarray(start, start + each * area), row * each * area);
  }
  return { shape: [first, each, height, width], data: out };
}

/** Rows and columns of a kernel that hold a number. */
function usedLines({ shape, data }: WeightArray): readonly [ReadonlySet<number>, ReadonlySet<number>] {
  const [, , height = 1, width = 1] = shape;
  const used = [new Set<number>(), new Set<number>()] as const;
  for (const [index, number] of data.entries()) {
    if (number === 0) continue;
    used[0].add(Math.floor(index / width) % height);
    used[1].add(index % width);
  }
  return used;
}

/** The dilation that zeros between the rows and columns of a kernel stand for. */
export function dilationIn(kernel: WeightArray): Pair {
  const used = usedLines(kernel);
  return both((axis) => {
    const last = (kernel.shape[axis + 2] ?? 1) - 1;
    const lines = [...used[axis]];
    if (last < 1 || !used[axis].has(0) || !used[axis].has(last)) return 1;
    return lines.reduce((step, line) => gcd(step, line), last);
  });
}

/** Every so many rows and columns of a kernel. */
export function thinned({ shape, data }: WeightArray, step: Pair): WeightArray {
  if (step[0] === 1 && step[1] === 1) return { shape, data };
  const [first = 1, second = 1, height = 1, width = 1] = shape;
  const size = both((axis) => Math.floor(((axis === 0 ? height : width) - 1) / step[axis]) + 1);
  const out = new Float32Array(first * second * size[0] * size[1]);
  let to = 0;
  for (let plane = 0; plane < first * second; plane++)
    for (let y = 0; y < height; y += step[0])
      for (let x = 0; x < width; x += step[1]) out[to++] = data[(plane * height + y) * width + x] ?? 0;
  return { shape: [first, second, ...size], data: out };
}
