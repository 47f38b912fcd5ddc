import { useEffect, useRef } from "react";
import type { NodeId } from "../../engine/document/types.ts";
import type { Problem } from "../../engine/tensor/problem.ts";
import { useEngineText, useT } from "../i18n/TextsProvider.tsx";
import styles from "./Export.module.css";

interface ObstaclesProps {
  readonly title?: string;
  readonly problems: readonly Problem[];
  /** Ids that lead to the node of a path; `null` where it is not in the document in front. */
  readonly originOf: (path: string) => readonly NodeId[] | null;
  readonly onShow: (origin: readonly NodeId[]) => void;
}

const SHOWN = 12;

/** What stands in the way, node by node, with the way round it. */
export function Obstacles({ title, problems, originOf, onShow }: ObstaclesProps) {
  const t = useT();
  const engine = useEngineText();
  const section = useRef<HTMLElement>(null);
  // Below the cards of a low window nobody would see it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other obstacles come into view too
  useEffect(() => {
    const node = section.current;
    if (node !== null && "scrollIntoView" in node) node.scrollIntoView({ block: "nearest" });
  }, [problems]);
  return (
    <section ref={section} className={styles.obstacles} role="alert">
      {title === undefined ? null : <h3>{title}</h3>}
      <ul>
        {problems.slice(0, SHOWN).map((problem, index) => {
          const { message, remedy } = engine.problem(problem);
          const origin = problem.path === "" ? null : originOf(problem.path);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced whole
            <li key={index}>
              {problem.path === "" ? null : origin === null ? (
                <code>{problem.path}</code>
              ) : (
                <button
                  type="button"
                  className={styles.place}
                  title={t("exports:goTo", { path: problem.path })}
                  onClick={() => onShow(origin)}
                >
                  {problem.path}
                </button>
              )}
              <p>
                {message} <span>{remedy}</span>
              </p>
            </li>
          );
        })}
      </ul>
      {problems.length > SHOWN ? <p>{t("exports:more", { count: problems.length - SHOWN })}</p> : null}
    </section>
  );
}
