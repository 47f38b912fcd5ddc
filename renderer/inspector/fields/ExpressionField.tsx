import { useState } from "react";
import { TextField } from "../../ui/TextField.tsx";

interface ExpressionFieldProps {
  readonly id: string;
  /** Starts with `=`. */
  readonly value: string;
  readonly label?: string;
  readonly onChange: (value: string, gesture: string) => void;
}

/** An expression where the value itself has no text: a switch or a choice that follows a parameter of the block. */
export function ExpressionField({ id, value, label, onChange }: ExpressionFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [visit, setVisit] = useState(0);
  const shown = draft ?? value;
  return (
    <TextField
      id={id}
      numbers
      value={shown}
      {...(label === undefined ? {} : { "aria-label": label })}
      aria-invalid={!(shown.startsWith("=") && shown.length > 1)}
      onFocus={() => setVisit(visit + 1)}
      onBlur={() => setDraft(null)}
      onChange={(text) => {
        setDraft(text);
        if (text.startsWith("=") && text.length > 1) onChange(text, `expression/${visit}`);
      }}
    />
  );
}
