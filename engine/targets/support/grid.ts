/**
 * Parameters and shapes under which every kind is tried on every target: the corners where frameworks differ. The tests
 * compare numbers over it, and the support table is printed from it.
 */
import type { LayerKind, ParamsOfKind } from "../../layers/index.ts";
import type { Shape } from "../../tensor/shape.ts";

export interface GridCase<K extends LayerKind = LayerKind> {
  readonly params: Partial<ParamsOfKind<K>>;
  readonly inputs: readonly Shape[];
  /** The values that come in are at least zero, as they are behind a ReLU. */
  readonly nonNegative?: boolean;
}
type Grid = { readonly [K in LayerKind]: readonly GridCase<K>[] };

const MAP: Shape = [4, 7, 6];
const VECTOR: Shape = [6];

/** Every kind of shape an elementwise layer may meet. */
const everywhere = <P>(...params: readonly P[]) =>
  params.flatMap((p) => [MAP, VECTOR].map((shape) => ({ params: p, inputs: [shape] })));
const on = <P>(shape: Shape, ...params: readonly P[]) => params.map((p) => ({ params: p, inputs: [shape] }));

const POOL = [
  {},
  { size: [3, 3], stride: [2, 2] },
  { size: [3, 2], stride: [1, 2] },
  { size: [3, 3], stride: [2, 2], padding: [1, 1] },
  { size: [3, 3], stride: [1, 1], padding: [1, 1] },
  { size: [2, 4], stride: [2, 3], padding: [1, 2] },
  { size: [3, 3], stride: [2, 2], ceil: true },
  { size: [3, 3], stride: [3, 3], padding: [1, 1], ceil: true },
  { size: [2, 2], stride: [3, 3], padding: [1, 1], ceil: true },
  { size: [1, 1], stride: [2, 2] },
  { size: [7, 6], stride: [1, 1] },
] as const;
const pooled = on([3, 7, 6], ...POOL);

