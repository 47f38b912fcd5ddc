import { useId, useMemo, useState } from "react";
import { useActive, useServices } from "../app/services.tsx";
import { BlockMiniature } from "../glyphs/BlockMiniature.tsx";
import { useEngineText, useT } from "../i18n/TextsProvider.tsx";
import { chosenNodes } from "../inspector/subject/inner.ts";
import { type OpenDocument, presentOf, scopeBlock } from "../state/types.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { TextField } from "../ui/TextField.tsx";
import styles from "./blocks.module.css";
import { candidatesOf, draftBlock, type Port, suggestedName } from "./draft.ts";
import { Parameters } from "./Parameters.tsx";

export function MakeBlockDialog({ onClose }: { readonly onClose: () => void }) {
  const tab = useActive((open) => open);
  return tab === null ? null : <MakeBlock tab={tab} onClose={onClose} />;
}

interface MakeBlockProps {
  readonly tab: OpenDocument;
  readonly onClose: () => void;
}

/** The selection as one block: its name, its ports as they will be, and which values can differ each time it is used. */
function MakeBlock({ tab, onClose }: MakeBlockProps) {
  const t = useT();
  const engine = useEngineText();
  const { documents, notices } = useServices();
  const form = useId();
  const document = presentOf(tab);
  const { scope, nodes } = useMemo(() => chosenNodes(tab), [tab]);
  const [title, setTitle] = useState(t("blockDialogs:make.untitled"));
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());

  const candidates = useMemo(() => candidatesOf(document, nodes), [document, nodes]);
  const chosen = candidates.flatMap((candidate) => {
    const name = names.get(candidate.key);
    return name === undefined ? [] : [{ ...candidate, name }];
  });
  const ids = nodes.map(({ id }) => id);
  const choices = chosen.map(({ node, param, name }) => ({ node: node.id, param, name }));
  const draft = draftBlock(document, scope, ids, title.trim() === "" ? "-" : title, choices);
  const refusal = draft.ok ? null : engine.problem(draft.problem);

  const make = (): void => {
    if (!draft.ok || title.trim() === "") return;
    const result = documents.dispatch([draft.call]);
    if (!result.ok) {
      notices.problem(result.problem);
      return;
    }
    if (scope === scopeBlock(tab.scope)) documents.select({ nodes: new Set(result.created) });
    onClose();
  };
  const toggle = (key: string): void => {
    const next = new Map(names);
    const candidate = candidates.find((each) => each.key === key);
    if (!next.delete(key) && candidate !== undefined) next.set(key, suggestedName(candidate, chosen));
    setNames(next);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("blockDialogs:make.title")}
      description={t("blockDialogs:make.description", { count: nodes.length })}
      closeLabel={t("app:close")}
      actions={
        <>
          <Button onClick={onClose}>{t("app:cancel")}</Button>
          <Button type="submit" form={form} variant="primary" disabled={!draft.ok || title.trim() === ""}>
            {t("blockDialogs:make.submit")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <TextField
          label={t("blockDialogs:make.name")}
          value={title}
          onChange={setTitle}
          autoFocus
          onFocus={(event) => event.target.select()}
        />
        {refusal === null ? null : (
          <p className={styles.refusal} role="alert">
            {refusal.message} {refusal.remedy}
          </p>
        )}
        {draft.ok ? (
          <section className={styles.preview} aria-label={t("blockDialogs:make.ports")}>
            <Ports heading={t("blockDialogs:make.in")} ports={draft.inputs} arrow="←" />
            <BlockMiniature block={draft.block} width={168} height={76} />
            <Ports heading={t("blockDialogs:make.out")} ports={draft.outputs} arrow="→" />
          </section>
        ) : null}
        <Parameters
          candidates={candidates}
          names={names}
          onToggle={toggle}
          onRename={(key, name) => setNames(new Map(names).set(key, name))}
        />
      </form>
    </Dialog>
  );
}

interface PortsProps {
  readonly heading: string;
  readonly ports: readonly Port[];
  readonly arrow: string;
}

function Ports({ heading, ports, arrow }: PortsProps) {
  const t = useT();
  return (
    <div className={styles.ports}>
      <h3 className={styles.heading}>{heading}</h3>
      {ports.length === 0 ? <p className={styles.other}>{t("blockDialogs:make.noPorts")}</p> : null}
      <ul>
        {ports.map(({ name, other }) => (
          <li key={name}>
            <code>{name}</code>{" "}
            <span className={styles.other}>
              {other === null ? t("blockDialogs:make.open") : `${arrow} ${other}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
