import { RotateCcw, SquareFunction } from "lucide-react";
import type { ReactNode } from "react";
import type { Problem } from "../../../engine/tensor/problem.ts";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { IconButton } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { Tooltip } from "../../ui/Tooltip.tsx";
import styles from "./fields.module.css";

interface FieldRowProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  /** The limits, shown while what is typed is outside of them; always read to a screen reader. */
  readonly limit: string | null;
  /** What an expression works out to, or that the nodes differ. */
  readonly note: string | null;
  readonly refusal: Problem | null;
  /** Puts the default back; null where it holds. */
  readonly onReset: (() => void) | null;
  /** Makes a parameter of the block around of it; null where that makes no sense. */
  readonly onLift: (() => void) | null;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

/** A label and its control on one line, with what is to be said about the value below. */
export function FieldRow({ id, label, help, limit, note, refusal, ...row }: FieldRowProps) {
  const t = useT();
  const engine = useEngineText();
  const { onReset, onLift, onLeave, children } = row;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus has left all its controls
    <div
      className={styles.row}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onLeave();
      }}
    >
      <Tooltip text={help === "" ? label : help} side="left">
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      </Tooltip>
      <div className={styles.tools}>
        {onReset === null ? null : (
          <IconButton
            size="small"
            className={styles.tool}
            label={t("inspector:field.reset", { label })}
            icon={<RotateCcw size={12} />}
            onClick={onReset}
          />
        )}
        {onLift === null ? null : (
          <IconButton
            size="small"
            className={styles.tool}
            label={t("inspector:field.lift", { label })}
            icon={<SquareFunction size={13} />}
            onClick={onLift}
          />
        )}
      </div>
      <div className={styles.control}>{children}</div>
      {limit === null ? null : (
        <p id={`${id}-limit`} className={cx(styles.below, styles.limit)}>
          {limit}
        </p>
      )}
      {note === null ? null : <p className={cx(styles.below, styles.note, "numbers")}>{note}</p>}
      {refusal === null ? null : (
        <p className={cx(styles.below, styles.refusal)} role="alert">
          {engine.problem(refusal).message} {engine.problem(refusal).remedy}
        </p>
      )}
    </div>
  );
}
