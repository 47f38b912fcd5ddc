import type { Problem } from "../../engine/tensor/problem.ts";
import { useServices } from "../app/services.tsx";
import { useEngineText } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { cx } from "../ui/cx.ts";
import styles from "./FixButtons.module.css";

interface FixButtonsProps {
  readonly problem: Problem;
  readonly className?: string | undefined;
  /** Whether the Tab key comes to them; it does unless said otherwise. */
  readonly reachable?: boolean;
}

/** Each fix of a problem as a button; all its calls are one undo step. */
export function FixButtons({ problem, className, reachable = true }: FixButtonsProps) {
  const { documents, notices } = useServices();
  const engine = useEngineText();
  if (problem.fixes.length === 0) return null;
  return (
    <div className={cx(styles.fixes, className)}>
      {problem.fixes.map((fix) => (
        <Button
          key={`${fix.code} ${fix.label}`}
          size="small"
          className={styles.fix}
          tabIndex={reachable ? 0 : -1}
          onClick={() => {
            const result = documents.dispatch(fix.calls, { label: fix.label });
            if (!result.ok) notices.problem(result.problem);
          }}
        >
          {engine.fix(fix)}
        </Button>
      ))}
    </div>
  );
}
