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

/** `62,378,344`: a whole number with its thousands grouped. */
export const formatCount = (count: number): string =>
  BigInt(Math.round(count))
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");

/** `expression = result`, the result grouped. */
export const formulaLine = (what: FormulaLine["what"], expression: string, result: number): FormulaLine => ({
  what,
  text: `${expression} = ${formatCount(result)}`,
});

/** `d*(k-1)+1` in full where the kernel is dilated, else `k`. */
export const formatExtent = (kernel: number, dilation: number): string =>
  dilation === 1 ? String(kernel) : `(${dilation}*(${kernel} - 1) + 1)`;

/**
 * `floor((224 + 2*0 - 11)/4) + 1 = 54`; with `ceil` rounded up, and `- 1` where the last window would have started in
 * the padding and is dropped.
 */
export function axisFormula(
  what: "height" | "width",
  size: number,
  p: WindowParams,
  result: number,
  ceil = false,
): FormulaLine {
  const axis = what === "height" ? 0 : 1;
  const [kernel, dilation, stride, padding] = [
    p.kernel[axis],
    p.dilation[axis],
    p.stride[axis],
    p.padding[axis],
  ];
  const quotient = `(${size} + 2*${padding} - ${formatExtent(kernel, dilation)})/${stride}`;
  if (!ceil) return formulaLine(what, `floor(${quotient}) + 1`, result);
  const rounded = Math.ceil((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
  return formulaLine(what, `ceil(${quotient}) + 1${rounded > result ? " - 1" : ""}`, result);
}

/** `11*11*3*96 + 96 = 34,944`; the factors are those of the kernel, `bias` is the number of biases. */
export function parametersFormula(factors: readonly number[], bias: number): FormulaLine {
  const count = factors.reduce((product, factor) => product * factor, 1);
  const expression = factors.join("*");
  return formulaLine("parameters", bias > 0 ? `${expression} + ${bias}` : expression, count + bias);
}

export const macsFormula = (factors: readonly number[]): FormulaLine =>
  formulaLine(
    "macs",
    factors.join("*"),
    factors.reduce((product, factor) => product * factor, 1),
  );

const isAll = (pair: Pair, value: number): boolean => pair[0] === value && pair[1] === value;

interface BriefWindow extends WindowParams {
  readonly outputPadding?: Pair;
  readonly groups?: number;
  readonly multiplier?: number;
  readonly ceil?: boolean;
}

/** `3×3 · stride 2 · pad 1 · dilation 2 · 4 groups`, leaving out what is at its default. */
export function briefWindow(p: BriefWindow): string {
  return [
    formatPair(p.kernel),
    isAll(p.stride, 1) ? "" : `stride ${formatPair(p.stride, true)}`,
    isAll(p.padding, 0) ? "" : `pad ${formatPair(p.padding, true)}`,
    p.outputPadding === undefined || isAll(p.outputPadding, 0)
      ? ""
      : `output pad ${formatPair(p.outputPadding, true)}`,
    isAll(p.dilation, 1) ? "" : `dilation ${formatPair(p.dilation, true)}`,
    p.groups === undefined || p.groups === 1 ? "" : `${p.groups} groups`,
    p.multiplier === undefined || p.multiplier === 1 ? "" : `multiplier ${p.multiplier}`,
    p.ceil === true ? "ceil" : "",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
