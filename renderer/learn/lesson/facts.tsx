/** What the figures of a page report to its task: numbers by name. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

/** Every fact that a figure reports; `docs/writing-a-lesson.md` says what each is. */
export const FACTS = [
  "cross-correlation.value",
  "cross-correlation.turned",
  "edges.left",
  "edges.right",
  "edges.largest",
  "learn-kernel.distance",
  "learn-kernel.step",
  "receptive-field.extent",
  "receptive-field.seen",
  "padding-stride.height",
  "padding-stride.width",
  "channels.corner",
  "channels.outputs",
  "one-by-one.changed",
  "pooling.corner",
  "pooling.cells",
  "pooling-shift.changed",
  "why-not-dense.bytes",
  "loss.value",
  "loss.probability",
  "experiment.finished",
] as const;
export type FactName = (typeof FACTS)[number];
export type Facts = Readonly<Partial<Record<FactName, number>>>;

interface FactBoard {
  readonly facts: Facts;
  report(name: FactName, value: number): void;
}
const FactsContext = createContext<FactBoard>({ facts: {}, report: () => undefined });

export function FactsProvider({ children }: { readonly children: ReactNode }) {
  const [facts, setFacts] = useState<Facts>({});
  const board = useMemo(
    () => ({
      facts,
      report: (name: FactName, value: number) =>
        setFacts((before) => (before[name] === value ? before : { ...before, [name]: value })),
    }),
    [facts],
  );
  return <FactsContext.Provider value={board}>{children}</FactsContext.Provider>;
}

export const useFacts = (): Facts => useContext(FactsContext).facts;

/** Tells the page's task; outside a lesson nobody listens. */
export function useFact(name: FactName, value: number): void {
  const { report } = useContext(FactsContext);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `report` is another function after each report
  useEffect(() => report(name, value), [name, value]);
}