export const grid: Grid = {
  input: [
    { params: {}, inputs: [] },
    { params: { layout: "vector", channels: 5 }, inputs: [] },
  ],
  conv2d: on<Partial<ParamsOfKind<"conv2d">>>(
    [4, 9, 8],
    { filters: 6 },
    { filters: 6, bias: false },
    { filters: 6, kernel: [3, 5], padding: [1, 2] },
    { filters: 6, kernel: [1, 1], stride: [2, 2] },
    { filters: 6, kernel: [3, 3], stride: [2, 1], padding: [1, 0] },
    { filters: 6, kernel: [4, 2], padding: [3, 3], stride: [3, 2] },
    { filters: 6, dilation: [2, 2] },
    { filters: 6, dilation: [2, 1], padding: [2, 1] },
    { filters: 6, dilation: [2, 3], stride: [2, 2], padding: [2, 3] },
    { filters: 6, groups: 2 },
    { filters: 8, groups: 4, padding: [1, 1] },
    { filters: 6, groups: 2, dilation: [2, 2], stride: [2, 2], bias: false },
    { filters: 4, groups: 4, dilation: [2, 1] },
  ),
  depthwiseConv2d: on<Partial<ParamsOfKind<"depthwiseConv2d">>>(
    [4, 9, 8],
    {},
    { multiplier: 3, padding: [1, 1] },
    { kernel: [5, 3], padding: [2, 1], bias: false },
    { stride: [2, 2], padding: [1, 1] },
    { stride: [2, 1], multiplier: 2 },
    { dilation: [2, 2], padding: [2, 2] },
    { dilation: [3, 1], stride: [2, 2], multiplier: 2 },
  ),
  convTranspose2d: on<Partial<ParamsOfKind<"convTranspose2d">>>(
    [4, 5, 4],
    { filters: 6 },
    { filters: 6, kernel: [2, 2], stride: [2, 2] },
    { filters: 6, stride: [2, 2], padding: [1, 1], outputPadding: [1, 1] },
    { filters: 6, kernel: [4, 3], stride: [2, 3], padding: [1, 0] },
    { filters: 6, kernel: [1, 1], stride: [2, 2], outputPadding: [1, 0] },
    { filters: 6, kernel: [2, 2], stride: [3, 3] },
    { filters: 6, dilation: [2, 2], padding: [1, 1] },
    { filters: 6, dilation: [2, 1], stride: [2, 2], bias: false },
    { filters: 6, dilation: [3, 3], outputPadding: [2, 2], stride: [1, 2] },
    { filters: 6, groups: 2, stride: [2, 2] },
    { filters: 4, groups: 4, padding: [2, 2] },
    { filters: 6, groups: 2, dilation: [2, 2], stride: [2, 1], padding: [1, 1], outputPadding: [1, 1] },
  ),
  maxPool2d: [
    ...pooled,
    ...pooled.map((one) => ({ ...one, nonNegative: true })),
    ...on<Partial<ParamsOfKind<"maxPool2d">>>(
      [3, 8, 9],
      { size: [3, 3], dilation: [2, 2], stride: [1, 1] },
      { size: [3, 2], dilation: [2, 3], stride: [2, 1], padding: [1, 1] },
      { size: [1, 2], dilation: [3, 1], stride: [2, 2] },
    ),
  ],
  avgPool2d: [
    ...pooled,
    ...pooled.map(({ params, inputs }) => ({ params: { ...params, countIncludePad: false }, inputs })),
  ],
  globalAvgPool2d: on([3, 7, 6], {}),
  globalMaxPool2d: on([3, 7, 6], {}),
  adaptiveAvgPool2d: on<Partial<ParamsOfKind<"adaptiveAvgPool2d">>>(
    [3, 6, 8],
    {},
    { size: [3, 4] },
    { size: [6, 8] },
    { size: [4, 3] },
    { size: [9, 8] },
    { size: [1, 3] },
  ),
  dense: on<Partial<ParamsOfKind<"dense">>>([12], { units: 5 }, { units: 5, bias: false }),
  flatten: [...everywhere({}), ...on([5, 1, 1], {}), ...on([1, 3, 4], {})],
  reshape: [
    ...on<Partial<ParamsOfKind<"reshape">>>(
      MAP,
      {},
      { shape: [7, 4, 6] },
      { shape: [2, -1, 12] },
      { shape: [168] },
    ),
    ...on<Partial<ParamsOfKind<"reshape">>>(
      [24],
      { shape: [2, 3, 4] },
      { shape: [24, 1, 1] },
      { shape: [-1] },
    ),
  ],
  dropout: everywhere({}, { rate: 0 }),
  spatialDropout2d: on(MAP, {}, { rate: 0 }),
  batchNorm: everywhere({}, { affine: false, epsilon: 0.01 }),
  layerNorm: everywhere<Partial<ParamsOfKind<"layerNorm">>>(
    {},
    { axes: "channels" },
    { affine: false },
    { axes: "channels", affine: false, epsilon: 0.01 },
  ),
  groupNorm: everywhere({ groups: 2 }, { groups: 1 }, { groups: 2, affine: false, epsilon: 0.01 }),
  localResponseNorm: on<Partial<ParamsOfKind<"localResponseNorm">>>(
    [7, 4, 5],
    {},
    { size: 3, alpha: 0.5, beta: 0.6, k: 2 },
    { size: 4, alpha: 0.5, beta: 0.75 },
    { size: 1, alpha: 1, beta: 1 },
  ),
  layerScale: everywhere({}),
  relu: everywhere({}),
  relu6: everywhere({}),
  leakyRelu: everywhere({}, { slope: 0.3 }, { slope: 0 }),
  prelu: everywhere({}, { shared: false }),
  elu: everywhere({}, { alpha: 0.4 }),
  gelu: everywhere<Partial<ParamsOfKind<"gelu">>>({}, { approximate: "tanh" }),
  silu: everywhere({}),
  mish: everywhere({}),
  hardSwish: everywhere({}),
  hardSigmoid: everywhere({}),
  sigmoid: everywhere({}),
  tanh: everywhere({}),
  softmax: everywhere({}),
  add: [
    { params: {}, inputs: [MAP, MAP] },
    { params: {}, inputs: [VECTOR, VECTOR, VECTOR] },
  ],
  multiply: [
    { params: {}, inputs: [MAP, MAP] },
    { params: {}, inputs: [VECTOR, VECTOR] },
    { params: {}, inputs: [MAP, [4]] },
    { params: {}, inputs: [[4, 1, 1], MAP, [4]] },
  ],
  concat: [
    { params: {}, inputs: [MAP, MAP] },
    { params: {}, inputs: [MAP, [2, 7, 6], [1, 7, 6]] },
    { params: {}, inputs: [VECTOR, [3]] },
  ],
  zeroPad2d: on<Partial<ParamsOfKind<"zeroPad2d">>>(
    MAP,
    {},
    { top: 0, bottom: 2, left: 1, right: 0 },
    { top: 0, bottom: 0, left: 0, right: 0 },
  ),
  upsample2d: on<Partial<ParamsOfKind<"upsample2d">>>(
    MAP,
    {},
    { scale: [3, 1] },
    { mode: "bilinear" },
    { mode: "bilinear", scale: [1, 3] },
    { mode: "bilinear", scale: [4, 3] },
  ),
  channelShuffle: on([6, 3, 4], {}, { groups: 3 }, { groups: 1 }, { groups: 6 }),
  output: everywhere({}),
};
