import { pathOf } from "../../../engine/blocks/origin.ts";
import { callOf } from "../../../engine/document/commands/index.ts";
import type { BlockDefinition } from "../../../engine/document/types.ts";
import { useServices } from "../../app/services.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import { CommitField } from "../CommitField.tsx";
import { Header } from "../Header.tsx";
import styles from "../inspector.module.css";
import type { Place } from "../subject/place.ts";
import { ParameterList } from "./ParameterList.tsx";
import { TotalsCard } from "./TotalsCard.tsx";

interface DefinitionPanelProps {
  readonly place: Place;
  readonly block: BlockDefinition;
}

/** The block whose inside is open: what it is called and which values can differ each time it is used. */
export function DefinitionPanel({ place, block }: DefinitionPanelProps) {
  const t = useT();
  const { documents } = useServices();
  const path = (pathOf(place.document, place.instance) ?? "").split(".");
  const set = (change: { readonly title?: string; readonly summary?: string }) => {
    const result = documents.dispatch([callOf("set-block", { block: block.id, ...change })]);
    return result.ok ? null : result.problem;
  };
  return (
    <div className={styles.inspector}>
      <Header tone="block" title={t("inspector:definition.heading", { title: block.title })} path={path} />
      <div className={styles.section}>
        <CommitField
          visibleLabel
          label={t("inspector:definition.title")}
          value={block.title}
          onCommit={(title) => set({ title })}
        />
        <CommitField
          visibleLabel
          multiline
          label={t("inspector:definition.summary")}
          value={block.summary}
          onCommit={(summary) => set({ summary })}
        />
      </div>
      <ParameterList block={block} />
      <TotalsCard place={place} nodes={place.graph.nodes} />
    </div>
  );
}
