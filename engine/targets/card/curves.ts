/** A line chart as SVG: epochs from left to right, one line for each series, told apart by colour and dash. */
import { element, escapeXml } from "../svg/markup.ts";

export interface Series {
  readonly name: string;
  /** `null` where an epoch has no value. */
  readonly values: readonly (number | null)[];
}

const SIZE = { width: 560, height: 240 };
const EDGE = { left: 56, right: 16, top: 32, bottom: 32 };
const STYLES = [
  { stroke: "#3350d8", dash: null },
  { stroke: "#e2611c", dash: "6 4" },
] as const;
const TICKS = 4;

/** A round step of which about `TICKS` fit into `span`. */
function stepOf(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / TICKS));
  const step = [1, 2, 5, 10].find((factor) => span / (factor * power) <= TICKS + 1) ?? 10;
  return step * power;
}

export function chartSvg(
  title: string,
  xTitle: string,
  epochs: readonly number[],
  series: readonly Series[],
): string {
  const known = series.flatMap(({ values }) =>
    values.filter((value): value is number => value !== null && Number.isFinite(value)),
  );
  const low = Math.min(0, ...known);
  const high = Math.max(...known, low + 1e-6);
  const step = stepOf(high - low);
  const top = Math.ceil(high / step - 1e-9) * step;
  const inner = { width: SIZE.width - EDGE.left - EDGE.right, height: SIZE.height - EDGE.top - EDGE.bottom };
  const x = (index: number): number => EDGE.left + (inner.width * index) / Math.max(1, epochs.length - 1);
  const y = (value: number): number => EDGE.top + inner.height * (1 - (value - low) / (top - low));
  const label = (text: string, attributes: Readonly<Record<string, string | number>>): string =>
    element("text", { "font-size": 11, fill: "#4b5563", ...attributes }, escapeXml(text));
  const lines: string[] = [];
  for (let value = low; value <= top + step / 2; value += step) {
    const at = y(value);
    lines.push(
      element("line", { x1: EDGE.left, x2: SIZE.width - EDGE.right, y1: at, y2: at, stroke: "#e2e5ea" }),
      label(String(Number(value.toPrecision(6))), { x: EDGE.left - 8, y: at + 4, "text-anchor": "end" }),
    );
  }
  const drawn = series.map(({ name, values }, index) => {
    const style = STYLES[index % STYLES.length] ?? STYLES[0];
    const points = values.flatMap((value, at) =>
      value === null || !Number.isFinite(value) ? [] : [`${x(at).toFixed(1)},${y(value).toFixed(1)}`],
    );
    const common = { fill: "none", stroke: style.stroke, "stroke-width": 2, "stroke-dasharray": style.dash };
    const key = EDGE.left + inner.width - 150 * (series.length - index) + 24;
    const dots =
      values.length === 1
        ? points.map((point) => {
            const [cx = "0", cy = "0"] = point.split(",");
            return element("circle", { cx, cy, r: 3, fill: style.stroke });
          })
        : [];
    return [
      element("polyline", { points: points.join(" "), ...common }),
      ...dots,
      element("line", { x1: key, x2: key + 24, y1: 16, y2: 16, ...common }),
      label(name, { x: key + 30, y: 20 }),
    ].join("");
  });
  const first = epochs[0] ?? 1;
  const last = epochs.at(-1) ?? first;
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${SIZE.width} ${SIZE.height}`,
      width: SIZE.width,
      height: SIZE.height,
      "font-family": "Inter, system-ui, sans-serif",
    },
    element("rect", { width: SIZE.width, height: SIZE.height, fill: "#ffffff" }),
    label(title, { x: EDGE.left, y: 20, "font-weight": 600, fill: "#111827" }),
    ...lines,
    ...drawn,
    label(String(first), { x: x(0), y: SIZE.height - 12, "text-anchor": "middle" }),
    ...(last === first
      ? []
      : [label(String(last), { x: x(epochs.length - 1), y: SIZE.height - 12, "text-anchor": "middle" })]),
    label(xTitle, { x: EDGE.left + inner.width / 2, y: SIZE.height - 12, "text-anchor": "middle" }),
  );
}
