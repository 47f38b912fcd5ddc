/** A sheet to draw on by mouse, finger or pen; images are dropped on it too. */
import type { Ink } from "../inspect/fitDrawing.ts";
import { context2d, make } from "./dom.ts";

export const SIDE = 280;
const LINE = 22;

export interface Sheet {
  readonly element: HTMLCanvasElement;
  clear(): void;
}

export function createSheet(onInk: (ink: Ink) => void, onFile: (file: File) => void): Sheet {
  const element = make("canvas", { width: String(SIDE), height: String(SIDE), class: "sheet", role: "img" });
  const context = context2d(element);
  let last: readonly [number, number] | null = null;
  const place = (event: PointerEvent): readonly [number, number] => {
    const box = element.getBoundingClientRect();
    return [((event.clientX - box.left) * SIDE) / box.width, ((event.clientY - box.top) * SIDE) / box.height];
  };
  const draw = (event: PointerEvent): void => {
    const to = place(event);
    const from = last ?? to;
    context.lineCap = "round";
    context.lineWidth = LINE;
    context.strokeStyle = getComputedStyle(element).color;
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
    last = to;
    const { data } = context.getImageData(0, 0, SIDE, SIDE);
    const values = Float32Array.from({ length: SIDE * SIDE }, (_, i) => (data[4 * i + 3] ?? 0) / 255);
    onInk({ values, width: SIDE, height: SIDE });
  };
  element.addEventListener("pointerdown", (event) => {
    element.setPointerCapture(event.pointerId);
    last = null;
    draw(event);
  });
  element.addEventListener("pointermove", (event) => {
    if (event.buttons !== 0) draw(event);
  });
  element.addEventListener("pointerup", () => {
    last = null;
  });
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) onFile(file);
  });
  return { element, clear: () => context.clearRect(0, 0, SIDE, SIDE) };
}
