/**
 * Batch norm in training over rows `[rows, C]`, in three dispatches each way (Ioffe and Szegedy 2015).
 *
 * `BatchNormTraining`: inputs `x`, `scale`, `shift` `[C]`, attribute `epsilon`; outputs the value, and the mean, variance and
 * `1/sqrt(variance + epsilon)` `[C]`. `BatchNormTrainingGrad`: inputs `dy`, `x`, `mean`, `inverse`, `scale`; outputs the
 * gradients of `x`, `scale` and `shift`. `BatchNormRunning`: inputs `mean`, `variance`, `runningMean`, `runningVariance`,
 * attributes `momentum` and `count`; outputs both running statistics after the batch, with the unbiased variance.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { columnParts } from "./columns.ts";
import { dispatch, output, sizeOf } from "./dispatch.ts";
import type { KernelCall } from "./program.ts";
import { declare, f32, flatGrid, flatMain, vectors, written } from "./wgsl.ts";

const WIDTH = 64;
const named = <K extends string>(call: KernelCall): Record<K, TensorInfo> =>
  call.inputs as Record<K, TensorInfo>;
const sizesOf = (x: TensorInfo): readonly [number, number] => [x.shape[0] ?? 1, x.shape[1] ?? 1];
const perChannel = (width: number) => flatGrid(width, WIDTH);

/** Elements of a row are handled in fours where they can be: `c` is then the index of a group of four channels. */
function elementwise(
  rows: number,
  width: number,
  body: string,
  names: readonly string[],
  perRow: readonly string[],
) {
  const vector = width % 4 === 0;
  const across = vector ? width / 4 : width;
  const bindings = [
    written("result", vector),
    ...names.map((name) => vectors(name, vector)),
    ...perRow.map((name) => vectors(name, vector)),
  ];
  const total = rows * across;
  const code = (): string =>
    `${declare(bindings)}\n${flatMain(WIDTH, String(total), `let c = index % ${across}; ${body}`)}`;
  return { code, workgroups: flatGrid(total, WIDTH) };
}

export function batchNormTraining(call: KernelCall): TensorInfo[] {
  const { backend, attrs } = call;
  const { x, scale, shift } = named<"x" | "scale" | "shift">(call);
  const [rows, width] = sizesOf(x);
  const epsilon = Number(attrs.epsilon);
  // Around the first row, so that a mean far from zero does not cost the variance its digits.
  const parts = columnParts(backend, {
    key: "moments",
    inputs: [x],
    bindings: [f32("x")],
    rows,
    width,
    sums: 2,
    before: "let origin = x[c];",
    add: "let d = x[at] - origin; s0 += d; s1 = fma(d, d, s1);",
  });
  const [mean, variance, inverse] = [
    output(backend, [width]),
    output(backend, [width]),
    output(backend, [width]),
  ];
  const [stretches = 1] = parts.shape;
  dispatch(backend, {
    key: `batchNormMoments ${stretches} ${rows} ${width} ${epsilon}`,
    code: () => `
${declare([written("mean"), written("variance"), written("inverse"), f32("parts"), f32("x")])}
${flatMain(
  WIDTH,
  String(width),
  `var sum = 0.0;
  var squares = 0.0;
  for (var i = 0; i < ${stretches} + zero; i++) {
    sum += parts[i * ${2 * width} + index];
    squares += parts[i * ${2 * width} + ${width} + index];
  }
  let offset = sum / ${rows}.0;
  let spread = max(squares / ${rows}.0 - offset * offset, 0.0);
  mean[index] = x[index] + offset;
  variance[index] = spread;
  inverse[index] = 1.0 / sqrt(spread + ${epsilon});`,
)}`,
    bindings: [mean, variance, inverse, parts, x],
    workgroups: perChannel(width),
  });
  backend.disposeData(parts.dataId);
  const value = output(backend, x.shape);
  const names = ["mean", "inverse", "scale", "shift"];
  const body = "result[index] = (x[index] - mean[c]) * (inverse[c] * scale[c]) + shift[c];";
  dispatch(backend, {
    key: `batchNormApply ${rows} ${width}`,
    ...elementwise(rows, width, body, ["x"], names),
    bindings: [value, x, mean, inverse, scale, shift],
  });
  return [value, mean, variance, inverse];
}

export function batchNormGradient(call: KernelCall): TensorInfo[] {
  const { backend } = call;
  const { dy, x, mean, inverse, scale } = named<"dy" | "x" | "mean" | "inverse" | "scale">(call);
  const [rows, width] = sizesOf(x);
  const parts = columnParts(backend, {
    key: "batchNormGradient",
    inputs: [dy, x, mean, inverse],
    bindings: [f32("dy"), f32("x"), f32("mean"), f32("inverse")],
    rows,
    width,
    sums: 2,
    before: "let centre = mean[c]; let factor = inverse[c];",
    add: "let d = dy[at]; s0 += d; s1 = fma(d, (x[at] - centre) * factor, s1);",
  });
  const [dScale, dShift] = [output(backend, [width]), output(backend, [width])];
  const [stretches = 1] = parts.shape;
  dispatch(backend, {
    key: `batchNormSums ${stretches} ${width}`,
    code: () => `
${declare([written("dScale"), written("dShift"), f32("parts")])}
${flatMain(
  WIDTH,
  String(width),
  `var shift = 0.0;
  var scale = 0.0;
  for (var i = 0; i < ${stretches} + zero; i++) {
    shift += parts[i * ${2 * width} + index];
    scale += parts[i * ${2 * width} + ${width} + index];
  }
  dShift[index] = shift;
  dScale[index] = scale;`,
)}`,
    bindings: [dScale, dShift, parts],
    workgroups: perChannel(width),
  });
  backend.disposeData(parts.dataId);
  const dx = output(backend, x.shape);
  const names = ["mean", "inverse", "scale", "dScale", "dShift"];
  const body = `let n = (x[index] - mean[c]) * inverse[c];
  result[index] = scale[c] * inverse[c] * (dy[index] - (dShift[c] + n * dScale[c]) / ${rows}.0);`;
  dispatch(backend, {
    key: `batchNormInputGradient ${rows} ${width}`,
    ...elementwise(rows, width, body, ["dy", "x"], names),
    bindings: [dx, dy, x, mean, inverse, scale, dScale, dShift],
  });
  return [dx, dScale, dShift];
}

export function batchNormRunning(call: KernelCall): TensorInfo[] {
  const { backend, attrs } = call;
  const given = named<"mean" | "variance" | "runningMean" | "runningVariance">(call);
  const { mean, variance, runningMean, runningVariance } = given;
  const [momentum, count] = [Number(attrs.momentum), Number(attrs.count)];
  const width = sizeOf(mean.shape);
  const [nextMean, nextVariance] = [output(backend, [width]), output(backend, [width])];
  const unbiased = count / Math.max(1, count - 1);
  const names = ["mean", "variance", "runningMean", "runningVariance"].map(f32);
  dispatch(backend, {
    key: `batchNormRunning ${width} ${momentum} ${count}`,
    code: () => `
${declare([written("nextMean"), written("nextVariance"), ...names])}
${flatMain(
  WIDTH,
  String(width),
  `nextMean[index] = runningMean[index] * f32(${1 - momentum}) + mean[index] * f32(${momentum});
  nextVariance[index] = runningVariance[index] * f32(${1 - momentum}) + variance[index] * f32(${unbiased}) * f32(${momentum});`,
)}`,
    bindings: [nextMean, nextVariance, mean, variance, runningMean, runningVariance],
    workgroups: perChannel(width),
  });
  return [nextMean, nextVariance];
}
