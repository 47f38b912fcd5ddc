/** Augmentations that move pixels, as `engine/data/augment/geometry.ts` has them, in WGSL. */
import { type Augmentation, drawnOf } from "./augment-draws.ts";
import { lines } from "./wgsl.ts";

/** `part(0)` … one a channel. */
export const each = ({ channels }: Augmentation, part: (c: number) => string): string =>
  lines(channels, part);

/** `Pixel`, `rows()`, how many samples there are, and `moved(image, y, x, zero)`: a pixel of the cropped, flipped and turned image. */
export function movement(a: Augmentation): string {
  const { height, width, channels, fractionBits } = a;
  const size = height * width * channels;
  const down = a.crop > 0 ? ` - ${drawnOf("down")}` : "";
  const right = a.crop > 0 ? ` - ${drawnOf("right")}` : "";
  const x = a.flip > 0 ? `select(x, ${width - 1} - x, ${drawnOf("flipped")} == 1)` : "x";
  return `
alias Pixel = array<f32, ${channels}>;
fn rows() -> i32 { return i32(arrayLength(&pixels)) / ${size}; }
fn tap(image : i32, y : i32, x : i32) -> Pixel {
  var pixel = Pixel();
  let sy = y${down};
  let sx = ${x}${right};
  if (sy < 0 || sx < 0 || sy >= ${height} || sx >= ${width}) { return pixel; }
  let at = (sy * ${width} + sx) * ${channels};
  ${
    a.mixed
      ? `let other = image - rows();
  if (other >= 0) {
    ${each(a, (c) => `pixel[${c}] = partners[other * ${size} + at + ${c}];`)}
    return pixel;
  }`
      : ""
  }
  ${each(a, (c) => `pixel[${c}] = pixels[image * ${size} + at + ${c}];`)}
  return pixel;
}
fn moved(image : i32, y : i32, x : i32, zero : i32) -> Pixel {
  ${a.angle === 0 ? "return tap(image, y, x);" : turned(height, width, fractionBits, (part) => each(a, part))}
}`;
}

/** Positions are whole numbers of 2^-(bits + 1) pixels. */
const turned = (
  height: number,
  width: number,
  bits: number,
  channels: (part: (c: number) => string) => string,
) => `
  let cos = ${drawnOf("cos")};
  let sin = ${drawnOf("sin")};
  let dy = 2 * y - ${height - 1};
  let dx = 2 * x - ${width - 1};
  let sx = ${(width - 1) * 2 ** bits} + cos * dx - sin * dy;
  let sy = ${(height - 1) * 2 ** bits} + sin * dx + cos * dy;
  let left = sx >> ${bits + 1}u;
  let top = sy >> ${bits + 1}u;
  let part = vec2<f32>(f32(sx & ${2 ** (bits + 1) - 1}), f32(sy & ${2 ** (bits + 1) - 1})) / ${2 ** (bits + 1)}.0;
  var sum = Pixel();
  for (var corner = 0; corner < 4 + zero; corner++) {
    let px = left + (corner & 1);
    let py = top + (corner >> 1u);
    if (px < 0 || py < 0 || px >= ${width} || py >= ${height}) { continue; }
    let weight = select(1.0 - part.x, part.x, (corner & 1) == 1) * select(1.0 - part.y, part.y, corner >= 2);
    let taken = tap(image, py, px);
    ${channels((c) => `sum[${c}] += weight * taken[${c}];`)}
  }
  return sum;`;
