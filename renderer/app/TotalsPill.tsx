import { useT } from "../i18n/TextsProvider.tsx";
import { formatCompact, formatExact } from "../ui/format.ts";
import { Pill } from "../ui/Pill.tsx";
import { useAnalysis } from "./services.tsx";

/** What the whole network costs. */
export function TotalsPill() {
  const t = useT();
  const totals = useAnalysis((analysis) => analysis.totals);
  if (totals === null) return null;
  const exact = {
    params: formatExact(totals.params),
    buffers: formatExact(totals.buffers),
    macs: formatExact(totals.macs),
  };
  return (
    <Pill title={t("app:bar.totalsTitle", exact)}>
      <span className="numbers">
        {t("app:bar.totals", { params: formatCompact(totals.params), macs: formatCompact(totals.macs) })}
      </span>
    </Pill>
  );
}
