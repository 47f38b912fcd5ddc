/** Fixes of results beyond the limits, kind by kind: what makes the result large is made smaller. */
import { LIMITS } from "../../tensor/limits.ts";
import { isMap } from "../../tensor/shape.ts";
import type { Change, Site } from "./change.ts";
import { setParams } from "./window.ts";

const SMALL: Readonly<Record<string, readonly [number, number]>> = {
  scale: [1, 1],
  stride: [1, 1],
  padding: [0, 0],
  outputPadding: [0, 0],
};

export function makeSmaller(site: Site): readonly Change[] {
  const { layer, inputs } = site;
  const [shape = []] = inputs;
  switch (layer.kind) {
    case "concat":
      return narrowed(site);
    case "depthwiseConv2d":
      return [setParams(site, { multiplier: Math.max(1, Math.floor(LIMITS.dimension / (shape[0] ?? 1))) })];
    case "zeroPad2d":
      return [setParams(site, { top: 0, bottom: 0 }), setParams(site, { left: 0, right: 0 })];
    case "reshape":
      return [setParams(site, { shape: [-1] })];
    case "flatten":
      return [...poolFirst(site), { code: "insert-global-pool", values: {}, before: pooling }];
    default: {
      const names = Object.keys(SMALL).filter((name) => name in layer.params);
      return names.map((name) => setParams(site, { [name]: SMALL[name] ?? [1, 1] }));
    }
  }
}

const pooling = [{ slot: 0, layers: [{ kind: "globalAvgPool2d", params: {} }] }] as const;

function poolFirst({ inputs }: Site): readonly Change[] {
  const [shape = []] = inputs;
  if (!isMap(shape)) return [];
  const size = [7, 7] as const;
  return [
    {
      code: "shrink-before",
      values: { size: size.join("×") },
      before: [{ slot: 0, layers: [{ kind: "adaptiveAvgPool2d", params: { size } }] }],
    },
  ];
}

/** Every input gets its share of what is allowed. */
function narrowed({ inputs }: Site): readonly Change[] {
  const maps = inputs.every(isMap);
  const share = Math.max(1, Math.floor((maps ? LIMITS.dimension : LIMITS.dimension / 2) / inputs.length));
  const wide = inputs.flatMap((shape, slot) => ((shape[0] ?? 0) > share ? [slot] : []));
  const input = wide.map((slot) => slot + 1).join(", ");
  const layer = maps
    ? ({ kind: "conv2d", params: { filters: share, kernel: [1, 1] } } as const)
    : ({ kind: "dense", params: { units: share } } as const);
  const before = wide.map((slot) => ({ slot, layers: [layer] }));
  return [
    maps
      ? { code: "match-narrow", values: { input, filters: share }, before }
      : { code: "match-narrow-dense", values: { input, units: share }, before },
  ];
}
