/**
 * A drawing as MNIST's digits were made (https://yann.lecun.org/exdb/mnist): scaled as a whole into the middle 20 of 28
 * pixels, its centre of mass in the centre of the image. Other sizes in proportion.
 */

export interface Ink {
  /** 0 to 1, row by row. */
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const THRESHOLD = 0.05;

/** The smallest box around the ink; `null` on an empty sheet. */
export function inkBox({ values, width, height }: Ink): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((values[y * width + x] as number) < THRESHOLD) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Mean of the ink under each target pixel; the target covers `box`, whose edges may lie between pixels. */
function scaled(ink: Ink, box: Box, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height);
  const [stepX, stepY] = [box.width / width, box.height / height];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [x0, y0] = [box.left + x * stepX, box.top + y * stepY];
      out[y * width + x] = areaMean(ink, x0, y0, x0 + stepX, y0 + stepY);
    }
  }
  return out;
}

function areaMean({ values, width, height }: Ink, x0: number, y0: number, x1: number, y1: number): number {
  let [sum, area] = [0, 0];
  for (let y = Math.max(0, Math.floor(y0)); y < Math.min(height, Math.ceil(y1)); y++) {
    const rows = Math.min(y + 1, y1) - Math.max(y, y0);
    for (let x = Math.max(0, Math.floor(x0)); x < Math.min(width, Math.ceil(x1)); x++) {
      const part = rows * (Math.min(x + 1, x1) - Math.max(x, x0));
      sum += part * (values[y * width + x] as number);
      area += part;
    }
  }
  return area === 0 ? 0 : sum / area;
}

/** `height × width` values in 0..1; `null` where nothing is drawn. */
export function fitLikeMnist(ink: Ink, height: number, width: number): Float32Array | null {
  const box = inkBox(ink);
  if (box === null) return null;
  const inner = (20 / 28) * Math.min(width, height);
  const scale = inner / Math.max(box.width, box.height);
  const [w, h] = [Math.max(1, Math.round(box.width * scale)), Math.max(1, Math.round(box.height * scale))];
  const small = scaled(ink, box, w, h);
  let [mass, sumX, sumY] = [0, 0, 0];
  small.forEach((value, i) => {
    mass += value;
    sumX += value * ((i % w) + 0.5);
    sumY += value * (Math.floor(i / w) + 0.5);
  });
  const left = Math.round(width / 2 - sumX / mass);
  const top = Math.round(height / 2 - sumY / mass);
  const out = new Float32Array(width * height);
  small.forEach((value, i) => {
    const [x, y] = [left + (i % w), top + Math.floor(i / w)];
    if (x >= 0 && x < width && y >= 0 && y < height) out[y * width + x] = value;
  });
  return out;
}

/** The sheet as it is, scaled; for inputs that are no centred digits. */
export const fitWhole = (ink: Ink, height: number, width: number): Float32Array =>
  scaled(ink, { left: 0, top: 0, width: ink.width, height: ink.height }, width, height);

/** `H × W` grey values as `H × W × C`, each channel the same. */
export function withChannels(grey: Float32Array, channels: number): Float32Array {
  const out = new Float32Array(grey.length * channels);
  for (const [i, value] of grey.entries()) out.fill(value, i * channels, (i + 1) * channels);
  return out;
}
