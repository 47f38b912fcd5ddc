/** Exported files as one blob for the page, and back. */
import { unzipSync } from "fflate";
import { storedZip } from "../../targets/keras/zip.ts";
import type { ExportFormat } from "../../targets/support/format-names.ts";
import type { ExportFile, Target } from "../../targets/support/types.ts";
import type { ExportReply } from "../values.ts";

const KINDS: Readonly<Record<ExportFormat, Pick<ExportReply, "mimeType" | "ending">>> = {
  tfjs: { mimeType: "application/zip", ending: ".tfjs.zip" },
  onnx: { mimeType: "application/octet-stream", ending: ".onnx" },
  keras: { mimeType: "application/zip", ending: ".keras" },
  safetensors: { mimeType: "application/octet-stream", ending: ".safetensors" },
  pytorch: { mimeType: "application/zip", ending: ".pytorch.zip" },
  "keras-code": { mimeType: "application/zip", ending: ".keras-code.zip" },
  html: { mimeType: "text/html", ending: ".html" },
  card: { mimeType: "application/zip", ending: ".card.zip" },
  json: { mimeType: "application/json", ending: ".json" },
  svg: { mimeType: "image/svg+xml", ending: ".svg" },
};

type Packed = Omit<ExportReply, "checkable">;

/** The chunks go into the blob as they are; what is larger than memory the browser keeps on disk. */
export function packed(format: ExportFormat, layout: Target["layout"], files: readonly ExportFile[]): Packed {
  const paths = files.map(({ path }) => path);
  const chunks =
    layout === "folder"
      ? storedZip(files.map(({ path, chunks: own }) => ({ name: path, chunks: own })))
      : files.flatMap(({ chunks: own }) => own);
  const { mimeType, ending } = KINDS[format];
  // The platform's types want to be told that no chunk lies in shared memory.
  return { blob: new Blob(chunks as Uint8Array<ArrayBuffer>[], { type: mimeType }), mimeType, ending, paths };
}

export async function unpacked(blob: Blob, layout: Target["layout"]): Promise<readonly ExportFile[]> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (layout === "file") return [{ path: "", chunks: [bytes] }];
  return Object.entries(unzipSync(bytes)).map(([path, content]) => ({ path, chunks: [content] }));
}
