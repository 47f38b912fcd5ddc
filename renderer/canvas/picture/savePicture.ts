/** The open graph as a file: SVG text, or a PNG drawn from it at twice its size. */
import { sceneSvg } from "../../../engine/targets/svg/svg.ts";
import type { CanvasActionPorts } from "../actions/ports.ts";

/** Pixels along one side that browsers still draw. */
const LARGEST = 8192;

export const themeNow = (): "light" | "dark" =>
  document.documentElement.dataset.theme === "dark" ? "dark" : "light";

export async function pngOf(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const scale = Math.min(2, LARGEST / Math.max(picture.naturalWidth, picture.naturalHeight, 1));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.naturalWidth * scale)),
    Math.max(1, Math.round(picture.naturalHeight * scale)),
  );
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("The browser gives no place to draw a picture on.");
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return new Uint8Array(await blob.arrayBuffer());
}

export async function savePicture(ports: CanvasActionPorts, format: "svg" | "png"): Promise<void> {
  const seen = ports.canvas.sight.seen();
  if (seen === null) return;
  const svg = sceneSvg(seen.scene, themeNow());
  const bytes = format === "svg" ? new TextEncoder().encode(svg) : await pngOf(svg);
  const type = format === "svg" ? "image/svg+xml" : "image/png";
  const result = await ports.host.exportFile(`${seen.tab.title}.${format}`, type, bytes);
  if (!result.ok) for (const problem of result.problems) ports.notices.problem(problem);
}
