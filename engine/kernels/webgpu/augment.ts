/**
 * `FinishImages`: inputs `pixels` `[count, H, W, C]` in 0..1, `words` (`engine/data/augment/words.ts`) and, where images are
 * mixed, `partners` like `pixels`; attributes are an `Augmentation`. Crop, flip, rotation, colour, cut-out, mix-up and
 * normalisation as `engine/data/augment/finish.ts` does them: what the draws come to, what the contrast's mean is, and
 * then every pixel by itself.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type Augmentation, drawAugmentation, drawnOf, SHARE } from "./augment-draws.ts";
import { each, movement } from "./augment-movement.ts";
import { dispatch, output } from "./dispatch.ts";
import type { KernelCall } from "./program.ts";
import { type Binding, declare, f32, flatGrid, flatMain, written, ZERO } from "./wgsl.ts";

const LANES = 256;
const WIDTH = 64;

const number = (value: number): string => `f32(${Math.fround(value)})`;
const lit = (a: Augmentation): string => `
  let brightness = bitcast<f32>(${drawnOf("brightness")});
  ${each(a, (c) => `pixel[${c}] = clamp(pixel[${c}] * brightness, 0.0, 1.0);`)}`;

/** ITU-R BT.601 luma, or the sum of channels that are not red, green and blue. */
const luma = ({ channels }: Augmentation): string =>
  channels === 3
    ? "0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]"
    : Array.from({ length: channels }, (_, c) => `pixel[${c}]`).join(" + ");

const coloured = (a: Augmentation): string => `
  ${lit(a)}
  let contrast = bitcast<f32>(${drawnOf("contrast")});
  let rest = (1.0 - contrast) * means[image];
  ${each(a, (c) => `pixel[${c}] = clamp(contrast * pixel[${c}] + rest, 0.0, 1.0);`)}
  ${
    a.channels === 3
      ? `let saturation = bitcast<f32>(${drawnOf("saturation")});
  let grey = (1.0 - saturation) * (${luma(a)});
  ${each(a, (c) => `pixel[${c}] = clamp(saturation * pixel[${c}] + grey, 0.0, 1.0);`)}`
      : ""
  }`;

const cut = (a: Augmentation): string => `
  let top = ${drawnOf("top")};
  let left = ${drawnOf("left")};
  if (y >= top && x >= left && y < top + ${a.cutout} && x < left + ${a.cutout}) {
    ${each(a, (c) => `pixel[${c}] = ${number(a.mean[c] ?? 0)};`)}
  }`;

const finishCode = (a: Augmentation, bindings: readonly Binding[]): string => `
${declare([written("result"), ...bindings])}
${movement(a)}
fn changed(image : i32, y : i32, x : i32, zero : i32) -> Pixel {
  var pixel = moved(image, y, x, zero);
  ${a.color > 0 ? coloured(a) : ""}
  ${a.cutout > 0 ? cut(a) : ""}
  return pixel;
}
${flatMain(
  WIDTH,
  `i32(arrayLength(&result)) / ${a.channels}`,
  `
  let row = index / ${a.height * a.width};
  let y = index / ${a.width} % ${a.height};
  let x = index % ${a.width};
  ${
    a.mixed
      ? `let count = rows();
  let share = ${SHARE};
  var pixel = Pixel();
  for (var role = 0; role < 2 + zero; role++) {
    let part = changed(row + role * count, y, x, zero);
    let weight = select(share, 1.0 - share, role == 1);
    ${each(a, (c) => `pixel[${c}] += weight * part[${c}];`)}
  }`
      : "let pixel = changed(row, y, x, zero);"
  }
  ${each(a, (c) => `result[index * ${a.channels} + ${c}] = (pixel[${c}] - ${number(a.mean[c] ?? 0)}) * ${number(1 / (a.std[c] ?? 1))};`)}`,
)}`;

/** The mean grey of each image, which the contrast goes by: a workgroup an image. */
const meanCode = (a: Augmentation, bindings: readonly Binding[]): string => `
${declare([written("means"), ...bindings])}
${movement(a)}
var<workgroup> sums : array<f32, ${LANES}>;
@compute @workgroup_size(${LANES})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>,
        @builtin(local_invocation_id) lane : vec3<u32>) {
  let image = i32(group.y * groups.x + group.x);
  if (image >= i32(arrayLength(&means))) { return; }
  ${ZERO}
  var sum = 0.0;
  for (var i = i32(lane.x); i < ${a.height * a.width}; i += ${LANES}) {
    var pixel = moved(image, i / ${a.width}, i % ${a.width}, zero);
    ${lit(a)}
    sum += ${luma(a)};
  }
  sums[lane.x] = sum;
  for (var half = ${LANES / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane.x < half) { sums[lane.x] += sums[lane.x + half]; }
  }
  if (lane.x == 0u) { means[image] = sums[0] / ${a.height * a.width * (a.channels === 3 ? 1 : a.channels)}.0; }
}`;

export function finishImages({ backend, inputs, attrs }: KernelCall): TensorInfo {
  const { pixels, words, partners } = inputs as Readonly<Record<"pixels" | "words" | "partners", TensorInfo>>;
  const a = attrs as unknown as Augmentation;
  const key = JSON.stringify(a);
  const [count = 0] = pixels.shape;
  const images = a.mixed ? 2 * count : count;
  const draws = a.crop > 0 || a.flip > 0 || a.angle > 0 || a.color > 0 || a.cutout > 0;
  const drawn = draws ? drawAugmentation(backend, a, key, words, count) : null;
  const sources = [pixels, ...(a.mixed ? [partners] : []), ...(drawn === null ? [] : [drawn])];
  const declared: readonly Binding[] = [
    f32("pixels"),
    ...(a.mixed ? [f32("partners")] : []),
    ...(drawn === null ? [] : [{ name: "drawn", type: "i32" }]),
  ];
  const integers = [words, ...(drawn === null ? [] : [drawn])];

  const means = a.color > 0 ? output(backend, [images]) : null;
  if (means !== null) {
    dispatch(backend, {
      key: `augment means ${key}`,
      code: () => meanCode(a, declared),
      bindings: [means, ...sources],
      integers,
      workgroups: flatGrid(images, 1),
    });
  }
  const result = output(backend, pixels.shape);
  dispatch(backend, {
    key: `augment ${key}`,
    code: () =>
      finishCode(a, [
        ...declared,
        ...(means === null ? [] : [f32("means")]),
        ...(a.mixed ? [{ name: "words", type: "i32" }] : []),
      ]),
    bindings: [result, ...sources, ...(means === null ? [] : [means]), ...(a.mixed ? [words] : [])],
    integers,
    workgroups: flatGrid(count * a.height * a.width, WIDTH),
  });
  for (const temporary of [drawn, means]) if (temporary !== null) backend.disposeData(temporary.dataId);
  return result;
}
