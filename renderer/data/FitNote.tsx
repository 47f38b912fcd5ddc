import { callOf } from "../../engine/document/commands/index.ts";
import { formatShape, isMap } from "../../engine/tensor/shape.ts";
import type { DataReport } from "../../engine/worker/values.ts";
import { useActive, useAnalysis, useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { adaptCalls, fitOf } from "./adapt.ts";
import styles from "./DataPanel.module.css";

/** Whether the network in front takes this data, and the click that makes it so. */
export function FitNote({ data }: { readonly data: DataReport }) {
  const t = useT();
  const { documents, training } = useServices();
  const document = useActive((tab) => tab.history.present);
  const analysis = useAnalysis((value) => value);
  if (document === null || analysis === null) return null;
  const { input, outputs, inputFits, outputsFit } = fitOf(analysis, data);
  const fits = inputFits && outputsFit;
  const used = document.training.data === data.source;
  const calls = fits ? null : adaptCalls(document, analysis, data);
  const resizable =
    !data.source.startsWith("builtin:") && input !== null && isMap(input) && isMap(data.shape);
  const [, height = 0, width = 0] = input ?? [];
  const sizeDiffers = resizable && (height !== data.shape[1] || width !== data.shape[2]);
  return (
    <div className={fits ? styles.fits : styles.misfit} role="status">
      <p>
        {fits ? t("dataPanel:fits") : null}
        {inputFits || input === null
          ? null
          : t("dataPanel:otherInput", { expected: formatShape(input), actual: formatShape(data.shape) })}
        {outputsFit || outputs === null
          ? null
          : ` ${t("dataPanel:otherOutputs", { outputs, classes: data.classes.length })}`}
        {used || !fits
          ? null
          : ` ${
              document.training.data === ""
                ? t("dataPanel:nothingNamed")
                : t("dataPanel:unused", { source: document.training.data })
            }`}
      </p>
      <div className={styles.buttons}>
        {calls === null ? null : (
          <Button
            size="small"
            variant="primary"
            onClick={() => documents.dispatch(calls, { label: "Set the network to the data" })}
          >
            {t("dataPanel:adapt")}
          </Button>
        )}
        {sizeDiffers ? (
          <Button size="small" onClick={() => void training.openResized(data.source, [height, width])}>
            {t("dataPanel:resize", { size: `${height}×${width}` })}
          </Button>
        ) : null}
        {fits && !used ? (
          <Button
            size="small"
            variant="primary"
            onClick={() => documents.dispatch([callOf("set-training", { training: { data: data.source } })])}
          >
            {t("dataPanel:use")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
