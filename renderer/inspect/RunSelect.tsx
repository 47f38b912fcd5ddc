import { useStore } from "zustand";
import { useServices } from "../app/services.tsx";
import { useT, useTexts } from "../i18n/TextsProvider.tsx";
import { runTitle } from "../runs/runFacts.ts";
import { Select } from "../ui/Select.tsx";

interface RunSelectProps {
  readonly value: string;
  /** Offers the weights before any training too. */
  readonly first?: boolean;
}

/** Whose weights are looked at. */
export function RunSelect({ value, first = false }: RunSelectProps) {
  const t = useT();
  const { locale } = useTexts();
  const { training, look } = useServices();
  const runs = useStore(training, (state) => state.runs) ?? [];
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  const options = [
    ...(first ? [{ value: "first", label: t("lookInside:firstWeights") }] : []),
    ...runs.map((run) => ({
      value: run.id,
      label: `${runTitle(run)} · ${time.format(new Date(run.startedAt))}`,
    })),
  ];
  return <Select label={t("lookInside:weights")} value={value} options={options} onChange={look.chooseRun} />;
}
