/** A small line chart in SVG. Its numbers are also said in words by the caller. */
import { cx } from "../../ui/cx.ts";
import styles from "./LineChart.module.css";
import { formatValue } from "./values.ts";

export interface Line {
  readonly label: string;
  /** Name of a colour token. */
  readonly color: string;
  readonly dashed?: boolean;
  readonly points: readonly (readonly [x: number, y: number])[];
}

interface LineChartProps {
  readonly label: string;
  readonly lines: readonly Line[];
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly wide?: boolean;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [360, 170, 40, 20, 8];

export function LineChart({ label, lines, from, to, wide = false }: LineChartProps) {
  const x = (value: number): number =>
    LEFT + ((value - from[0]) / Math.max(1e-9, to[0] - from[0])) * (WIDTH - LEFT - 8);
  const y = (value: number): number =>
    TOP + (1 - (value - from[1]) / Math.max(1e-9, to[1] - from[1])) * (HEIGHT - TOP - BOTTOM);
  const ticks = [0, 0.5, 1].map((share) => from[1] + share * (to[1] - from[1]));
  return (
    <div className={cx(styles.chart, wide && styles.wide)}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} className={styles.plot}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} className={styles.grid} />
            <text x={LEFT - 6} y={y(tick) + 3} textAnchor="end" className={styles.tick}>
              {formatValue(Number(tick.toPrecision(3)))}
            </text>
          </g>
        ))}
        <text x={WIDTH - 8} y={HEIGHT - 6} textAnchor="end" className={styles.tick}>
          {formatValue(to[0])}
        </text>
        <text x={LEFT} y={HEIGHT - 6} className={styles.tick}>
          {formatValue(from[0])}
        </text>
        {lines.map((line) => (
          <polyline
            key={line.label}
            points={line.points
              .filter(([, value]) => Number.isFinite(value))
              .map(
                ([px, py]) => `${x(px).toFixed(1)},${y(Math.min(to[1], Math.max(from[1], py))).toFixed(1)}`,
              )
              .join(" ")}
            className={styles.line}
            style={{ stroke: `var(${line.color})` }}
            strokeDasharray={line.dashed === true ? "5 4" : undefined}
          />
        ))}
      </svg>
      <ul className={styles.legend}>
        {lines.map((line) => (
          <li key={line.label}>
            <svg width="20" height="6" aria-hidden="true">
              <line
                x1="0"
                x2="20"
                y1="3"
                y2="3"
                style={{ stroke: `var(${line.color})`, strokeWidth: 2 }}
                strokeDasharray={line.dashed === true ? "5 4" : undefined}
              />
            </svg>
            {line.label}
          </li>
        ))}
      </ul>
    </div>
  );
}
