import { useState } from "react";
import type { ParamSpec, ParamValue } from "../../../engine/layers/param.ts";
import { TextField } from "../../ui/TextField.tsx";
import { listText, readList } from "./values.ts";

interface ListFieldProps {
  readonly id: string;
  readonly spec: Extract<ParamSpec, { type: "ints" }>;
  readonly value: ParamValue;
  readonly describedBy: string | undefined;
  readonly onChange: (value: ParamValue, gesture: string) => void;
}

/** Whole numbers separated by commas. What cannot be read stays until the field is left. */
export function ListField({ id, spec, value, describedBy, onChange }: ListFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [visit, setVisit] = useState(0);
  const invalid = draft !== null && readList(draft, spec) === null;
  return (
    <TextField
      id={id}
      numbers
      value={draft ?? listText(value)}
      aria-invalid={invalid}
      {...(describedBy === undefined ? {} : { "aria-describedby": describedBy })}
      onFocus={() => setVisit(visit + 1)}
      onBlur={() => setDraft(null)}
      onKeyDown={(event) => {
        if (event.key === "Enter") setDraft(null);
      }}
      onChange={(text) => {
        setDraft(text);
        const read = readList(text, spec);
        if (read !== null) onChange(read, `list/${visit}`);
      }}
    />
  );
}
