// Runs of values from one place to another: what joining and cutting tensors is made of.
import { field, pointer } from "./layout.ts";
import { startOf } from "./range.ts";

/** `from, to, rows, length, step, stride`: runs of `length` values, `step` apart in the source and `stride` in the result. */
export function copyRuns(p: usize, part: i32, parts: i32): void {
  const start = startOf(part, parts, field(p, 8), 1);
  let rows = startOf(part + 1, parts, field(p, 8), 1) - start;
  const bytes = (<usize>field(p, 12)) << 2;
  const step = (<usize>field(p, 16)) << 2;
  const stride = (<usize>field(p, 20)) << 2;
  let from = pointer(p, 0) + <usize>start * step;
  let to = pointer(p, 4) + <usize>start * stride;
  const vectors = bytes & ~15;
  for (; rows > 0; rows--) {
    if (bytes >= 1024) memory.copy(to, from, bytes);
    else {
      let i: usize = 0;
      for (; i < vectors; i += 16) v128.store(to + i, v128.load(from + i));
      for (; i < bytes; i += 4) store<u32>(to + i, load<u32>(from + i));
    }
    from += step;
    to += stride;
  }
}
