import type { KeyboardEvent, MouseEvent } from "react";
import { useT } from "../i18n/TextsProvider.tsx";
import styles from "./LookInside.module.css";
import { MapGrid, type MapGridProps } from "./MapGrid.tsx";

/** One number of a node's maps. */
export interface PickedUnit {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

interface MapPickerProps extends MapGridProps {
  readonly unit: PickedUnit;
  readonly onPick: (unit: PickedUnit) => void;
}

const MOVES: Readonly<Record<string, readonly [channel: number, row: number, column: number]>> = {
  ArrowUp: [0, -1, 0],
  ArrowDown: [0, 1, 0],
  ArrowLeft: [0, 0, -1],
  ArrowRight: [0, 0, 1],
  PageUp: [-1, 0, 0],
  PageDown: [1, 0, 0],
};
const clamp = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));

/** Maps of which a number is chosen: by a click, or by arrow keys within a map and page keys from map to map. */
export function MapPicker({ unit, onPick, ...maps }: MapPickerProps) {
  const t = useT();
  const { count, height, width, columns, size, label } = maps;
  const scale = size / height;
  const [tall, wide] = [(height + 1) * scale, (width + 1) * scale];
  const pick = (channel: number, row: number, column: number): void =>
    onPick({ channel: clamp(channel, count), row: clamp(row, height), column: clamp(column, width) });
  const onClick = (event: MouseEvent): void => {
    // A click that a key made has no place.
    if (event.detail === 0) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const channel = Math.floor(y / tall) * columns + Math.min(columns - 1, Math.floor(x / wide));
    if (channel < count) pick(channel, Math.floor((y % tall) / scale), Math.floor((x % wide) / scale));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = MOVES[event.key];
    if (by === undefined) return;
    event.preventDefault();
    pick(unit.channel + by[0], unit.row + by[1], unit.column + by[2]);
  };
  return (
    <div className={styles.picker}>
      <MapGrid {...maps} />
      <button
        type="button"
        className={styles.pick}
        aria-label={t("lookInside:pick", {
          label,
          channel: unit.channel,
          row: unit.row,
          column: unit.column,
        })}
        onClick={onClick}
        onKeyDown={onKeyDown}
      />
      <i
        className={styles.picked}
        style={{
          left: (unit.channel % columns) * wide + unit.column * scale,
          top: Math.floor(unit.channel / columns) * tall + unit.row * scale,
          width: scale,
          height: scale,
        }}
      />
    </div>
  );
}
