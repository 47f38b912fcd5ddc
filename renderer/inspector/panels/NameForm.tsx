import { useState } from "react";
import { isIdentifier } from "../../../engine/document/names.ts";
import type { Problem } from "../../../engine/tensor/problem.ts";
import { useEngineText } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./panels.module.css";

interface Props {
  /** What the field asks for. */
  readonly label: string;
  /** What the button does. */
  readonly action: string;
  readonly isTaken: (name: string) => boolean;
  /** Why a name cannot be used. */
  readonly explain: (name: string, why: "taken" | "bad") => string;
  /** True once it is added; the field is empty then. */
  readonly onAdd: (name: string) => boolean;
  /** Why the last edit was refused. */
  readonly refusal: Problem | null;
}

/** Adds something under a new name that expressions can use. */
export function NameForm({ label, action, isTaken, explain, onAdd, refusal }: Props) {
  const engine = useEngineText();
  const [name, setName] = useState("");
  const taken = isTaken(name);
  const usable = isIdentifier(name) && !taken;
  return (
    <>
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          if (usable && onAdd(name)) setName("");
        }}
      >
        <TextField
          numbers
          value={name}
          aria-label={label}
          placeholder={label}
          onChange={setName}
          {...(name === "" || usable ? {} : { error: explain(name, taken ? "taken" : "bad") })}
        />
        <Button type="submit" disabled={!usable}>
          {action}
        </Button>
      </form>
      {refusal === null ? null : (
        <p className={styles.refusal} role="alert">
          {engine.problem(refusal).message}
        </p>
      )}
    </>
  );
}
