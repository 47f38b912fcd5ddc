import { useLayoutEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { useCanvas } from "../canvasContext.ts";
import styles from "./overlays.module.css";

const EDGE = 8;

/** What is wrong with the node that is pointed at, with the fixes as buttons. */
export function ProblemCard() {
  const { store, sight, edits } = useCanvas();
  const t = useT();
  const engine = useEngineText();
  const key = useStore(store, (state) => state.problems);
  const placed = key === null ? null : sight.node(key);
  const card = useRef<HTMLElement>(null);
  const [place, setPlace] = useState({ x: 0, y: 0 });
  useLayoutEffect(() => {
    if (placed === null || card.current === null) return;
    const { rect } = placed;
    const beside = sight.toScreen({ x: rect.x + rect.width, y: rect.y });
    const { width, height } = card.current.getBoundingClientRect();
    setPlace({
      x: Math.max(EDGE, Math.min(beside.x + 10, innerWidth - width - EDGE)),
      y: Math.max(EDGE, Math.min(beside.y - 6, innerHeight - height - EDGE)),
    });
  }, [placed, sight]);
  if (placed === null || placed.view.problems.length === 0) return null;
  const { problems } = placed.view;
  const error = problems.some(({ severity }) => severity === "error");
  return (
    <aside
      ref={card}
      className={styles.card}
      data-severity={error ? "error" : "warning"}
      style={{ left: place.x, top: place.y }}
      aria-label={t("canvas:problems.label", { name: placed.view.name })}
      onPointerEnter={() => store.keepProblems()}
      onPointerLeave={() => store.hideProblemsSoon()}
    >
      {problems.map((problem) => (
        <div key={`${problem.code} ${problem.message}`} className={styles.cardItem}>
          <p className={styles.cardMessage}>{problem.message}</p>
          <p className={styles.cardRemedy}>{problem.remedy}</p>
          {problem.source.fixes.length === 0 ? null : (
            <div className={styles.cardFixes}>
              {problem.source.fixes.map((fix) => (
                <Button
                  key={`${fix.code} ${fix.label}`}
                  size="small"
                  onClick={() => {
                    if (edits.fix(fix)) store.hideProblems();
                  }}
                >
                  {engine.fix(fix)}
                </Button>
              ))}
            </div>
          )}
        </div>
      ))}
    </aside>
  );
}
