import { formatShape } from "../../engine/tensor/shape.ts";
import type { DataReport } from "../../engine/worker/values.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { formatExact } from "../ui/format.ts";
import styles from "./DataPanel.module.css";

const MOST_CHANNELS = 4;

const numbers = (values: readonly number[]): string => {
  const shown = values.slice(0, MOST_CHANNELS).map((value) => value.toFixed(3));
  return values.length > MOST_CHANNELS ? `${shown.join(", ")}, …` : shown.join(", ");
};

export function DataFacts({ data }: { readonly data: DataReport }) {
  const t = useT();
  const { normalization, fingerprint } = data;
  return (
    <dl className={styles.facts}>
      <dt>{t("dataPanel:shape")}</dt>
      <dd>{formatShape(data.shape)}</dd>
      <dt>{t("dataPanel:train")}</dt>
      <dd>{formatExact(data.trainCount)}</dd>
      <dt>{t("dataPanel:test")}</dt>
      <dd>{formatExact(data.testCount)}</dd>
      <dt>{t("dataPanel:mean")}</dt>
      <dd title={normalization.mean.join(", ")}>{numbers(normalization.mean)}</dd>
      <dt>{t("dataPanel:std")}</dt>
      <dd title={normalization.std.join(", ")}>{numbers(normalization.std)}</dd>
      <dt>{t("dataPanel:fingerprint")}</dt>
      <dd className="selectable" title={fingerprint}>
        {fingerprint.slice(0, 12)}
      </dd>
    </dl>
  );
}
