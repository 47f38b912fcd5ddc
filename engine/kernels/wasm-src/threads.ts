// Threads on one heap. A job is cut into parts that write to places of their own, so that who takes which part, and how
// many take part at all, changes no bit of the result.
import { partOf } from "./kernels.ts";

/** The control block, in bytes; what different threads write lies on different cache lines. */
const REMAINING: usize = 0;
const UNFINISHED: usize = 64;
const GENERATION: usize = 128;
const SLEEPING: usize = 132;
const STOPPED: usize = 136;
const KERNEL: usize = 192;
const DESCRIPTION: usize = 196;
const PARTS: usize = 200;
export function controlBytes(): usize {
  return 256;
}

/** Looks at the control block before a thread falls asleep: some 20 microseconds, the pause between two kernels. */
const SPINS: i32 = 10000;

/**
 * Takes parts until none is left. `REMAINING` counts down, so that a thread that comes late and takes from a job that is
 * done finds nothing, and one that finds something reads the job that is under way.
 */
function work(control: usize, scratch: usize): void {
  while (true) {
    const left = atomic.sub<i32>(control + REMAINING, 1);
    if (left <= 0) return;
    const parts = load<i32>(control + PARTS);
    partOf(
      load<i32>(control + KERNEL),
      <usize>load<u32>(control + DESCRIPTION),
      parts - left,
      parts,
      scratch,
    );
    if (atomic.sub<i32>(control + UNFINISHED, 1) === 1) atomic.notify(control + UNFINISHED, 1);
  }
}

/** Runs on a thread of its own until `stop`. */
export function serve(control: usize, scratch: usize): void {
  while (atomic.load<i32>(control + STOPPED) === 0) {
    const generation = atomic.load<i32>(control + GENERATION);
    let spins = SPINS;
    while (spins > 0 && atomic.load<i32>(control + REMAINING) <= 0) spins--;
    if (spins > 0) {
      work(control, scratch);
      continue;
    }
    atomic.add<i32>(control + SLEEPING, 1);
    atomic.wait<i32>(control + GENERATION, generation, -1);
    atomic.sub<i32>(control + SLEEPING, 1);
  }
}

export function stop(control: usize): void {
  atomic.store<i32>(control + STOPPED, 1);
  atomic.add<i32>(control + GENERATION, 1);
  atomic.notify(control + GENERATION, -1);
}

/** Runs a job with the help of all threads that serve `control`; returns when it is done. `control` 0: alone. */
export function run(control: usize, kernel: i32, description: usize, parts: i32, scratch: usize): void {
  if (control === 0 || parts === 1) {
    for (let i = 0; i < parts; i++) partOf(kernel, description, i, parts, scratch);
    return;
  }
  store<i32>(control + KERNEL, kernel);
  store<u32>(control + DESCRIPTION, <u32>description);
  store<i32>(control + PARTS, parts);
  atomic.store<i32>(control + UNFINISHED, parts);
  atomic.store<i32>(control + REMAINING, parts);
  atomic.add<i32>(control + GENERATION, 1);
  if (atomic.load<i32>(control + SLEEPING) > 0) atomic.notify(control + GENERATION, -1);
  work(control, scratch);
  let spins = SPINS;
  while (true) {
    const left = atomic.load<i32>(control + UNFINISHED);
    if (left === 0) return;
    if (--spins < 0) atomic.wait<i32>(control + UNFINISHED, left, -1);
  }
}
