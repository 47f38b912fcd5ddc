import { type ReactNode, useId, useState } from "react";
import type { Problem } from "../../engine/tensor/problem.ts";
import { useEngineText } from "../i18n/TextsProvider.tsx";
import { cx } from "../ui/cx.ts";
import styles from "./inspector.module.css";

interface CommitFieldProps {
  readonly value: string;
  readonly label: string;
  /** Shown above; else the label is only read to a screen reader. */
  readonly visibleLabel?: boolean;
  readonly placeholder?: string;
  readonly multiline?: boolean;
  readonly plain?: boolean;
  readonly leading?: ReactNode;
  /** Why the text is refused; null where it was taken. */
  readonly onCommit: (text: string) => Problem | null;
}

/** A text that is taken when the field is left or Enter is pressed; Escape puts the old one back. A refused text stays. */
export function CommitField(props: CommitFieldProps) {
  const {
    value,
    label,
    visibleLabel = false,
    placeholder,
    multiline = false,
    plain = false,
    onCommit,
  } = props;
  const id = useId();
  const engine = useEngineText();
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const commit = (): void => {
    if (draft === null) return;
    const refused = draft === value ? null : onCommit(draft);
    setRefusal(refused);
    if (refused === null) setDraft(null);
  };
  const shared = {
    id,
    className: cx(styles.text, plain && styles.plainText),
    value: draft ?? value,
    placeholder,
    spellCheck: multiline,
    autoComplete: "off",
    "aria-invalid": refusal !== null,
    ...(refusal === null ? {} : { "aria-describedby": `${id}-refusal` }),
    ...(visibleLabel ? {} : { "aria-label": label }),
    onBlur: commit,
  };
  const revert = (): void => {
    setDraft(null);
    setRefusal(null);
  };
  return (
    <div className={styles.commit}>
      {visibleLabel ? (
        <label className={styles.commitLabel} htmlFor={id}>
          {label}
        </label>
      ) : null}
      {multiline ? (
        <textarea
          {...shared}
          rows={3}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && draft !== null) {
              event.stopPropagation();
              revert();
            }
          }}
        />
      ) : (
        <input
          {...shared}
          type="text"
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Enter") commit();
            if (event.key === "Escape" && draft !== null) {
              event.stopPropagation();
              revert();
            }
          }}
        />
      )}
      {refusal === null ? null : (
        <p id={`${id}-refusal`} className={styles.refusal} role="alert">
          {engine.problem(refusal).message} {engine.problem(refusal).remedy}
        </p>
      )}
    </div>
  );
}
