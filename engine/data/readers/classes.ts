/** What the readers share about classes and lists of names. */
import { type Problem, problem } from "../../tensor/problem.ts";
import type { MemoryPart } from "../memory.ts";
import { readerMessages } from "./messages.ts";

/** Up to `most` names and how many more there are. */
export function someNames(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** A warning where a class occurs in no training label. */
export function absentClasses(
  labels: ArrayLike<number>,
  classes: readonly string[],
  place: string,
): readonly Problem[] {
  const seen = new Set(Array.from(labels));
  const absent = classes.filter((_, label) => !seen.has(label));
  if (absent.length === 0) return [];
  const values = { classes: someNames(absent) };
  return [problem(readerMessages, "class/absent", { path: place, severity: "warning" }, values)];
}

/** The samples at `members`, copied together. */
export function pick(from: MemoryPart, members: Uint32Array): MemoryPart {
  const { pixels } = from;
  const size = pixels.length / from.labels.length;
  const picked =
    pixels instanceof Uint8Array
      ? new Uint8Array(members.length * size)
      : new Float32Array(members.length * size);
  members.forEach((member, row) => {
    picked.set(pixels.subarray(member * size, (member + 1) * size), row * size);
  });
  return { pixels: picked, labels: Int32Array.from(members, (member) => from.labels[member] as number) };
}
