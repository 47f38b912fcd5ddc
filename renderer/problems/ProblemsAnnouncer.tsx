import { useEffect, useRef, useState } from "react";
import { useActive, useAnalysis } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";

/** After the last edit of a burst: a number that changes with each key would only be noise. */
const QUIET_MS = 700;

/** Tells a screen reader how many problems are left when that changes, wherever the focus is. */
export function ProblemsAnnouncer() {
  const t = useT();
  const tab = useActive((open) => open.id);
  const count = useAnalysis((analysis) => analysis.problems.length) ?? 0;
  const told = useRef({ tab, count });
  const [text, setText] = useState("");
  useEffect(() => {
    if (told.current.tab !== tab) {
      told.current = { tab, count };
      return;
    }
    if (told.current.count === count) return;
    const timer = setTimeout(() => {
      told.current = { tab, count };
      setText(count === 0 ? t("problemsPanel:announceNone") : t("problemsPanel:announce", { count }));
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [tab, count, t]);
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  );
}
