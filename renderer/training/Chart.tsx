/** A line chart that stays cheap with many live points: uPlot under a thin React skin. */
import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { useUi } from "../app/services.tsx";
import styles from "./Chart.module.css";
import type { Zoom } from "./series.ts";

export interface ChartLine {
  readonly label: string;
  /** Name of a colour token, for example `--accent`. */
  readonly color: string;
  readonly dashed?: boolean;
  /** Lengths of strokes and gaps, pixels; solid where empty. */
  readonly dash?: readonly number[];
  readonly faint?: boolean;
  readonly points: boolean;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number | null>;
}

interface ChartProps {
  readonly title: string;
  /** Said by a screen reader; the numbers themselves are in a table. */
  readonly summary: string;
  readonly lines: readonly ChartLine[];
  readonly logarithmic?: boolean;
  /** Fixed range of the vertical axis. */
  readonly range?: readonly [number, number];
  readonly format: (value: number) => string;
  /** Of the horizontal axis; plain numbers unless given. */
  readonly formatX?: (value: number) => string;
  /**
   * Given: the lines are of this part of the axis only, and `onZoom` hears when a person looks at another part (drag) or
   * at the whole again (double click). Otherwise the chart zooms within the points it has.
   */
  readonly zoom?: Zoom;
  readonly onZoom?: (zoom: Zoom) => void;
}

const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const css = (node: HTMLElement, name: string): string => getComputedStyle(node).getPropertyValue(name).trim();

/** Columns over one shared horizontal axis, which is what uPlot draws. */
function joined(lines: readonly ChartLine[]): uPlot.AlignedData {
  const tables = lines.map(({ x, y }) => [Array.from(x), Array.from(y)] as unknown as uPlot.AlignedData);
  return tables.length === 0 ? [[]] : uPlot.join(tables);
}

export function Chart(props: ChartProps) {
  const { title, summary, lines, logarithmic = false, range, format, formatX, zoom, onZoom } = props;
  const theme = useUi((settings) => settings.theme);
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shape = `${theme}|${logarithmic}|${lines.map(({ label, color, dashed, dash }) => `${label}${color}${dashed}${dash}`).join()}`;
  const latest = useRef({ lines, format, formatX, onZoom, zoom });
  latest.current = { lines, format, formatX, onZoom, zoom };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for all that needs another plot
  useEffect(() => {
    const node = holder.current;
    if (node === null) return;
    const axis = {
      stroke: css(node, "--text-3"),
      grid: { stroke: css(node, "--hairline"), width: 1 },
      ticks: { show: false },
      font: `${token("--size-1")} ${token("--font-numbers")}`,
    };
    const options: uPlot.Options = {
      width: Math.max(80, node.clientWidth),
      height: Math.max(60, node.clientHeight),
      legend: { show: false },
      cursor: {
        points: { size: 6 },
        drag: { x: true, y: false },
        bind: {
          dblclick: (_u, _target, handler) => (event) => {
            latest.current.onZoom?.(null);
            return handler(event);
          },
        },
      },
      scales: {
        x: { time: false },
        y: { distr: logarithmic ? 3 : 1, ...(range === undefined ? {} : { range: [range[0], range[1]] }) },
      },
      axes: [
        {
          ...axis,
          size: 22,
          ...(formatX === undefined
            ? {}
            : { values: (_, ticks) => ticks.map((value) => latest.current.formatX?.(value) ?? "") }),
        },
        {
          ...axis,
          size: 46,
          values: (_, ticks) => ticks.map((value) => (value === null ? "" : format(value))),
        },
      ],
      series: [
        {},
        ...lines.map(
          ({ label, color, dashed, dash, faint, points }): uPlot.Series => ({
            label,
            stroke: css(node, color),
            width: faint ? 1 : 1.75,
            ...(faint ? { alpha: 0.35 } : {}),
            ...(dashed ? { dash: [5, 4] } : {}),
            ...(dash === undefined || dash.length === 0 ? {} : { dash: [...dash] }),
            spanGaps: true,
            points: { show: points, size: 5 },
          }),
        ),
      ],
      hooks: {
        setCursor: [(u) => tell(u)],
        setSelect: [
          ({ select: { left, width }, posToVal }) => {
            if (width > 0) latest.current.onZoom?.([posToVal(left, "x"), posToVal(left + width, "x")]);
          },
        ],
      },
    };
    const made = new uPlot(options, joined(latest.current.lines), node);
    plot.current = made;
    const watch = new ResizeObserver(() =>
      made.setSize({ width: Math.max(80, node.clientWidth), height: Math.max(60, node.clientHeight) }),
    );
    watch.observe(node);
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape]);

  const readout = useRef<HTMLOutputElement>(null);
  const tell = (u: uPlot): void => {
    if (readout.current === null) return;
    const index = u.cursor.idx;
    readout.current.textContent =
      index === null || index === undefined
        ? ""
        : u.series
            .slice(1)
            .map((series, i) => ({ label: series.label, value: u.data[i + 1]?.[index] }))
            .filter(({ value }) => value !== null && value !== undefined)
            .map(({ label, value }) => `${String(label)} ${latest.current.format(value as number)}`)
            .join(" · ");
  };

  useEffect(() => {
    const made = plot.current;
    if (made === null) return;
    // A person who has zoomed in stays where they are while points arrive.
    const [first, last] = [made.data[0].at(0), made.data[0].at(-1)];
    const { min, max } = made.scales.x ?? {};
    const { zoom: part, onZoom: heard } = latest.current;
    if (heard !== undefined && part !== null && part !== undefined) {
      made.setData(joined(lines), false);
      made.setScale("x", { min: part[0], max: part[1] });
      return;
    }
    const whole =
      heard !== undefined ||
      min === undefined ||
      max === undefined ||
      min === null ||
      max === null ||
      (min <= (first ?? min) && max >= (last ?? max));
    made.setData(joined(lines), whole);
  }, [lines]);

  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>{title}</span>
        <output ref={readout} className={styles.readout} />
        <span className={styles.summary}>{summary}</span>
      </figcaption>
      <div ref={holder} className={styles.plot} role="img" aria-label={`${title}: ${summary}`} />
    </figure>
  );
}
