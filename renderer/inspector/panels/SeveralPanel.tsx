import type { GraphNode } from "../../../engine/document/types.ts";
import { useActions, useServices } from "../../app/services.tsx";
import { FamilyGlyph } from "../../glyphs/FamilyGlyph.tsx";
import { toneColor } from "../../glyphs/tone.ts";
import { useT, useTexts } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { formatCompact } from "../../ui/format.ts";
import { Form } from "../fields/ParamForm.tsx";
import { Header } from "../Header.tsx";
import styles from "../inspector.module.css";
import { kindOf, toneOf } from "../subject/describe.ts";
import type { Place } from "../subject/place.ts";
import { MutedRow } from "./MutedRow.tsx";
import { TotalsCard } from "./TotalsCard.tsx";
import { costAt } from "./totals.ts";

interface SeveralPanelProps {
  readonly place: Place;
  readonly nodes: readonly GraphNode[];
}

/** Nodes of different kinds: what they are, what they cost together, what can be done with all of them. */
export function SeveralPanel({ place, nodes }: SeveralPanelProps) {
  const texts = useTexts();
  const { t } = texts;
  const { documents, actions } = useServices();
  const canMake = useActions((state) => state.actions.has("block.make"));
  return (
    <div className={styles.inspector}>
      <Header tone="block" title={t("inspector:several.nodes", { count: nodes.length })} />
      <div className={styles.buttons}>
        {canMake ? (
          <Button size="small" onClick={() => actions.run("block.make")}>
            {t("inspector:several.makeBlock")}
          </Button>
        ) : null}
        <Button size="small" variant="danger" onClick={() => actions.run("edit.remove")}>
          {t("inspector:several.remove")}
        </Button>
      </div>
      <Form>
        <MutedRow place={place} nodes={nodes} />
      </Form>
      <ul className={styles.list}>
        {nodes.map((node) => {
          const { params } = costAt(place, node);
          return (
            <li key={node.id}>
              <button
                type="button"
                className={styles.listRow}
                title={kindOf(place.document, node, texts)}
                onClick={() => documents.select({ nodes: new Set([node.id]) })}
              >
                <span className={styles.glyph} style={{ color: toneColor(toneOf(node)) }}>
                  <FamilyGlyph tone={toneOf(node)} />
                </span>
                <span className={styles.listName}>{node.name}</span>
                <span className={`${styles.listFigure} numbers`}>
                  {params === 0 ? "" : formatCompact(params)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <TotalsCard place={place} nodes={nodes} />
    </div>
  );
}

/** Several wires or notes: only how many there are, and removing them. */
export function CountPanel({ title }: { readonly title: string }) {
  const t = useT();
  const { actions } = useServices();
  return (
    <div className={styles.inspector}>
      <Header tone="shape" title={title} />
      <div className={styles.buttons}>
        <Button size="small" variant="danger" onClick={() => actions.run("edit.remove")}>
          {t("inspector:several.remove")}
        </Button>
      </div>
    </div>
  );
}
