import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { Problem } from "../../engine/tensor/problem.ts";
import { useAnalysis, useServices } from "../app/services.tsx";
import { useEngineText, useT } from "../i18n/TextsProvider.tsx";
import { reveal } from "../outline/reveal.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { FixButtons } from "./FixButtons.tsx";
import { groupsOf, originIn, problemKey } from "./order.ts";
import styles from "./ProblemsPanel.module.css";

const WALK: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_index, last) => last,
};

/** Everything that is wrong, with what can be done about it. */
export function ProblemsPanel() {
  const t = useT();
  const services = useServices();
  const problems = useAnalysis((analysis) => analysis.problems) ?? [];
  const [current, setCurrent] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const groups = groupsOf(problems);
  const keys = groups.flatMap((group) => group.problems.map(problemKey));
  const active = keys.includes(current) ? current : (keys[0] ?? "");

  if (problems.length === 0) {
    return (
      <EmptyState
        icon={<CircleCheck className={styles.good} size={22} />}
        title={t("problemsPanel:none")}
        detail={t("problemsPanel:noneDetail")}
      />
    );
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = WALK[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = keys[step(keys.indexOf(active), keys.length - 1)] ?? "";
    setCurrent(next);
    const rows = list.current?.querySelectorAll<HTMLElement>("[data-problem]") ?? [];
    [...rows].find((row) => row.dataset.problem === next)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move the focus between the buttons inside
    <div ref={list} className={styles.panel} onKeyDown={onKeyDown}>
      {groups.map(({ severity, problems: own }) => (
        <section key={severity} aria-label={t(`problemsPanel:${severity}s`, { count: own.length })}>
          <h3 className={styles.heading}>{t(`problemsPanel:${severity}s`, { count: own.length })}</h3>
          <ul className={styles.list}>
            {own.map((problem) => {
              const key = problemKey(problem);
              return (
                <Row
                  key={key}
                  id={key}
                  problem={problem}
                  active={key === active}
                  onFocus={() => setCurrent(key)}
                  onGo={() => {
                    const origin = originIn(problem);
                    if (origin !== null) reveal(services, origin);
                  }}
                />
              );
            })}
          </ul>
        </section>
      ))}
      <p className={styles.hint}>{t("problemsPanel:hint")}</p>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly problem: Problem;
  /** The one that the Tab key comes to, with its fixes. */
  readonly active: boolean;
  readonly onFocus: () => void;
  readonly onGo: () => void;
}

function Row({ id, problem, active, onFocus, onGo }: RowProps) {
  const t = useT();
  const engine = useEngineText();
  const { message, remedy } = engine.problem(problem);
  const Icon = problem.severity === "error" ? CircleAlert : TriangleAlert;
  return (
    <li className={styles.row} onFocus={onFocus}>
      <button
        type="button"
        className={styles.main}
        data-problem={id}
        data-severity={problem.severity}
        tabIndex={active ? 0 : -1}
        onClick={onGo}
      >
        <Icon className={styles.icon} size={15} />
        <span className={styles.text}>
          <span className={styles.path}>{problem.path === "" ? t("problemsPanel:whole") : problem.path}</span>
          <span className={styles.message}>{message}</span>
          <span className={styles.remedy}>{remedy}</span>
        </span>
      </button>
      <FixButtons problem={problem} className={styles.fixes} reachable={active} />
    </li>
  );
}
