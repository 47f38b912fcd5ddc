/** What is drawn for each image of a batch: the numbers that `engine/data/augment/augment.ts` draws, on the device. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { dispatch, output } from "./dispatch.ts";
import type { KernelCall } from "./program.ts";
import { THREEFRY } from "./threefry.ts";
import { declare, flatGrid, flatMain } from "./wgsl.ts";

export interface Augmentation {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** Whether each image is blended with another. */
  readonly mixed: boolean;
  /** Probability. */
  readonly flip: number;
  /** Pixels, both. */
  readonly crop: number;
  readonly cutout: number;
  readonly color: number;
  /** The largest angle, in 65,536ths of a turn; and the bits behind the point of positions in a turned image. */
  readonly angle: number;
  readonly fractionBits: number;
  /** Angles with the tangents 1, 1/2, 1/4 …, of 2^32 to a turn, and 2^30 times what turning by all of them leaves of a length. */
  readonly arctangents: readonly number[];
  readonly shrunk: number;
}

/** Places among the numbers of one image. Factors of colour are the bits of float32. */
const DRAWN = {
  down: 0,
  right: 1,
  flipped: 2,
  cos: 3,
  sin: 4,
  brightness: 5,
  contrast: 6,
  saturation: 7,
  top: 8,
  left: 9,
} as const;
const DRAWN_COUNT = 10;

/** A number of the image `image`, in WGSL. */
export const drawnOf = (name: keyof typeof DRAWN): string => `drawn[image * ${DRAWN_COUNT} + ${DRAWN[name]}]`;

/** Drawn from in this order; a third factor of colour comes from the second pair of its stream. */
const PAIRS = ["crop", "flip", "rotation", "color", "cutout", "saturation"] as const;
const pairOf = (name: (typeof PAIRS)[number]): string => `pairs[${PAIRS.indexOf(name)}]`;

/** In the words are the keys of the five streams, those of partners behind those of samples; the epoch; the indices; shares. */
const PARTNERS = 10;
const EPOCH = 20;
const INDICES = 21;
/** The share of the sample `row` of `count` in a blend, in WGSL. */
export const SHARE = `bitcast<f32>(words[${INDICES} + 2 * count + row])`;

const set = (name: keyof typeof DRAWN, value: string): string => `${drawnOf(name)} = ${value};`;
const below = (bits: string, bound: number): string => `below(${bits}, ${bound}u)`;

const crop = ({ crop: reach }: Augmentation): string => `
  ${set("down", `${below(`${pairOf("crop")}.x`, 2 * reach + 1)} - ${reach}`)}
  ${set("right", `${below(`${pairOf("crop")}.y`, 2 * reach + 1)} - ${reach}`)}`;

function flip({ flip: probability }: Augmentation): string {
  const threshold = Math.min(2 ** 32 - 1, Math.floor(probability * 2 ** 32));
  return set("flipped", probability >= 1 ? "1" : `select(0, 1, ${pairOf("flip")}.x < ${threshold}u)`);
}

const rotation = ({ angle, shrunk, arctangents, fractionBits }: Augmentation): string => `
  let angle = (${below(`${pairOf("rotation")}.x`, 2 * angle + 1)} - ${angle}) << 16u;
  let behind = angle > 1073741824 || angle < -1073741824;
  var rest = select(angle, angle + bitcast<i32>(0x80000000u), behind);
  var at = vec2<i32>(${shrunk}, 0);
  var arctangents = array<i32, ${arctangents.length}>(${arctangents.join()});
  for (var i = 0; i < ${arctangents.length} + zero; i++) {
    let way = select(-1, 1, rest >= 0);
    let part = at >> vec2<u32>(u32(i));
    at += way * vec2<i32>(-part.y, part.x);
    rest -= way * arctangents[i];
  }
  at = (select(at, -at, behind) + ${1 << (29 - fractionBits)}) >> vec2<u32>(${30 - fractionBits}u);
  ${set("cos", "at.x")}
  ${set("sin", "at.y")}`;

const color = ({ color: strength }: Augmentation): string => {
  const factor = (bits: string): string =>
    `bitcast<i32>(max(0.0, 1.0 + ${Math.fround(strength)} * (2.0 * (f32(${bits} >> 8u) / 16777216.0) - 1.0)))`;
  return `
  ${set("brightness", factor(`${pairOf("color")}.x`))}
  ${set("contrast", factor(`${pairOf("color")}.y`))}
  ${set("saturation", factor(`${pairOf("saturation")}.x`))}`;
};

const cutout = ({ cutout: side, height, width }: Augmentation): string => `
  ${set("top", `${below(`${pairOf("cutout")}.x`, height)} - ${Math.floor(side / 2)}`)}
  ${set("left", `${below(`${pairOf("cutout")}.y`, width)} - ${Math.floor(side / 2)}`)}`;

const code = (a: Augmentation): string => `
${declare([
  { name: "drawn", type: "i32", write: true },
  { name: "words", type: "i32" },
])}
${THREEFRY}
// The whole number below bound, which is at most 2^16, that bits stand for: the upper half of their product.
fn below(bits : u32, bound : u32) -> i32 {
  return i32(((bits >> 16u) * bound + (((bits & 0xffffu) * bound) >> 16u)) >> 16u);
}
${flatMain(
  64,
  `i32(arrayLength(&drawn)) / ${DRAWN_COUNT}`,
  `
  let image = index;
  let images = i32(arrayLength(&drawn)) / ${DRAWN_COUNT};
  let role = ${a.mixed ? `select(0, ${PARTNERS}, image >= images / 2)` : "0"};
  var pairs = array<vec2<u32>, ${PAIRS.length}>();
  for (var i = 0; i < ${PAIRS.length} + zero; i++) {
    let second = i == ${PAIRS.indexOf("saturation")};
    let stream = role + 2 * select(i, ${PAIRS.indexOf("color")}, second);
    var key = vec2<u32>(u32(words[stream]), u32(words[stream + 1]));
    var counter = vec2<u32>(u32(words[${INDICES} + image]), u32(words[${EPOCH}]));
    for (var turn = 0; turn < 2 + zero; turn++) {
      key = threefry(key, counter);
      counter = vec2<u32>(select(0u, 1u, second), 0u);
    }
    pairs[i] = key;
  }
  ${[
    a.crop > 0 ? crop(a) : "",
    a.flip > 0 ? flip(a) : "",
    a.angle > 0 ? rotation(a) : "",
    a.color > 0 ? color(a) : "",
    a.cutout > 0 ? cutout(a) : "",
  ].join("\n")}`,
)}`;

/** Of `count` images, and of as many partners where images are mixed; the caller disposes of it. */
export function drawAugmentation(
  backend: KernelCall["backend"],
  augmentation: Augmentation,
  key: string,
  words: TensorInfo,
  count: number,
): TensorInfo {
  const images = augmentation.mixed ? 2 * count : count;
  const drawn = output(backend, [images, DRAWN_COUNT], "int32");
  dispatch(backend, {
    key: `augment draws ${key}`,
    code: () => code(augmentation),
    bindings: [drawn, words],
    integers: [drawn, words],
    workgroups: flatGrid(images, 64),
  });
  return drawn;
}
