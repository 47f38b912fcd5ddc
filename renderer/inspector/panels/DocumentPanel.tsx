import { callOf } from "../../../engine/document/commands/index.ts";
import { useServices } from "../../app/services.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import { formatBytes, formatCompact, formatExact } from "../../ui/format.ts";
import { CommitField } from "../CommitField.tsx";
import { Card, Fact, Facts } from "../cards/Card.tsx";
import { Header } from "../Header.tsx";
import styles from "../inspector.module.css";
import type { Place } from "../subject/place.ts";
import { AboutLine } from "./AboutLine.tsx";
import { SizeForm } from "./SizeForm.tsx";
import { optimizerSlots } from "./totals.ts";
import { ValidityCard } from "./ValidityCard.tsx";
import { VariablesForm } from "./VariablesForm.tsx";

/** The document as a whole: what it is called, what enters it, what it costs and whether it can be built. */
export function DocumentPanel({ place }: { readonly place: Place }) {
  const t = useT();
  const { documents } = useServices();
  const { about } = place.document;
  const set = (change: { readonly title?: string; readonly summary?: string }) => {
    const result = documents.dispatch([callOf("set-about", { about: change })]);
    return result.ok ? null : result.problem;
  };
  return (
    <div className={styles.inspector}>
      <Header tone="io" title={t("inspector:document.heading")} />
      <div className={styles.section}>
        <CommitField
          visibleLabel
          label={t("inspector:document.title")}
          value={about.title}
          onCommit={(title) => set({ title })}
        />
        <CommitField
          visibleLabel
          multiline
          label={t("inspector:document.summary")}
          value={about.summary}
          placeholder={t("inspector:document.summaryHint")}
          onCommit={(summary) => set({ summary })}
        />
        <AboutLine about={about} />
      </div>
      <ValidityCard place={place} />
      <SizeForm document={place.document} />
      <VariablesForm document={place.document} />
      <Totals place={place} />
    </div>
  );
}

function Totals({ place }: { readonly place: Place }) {
  const t = useT();
  const { totals } = place.analysis;
  const { optimizer, batchSize } = place.document.training;
  return (
    <Card title={t("inspector:totals.title")}>
      <Facts>
        <Fact label={t("inspector:totals.params")}>{formatExact(totals.params)}</Fact>
        {totals.frozenParams === 0 ? null : (
          <Fact label={t("inspector:totals.frozen")}>{formatExact(totals.frozenParams)}</Fact>
        )}
        {totals.buffers === 0 ? null : (
          <Fact label={t("inspector:totals.buffers")}>{formatExact(totals.buffers)}</Fact>
        )}
        <Fact label={t("inspector:totals.macs")}>
          <span title={formatExact(totals.macs)}>{formatCompact(totals.macs)}</span>
        </Fact>
        <Fact label={t("inspector:totals.activations")}>{formatBytes(totals.activationBytes)}</Fact>
        <Fact label={t("inspector:totals.training", { batch: batchSize })}>
          {formatBytes(totals.trainingBytes(batchSize, optimizerSlots(optimizer)))}
        </Fact>
      </Facts>
    </Card>
  );
}
