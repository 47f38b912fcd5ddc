// How `count` things are shared among the parts of a job.

/** The first of the things of a part; parts are multiples of `grain` but for the last. */
export function startOf(part: i32, parts: i32, count: i32, grain: i32): i32 {
  const grains = (count + grain - 1) / grain;
  const start = <i32>((<i64>grains * <i64>part) / <i64>parts) * grain;
  return min(start, count);
}
