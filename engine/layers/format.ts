/** The short lines and the arithmetic that nodes and the inspector show. */
import type { Pair } from "./param.ts";
import type { FormulaLine } from "./spec.ts";

interface WindowParams {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
}

/** `3×3`, or `3×5` for unequal sizes; `3` alone where `short` and both are equal. */
export const formatPair = (pair: Pair, short = false): string =>
  short && pair[0] === pair[1] ? String(pair[0]) : pair.join("×");

/** `floor((224 + 2*0 - 11)/4) + 1 = 54`; a dilated kernel writes `d*(k-1)+1` in full. */
export function axisFormula(
  what: "height" | "width",
  size: number,
  p: WindowParams,
  axis: 0 | 1,
  result: number,
): FormulaLine {
  const dilation = p.dilation[axis];
  const kernel = p.kernel[axis];
  const extent = dilation === 1 ? String(kernel) : `(${dilation}*(${kernel} - 1) + 1)`;
  return {
    what,
    text: `floor((${size} + 2*${p.padding[axis]} - ${extent})/${p.stride[axis]}) + 1 = ${result}`,
  };
}

const isAll = (pair: Pair, value: number): boolean => pair[0] === value && pair[1] === value;

/** `3×3 · stride 2 · pad 1 · dilation 2 · 4 groups`, leaving out what is at its default. */
export function briefWindow(p: WindowParams & { readonly groups?: number }): string {
  return [
    formatPair(p.kernel),
    isAll(p.stride, 1) ? "" : `stride ${formatPair(p.stride, true)}`,
    isAll(p.padding, 0) ? "" : `pad ${formatPair(p.padding, true)}`,
    isAll(p.dilation, 1) ? "" : `dilation ${formatPair(p.dilation, true)}`,
    p.groups === undefined || p.groups === 1 ? "" : `${p.groups} groups`,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
