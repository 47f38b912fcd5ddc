import { useStore } from "zustand";
import { useServices } from "../app/services.tsx";
import type { TextKey } from "../i18n/i18n.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { Select } from "../ui/Select.tsx";

const BUILTIN: readonly { readonly source: string; readonly title: TextKey }[] = [
  { source: "builtin:glyphs", title: "training:sources.glyphs" },
  { source: "builtin:scenes", title: "training:sources.scenes" },
  { source: "builtin:edges", title: "training:sources.edges" },
];

interface SourceSelectProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: string;
  readonly onChange: (source: string) => void;
}

/** The built-in data sets, and whatever else the document names. */
export function SourceSelect({ id, label, value, onChange }: SourceSelectProps) {
  const t = useT();
  const { training } = useServices();
  const opened = useStore(training, (state) => state.knownSources);
  const builtin = BUILTIN.map(({ source, title }) => ({ value: source, label: t(title) }));
  const onDisk = opened
    .filter((source) => !builtin.some((option) => option.value === source))
    .map((source) => ({ value: source, label: source }));
  const known = [...builtin, ...onDisk];
  const own = known.some((option) => option.value === value)
    ? []
    : [{ value, label: value === "" ? t("training:sources.none") : value }];
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { label })}
      value={value}
      options={[...own, ...known]}
      onChange={onChange}
    />
  );
}
