/** Fixes of sliding windows that do not fit: a smaller kernel, more padding, less dilation. */
import { layerSpec } from "../../layers/index.ts";
import type { Pair, ResolvedParams } from "../../layers/param.ts";
import { dilatedExtent } from "../../tensor/window.ts";
import type { Change, Site } from "./change.ts";

const each = (f: (axis: 0 | 1) => number): Pair => [f(0), f(1)];

const pairOf = (params: ResolvedParams, name: string, absent: number): Pair => {
  const value = params[name];
  return Array.isArray(value) ? [Number(value[0]), Number(value[1])] : [absent, absent];
};

/** The name that the layer has for its window: convolutions have a kernel, poolings a size. */
const windowName = ({ layer }: Site): "kernel" | "size" => ("size" in layer.params ? "size" : "kernel");

interface Window {
  readonly kernel: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
}
const windowOf = (site: Site): Window => ({
  kernel: pairOf(site.layer.params, windowName(site), 1),
  padding: pairOf(site.layer.params, "padding", 0),
  dilation: pairOf(site.layer.params, "dilation", 1),
});

const show = (value: unknown): string => (Array.isArray(value) ? value.join("×") : String(value));

/** A change of one or two parameters of the layer itself. */
export function setParams(site: Site, params: ResolvedParams): Change {
  const [first, second] = Object.entries(params);
  const table = layerSpec(site.layer.kind).params;
  const labelOf = (name: string): string => table[name]?.label ?? name;
  const values = { param: first?.[0] ?? "", label: labelOf(first?.[0] ?? ""), value: show(first?.[1]) };
  if (second === undefined) return { code: "set-param", values, params };
  const more = { param2: second[0], label2: labelOf(second[0]), value2: show(second[1]) };
  return { code: "set-params", values: { ...values, ...more }, params };
}

export function fitWindow(site: Site): readonly Change[] {
  const { kernel, padding, dilation } = windowOf(site);
  const [, height = 1, width = 1] = site.inputs[0] ?? [];
  const size: Pair = [height, width];
  const name = windowName(site);
  // d(k-1) + 1 <= n + 2p, solved for k, for p and for d.
  const room = each((axis) => size[axis] + 2 * padding[axis] - 1);
  const smaller = each((axis) => Math.min(kernel[axis], Math.floor(room[axis] / dilation[axis]) + 1));
  const wider = each((axis) =>
    Math.max(padding[axis], Math.ceil((dilatedExtent(kernel[axis], dilation[axis]) - size[axis]) / 2)),
  );
  const denser = each((axis) =>
    kernel[axis] === 1
      ? dilation[axis]
      : Math.min(dilation[axis], Math.floor(room[axis] / (kernel[axis] - 1))),
  );
  return [
    ...(denser.every((d) => d >= 1) && show(denser) !== show(dilation)
      ? [setParams(site, { dilation: denser })]
      : []),
    setParams(site, { [name]: smaller }),
    ...(wider.every((p) => p <= 255) ? [setParams(site, { padding: wider })] : []),
    setParams(site, {
      [name]: smaller,
      padding: each((axis) => Math.min(padding[axis], Math.floor(smaller[axis] / 2))),
    }),
  ];
}

export function fitPadding(site: Site): readonly Change[] {
  const { kernel, padding } = windowOf(site);
  return [
    setParams(site, { padding: each((axis) => Math.min(padding[axis], Math.floor(kernel[axis] / 2))) }),
    setParams(site, { [windowName(site)]: each((axis) => Math.max(kernel[axis], 2 * padding[axis])) }),
  ];
}

export const meetInput = (site: Site): readonly Change[] => [
  setParams(site, { padding: [0, 0] }),
  setParams(site, { dilation: [1, 1] }),
];

export function fitOutputPadding(site: Site): readonly Change[] {
  const wanted = pairOf(site.layer.params, "outputPadding", 0);
  const stride = pairOf(site.layer.params, "stride", 1);
  const dilation = pairOf(site.layer.params, "dilation", 1);
  const limit = each((axis) => Math.min(wanted[axis], Math.max(stride[axis], dilation[axis]) - 1));
  return [
    setParams(site, { outputPadding: limit }),
    setParams(site, { stride: each((axis) => Math.max(stride[axis], wanted[axis] + 1)) }),
  ];
}

/** Less padding, down to where one row and column are left: `(n-1)s + d(k-1) + outputPadding + 1 - 2p >= 1`. */
export function keepOutput(site: Site): readonly Change[] {
  const { kernel, padding, dilation } = windowOf(site);
  const [, height = 1, width = 1] = site.inputs[0] ?? [];
  const size: Pair = [height, width];
  const stride = pairOf(site.layer.params, "stride", 1);
  const extra = pairOf(site.layer.params, "outputPadding", 0);
  const whole = each(
    (axis) => (size[axis] - 1) * stride[axis] + dilatedExtent(kernel[axis], dilation[axis]) + extra[axis],
  );
  const most = each((axis) => Math.min(padding[axis], Math.floor((whole[axis] - 1) / 2)));
  return [setParams(site, { padding: most }), setParams(site, { padding: [0, 0] })];
}
