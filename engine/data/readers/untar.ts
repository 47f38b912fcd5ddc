/** The files of a tar archive (ustar), so that a data set can be read as it was downloaded. */
import { fail, ok, problem, type Result } from "../../tensor/problem.ts";
import type { NamedBlob } from "../memory.ts";
import { readerMessages } from "./messages.ts";

const BLOCK = 512;

/**
 * Regular files only: links, devices and the like are passed over. Names are data for finding files in memory; nothing is
 * written anywhere. Format: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06
 */
export function untar(bytes: Uint8Array, path: string): Result<readonly NamedBlob[]> {
  const files: NamedBlob[] = [];
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return ok(files); // the archive's end
    const size = octal(header.subarray(124, 136));
    if (size === null || checksum(header) !== octal(header.subarray(148, 156)))
      return fail(problem(readerMessages, "tar/broken", { path }, { path, position: at }));
    const start = at + BLOCK;
    if (start + size > bytes.length)
      return fail(problem(readerMessages, "tar/broken", { path }, { path, position: at }));
    const type = header[156] as number;
    if (type === 0 || type === 0x30) {
      const prefix = text(header.subarray(345, 500));
      const name = text(header.subarray(0, 100));
      const file = bytes.slice(start, start + size);
      files.push({ path: prefix === "" ? name : `${prefix}/${name}`, blob: new Blob([file]) });
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files.length > 0
    ? ok(files)
    : fail(problem(readerMessages, "tar/broken", { path }, { path, position: 0 }));
}

const text = (field: Uint8Array): string => {
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
};

function octal(field: Uint8Array): number | null {
  const digits = text(field).trim();
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

/** Sum of the header's bytes with the checksum's own field as spaces. */
function checksum(header: Uint8Array): number {
  let sum = 0;
  header.forEach((byte, i) => {
    sum += i >= 148 && i < 156 ? 0x20 : byte;
  });
  return sum;
}
