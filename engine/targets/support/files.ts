/** Small helpers about the files of an export. */
import type { ExportFile } from "./types.ts";

export const textFile = (path: string, text: string): ExportFile => ({
  path,
  chunks: [new TextEncoder().encode(text)],
});

export const fileSize = ({ chunks }: ExportFile): number =>
  chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);

/** The whole content in one piece; a copy, unless it is one already. */
export function fileBytes(file: ExportFile): Uint8Array {
  const [first] = file.chunks;
  if (first !== undefined && file.chunks.length === 1) return first;
  const bytes = new Uint8Array(fileSize(file));
  let at = 0;
  for (const chunk of file.chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** The bytes of 32-bit floats without copying them; files are little-endian, as every machine that runs this is. */
export const floatBytes = (data: Float32Array): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
