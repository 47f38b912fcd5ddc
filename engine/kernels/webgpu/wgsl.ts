/** Pieces of WGSL. */

/** `part(0)`, `part(1)` … one a line. */
export const lines = (count: number, part: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join("\n");

/** Elements of a storage array: four together where every row is a whole number of them. */
export const elementOf = (vector: boolean): string => (vector ? "vec4<f32>" : "f32");

export interface Binding {
  readonly name: string;
  readonly type: string;
  readonly write?: true;
}

/** Storage arrays of group 0, numbered in this order. */
export const declare = (bindings: readonly Binding[]): string =>
  bindings
    .map(({ name, type, write }, i) => {
      const access = write === undefined ? "read" : "read_write";
      return `@group(0) @binding(${i}) var<storage, ${access}> ${name} : array<${type}>;`;
    })
    .join("\n");

export const f32 = (name: string): Binding => ({ name, type: "f32" });
export const written = (name: string, vector = false): Binding => ({
  name,
  type: elementOf(vector),
  write: true,
});
export const vectors = (name: string, vector: boolean): Binding => ({ name, type: elementOf(vector) });

/**
 * A zero that no compiler knows to be one. Loops up to `n + zero` stay loops: some drivers would unroll them whole, which
 * takes them seconds and gains nothing.
 */
export const ZERO = "let zero = i32(group.x >> 31u);";

/**
 * The index of the invocation in a dispatch of `flatGrid`, for a workgroup of `width` along x. `total` invocations have
 * work; the rest return.
 */
export const flatMain = (width: number, total: string, body: string): string => `
@compute @workgroup_size(${width})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>,
        @builtin(local_invocation_id) lane : vec3<u32>) {
  let index = i32((group.y * groups.x + group.x) * ${width}u + lane.x);
  if (index >= ${total}) { return; }
  ${body.includes("zero") ? ZERO : ""}
  ${body}
}`;

const ROW = 32768;

/** Workgroups of `width` invocations for `total` of them, within the limits of every device. */
export function flatGrid(total: number, width: number): readonly [number, number, number] {
  const groups = Math.max(1, Math.ceil(total / width));
  return groups <= ROW ? [groups, 1, 1] : [ROW, Math.ceil(groups / ROW), 1];
}
