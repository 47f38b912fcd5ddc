import { memo } from "react";
import type { WireView } from "../../../engine/targets/svg/scene.ts";
import { LABEL_HEIGHT, labelWidth } from "../../../engine/targets/svg/wireMarkup.ts";
import { formatShape } from "../../../engine/tensor/shape.ts";
import styles from "./Wire.module.css";

/** `path`: on the chosen path. `drop`: what is dragged would be put into it. `moving`: one end is in the hand. */
export type WireState = "plain" | "path" | "selected" | "drop" | "moving";

interface WireProps {
  readonly wire: WireView;
  /** Course, and the middle of the label. */
  readonly d: string;
  readonly x: number;
  readonly y: number;
  readonly state: WireState;
}

/** A wire with the shape of what flows, and where that is refused, the reason. */
export const Wire = memo(function Wire({ wire, d, x, y, state }: WireProps) {
  if (wire.link !== null) return <path data-wire-link={wire.key} className={styles.link} d={d} />;
  const label = wire.shape === null ? "" : formatShape(wire.shape);
  const width = labelWidth(label);
  return (
    <g
      className={styles.wire}
      data-wire={wire.key}
      data-state={state}
      {...(wire.problem === null ? {} : { "data-bad": "" })}
    >
      {wire.problem === null ? null : <title>{wire.problem.message}</title>}
      <path className={styles.catch} d={d} />
      <path className={styles.line} d={d} />
      {label === "" ? null : (
        <g className={styles.label} transform={`translate(${x} ${y})`}>
          <rect
            x={-width / 2}
            y={-LABEL_HEIGHT / 2}
            width={width}
            height={LABEL_HEIGHT}
            rx={LABEL_HEIGHT / 2}
          />
          <text y={3.7} textAnchor="middle">
            {label}
          </text>
        </g>
      )}
    </g>
  );
});
