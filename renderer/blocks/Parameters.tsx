import { useId, useState } from "react";
import { isIdentifier } from "../../engine/document/names.ts";
import { useEngineText, useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/TextField.tsx";
import styles from "./blocks.module.css";
import type { Candidate } from "./draft.ts";

interface ParametersProps {
  readonly candidates: readonly Candidate[];
  /** Of the chosen ones, by key. */
  readonly names: ReadonlyMap<string, string>;
  readonly onToggle: (key: string) => void;
  readonly onRename: (key: string, name: string) => void;
}

/** Values of the nodes inside, each with a box that makes a parameter of it. */
export function Parameters({ candidates, names, onToggle, onRename }: ParametersProps) {
  const t = useT();
  const [all, setAll] = useState(false);
  const shown = candidates.filter(({ main, key }) => all || main || names.has(key));
  const nodes = [...new Set(shown.map(({ node }) => node))];
  return (
    <section className={styles.parameters} aria-label={t("blockDialogs:make.parameters")}>
      <h3 className={styles.heading}>{t("blockDialogs:make.parameters")}</h3>
      <p className={styles.other}>
        {t(candidates.length === 0 ? "blockDialogs:make.none" : "blockDialogs:make.parametersHelp")}
      </p>
      <div className={styles.values}>
        {nodes.map((node) => (
          <fieldset key={node.id} className={styles.node}>
            <legend>{node.name}</legend>
            {shown
              .filter((candidate) => candidate.node === node)
              .map((candidate) => (
                <Value
                  key={candidate.key}
                  candidate={candidate}
                  name={names.get(candidate.key)}
                  onToggle={() => onToggle(candidate.key)}
                  onRename={(name) => onRename(candidate.key, name)}
                />
              ))}
          </fieldset>
        ))}
      </div>
      {candidates.some(({ main }) => !main) ? (
        <div>
          <Button size="small" variant="quiet" onClick={() => setAll(!all)}>
            {t(all ? "blockDialogs:make.less" : "blockDialogs:make.more")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

interface ValueProps {
  readonly candidate: Candidate;
  readonly name: string | undefined;
  readonly onToggle: () => void;
  readonly onRename: (name: string) => void;
}

function Value({ candidate, name, onToggle, onRename }: ValueProps) {
  const t = useT();
  const engine = useEngineText();
  const id = useId();
  const { node, param, spec, value } = candidate;
  const label =
    node.type === "layer" ? engine.paramLabel(node.kind, param) : engine.block(spec.label || param);
  const text = typeof value === "string" ? engine.option(param, value) : [value].flat().join("×");
  return (
    <div className={styles.value}>
      <input id={id} type="checkbox" checked={name !== undefined} onChange={onToggle} />
      <label htmlFor={id}>{label}</label>
      <span className={`${styles.figure} numbers`}>{text}</span>
      {name === undefined ? null : (
        <TextField
          numbers
          value={name}
          aria-label={t("blockDialogs:make.parameterName", { label, node: node.name })}
          aria-invalid={!isIdentifier(name)}
          onChange={onRename}
        />
      )}
    </div>
  );
}
