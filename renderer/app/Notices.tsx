import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useEngineText, useT } from "../i18n/TextsProvider.tsx";
import type { Notice } from "../state/noticeStore.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { cx } from "../ui/cx.ts";
import styles from "./Notices.module.css";
import { useServices } from "./services.tsx";

const ICONS = { info: Info, good: CircleCheck, warning: TriangleAlert, bad: CircleAlert } as const;
/** What went wrong stays until it is dismissed. */
const SHOWN_MS = { info: 5_000, good: 4_000, warning: 12_000, bad: null } as const;

export function Notices() {
  const t = useT();
  const notices = useStore(useServices().notices, (state) => state.notices);
  return (
    <section className={styles.notices} aria-label={t("app:regions.notices")} aria-live="polite">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function useTextOf({ content }: Notice): { readonly title: string; readonly detail?: string | undefined } {
  const engine = useEngineText();
  if (!("problem" in content)) return content;
  const { message, remedy } = engine.problem(content.problem);
  return { title: message, detail: remedy };
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const t = useT();
  const { notices } = useServices();
  const [held, setHeld] = useState(false);
  const { title, detail } = useTextOf(notice);
  const Icon = ICONS[notice.tone];
  const dismiss = (): void => notices.dismiss(notice.id);

  useEffect(() => {
    const shownMs = notice.stays === true ? null : SHOWN_MS[notice.tone];
    if (held || shownMs === null) return;
    const timer = setTimeout(() => notices.dismiss(notice.id), shownMs);
    return () => clearTimeout(timer);
  }, [held, notice, notices]);

  return (
    <article
      className={cx(styles.notice, styles[notice.tone])}
      role={notice.tone === "bad" ? "alert" : "status"}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon className={styles.icon} size={16} />
      <div className={cx(styles.text, "selectable")}>
        <p>{title}</p>
        {detail === undefined ? null : <p className={styles.detail}>{detail}</p>}
        {notice.action === undefined ? null : (
          <Button
            size="small"
            onClick={() => {
              notice.action?.run();
              dismiss();
            }}
          >
            {notice.action.label}
          </Button>
        )}
      </div>
      <IconButton size="small" label={t("app:close")} icon={<X size={14} />} onClick={dismiss} />
    </article>
  );
}
