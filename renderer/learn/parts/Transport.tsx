/** Step back, play, step on. */
import { ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Button, IconButton } from "../../ui/Button.tsx";

interface TransportProps {
  /** `null` where there is no way back. */
  readonly onPrevious: (() => void) | null;
  /** `null` where the end is reached: playing stops. */
  readonly onNext: (() => void) | null;
  /** Starts again from the first step when the end is reached and Play is pressed. */
  readonly onRestart?: () => void;
  readonly everyMs: number;
  readonly said?: string;
}

export function Transport({ onPrevious, onNext, onRestart, everyMs, said }: TransportProps) {
  const t = useT();
  const [playing, setPlaying] = useState(false);
  const next = useRef(onNext);
  next.current = onNext;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      if (next.current === null) setPlaying(false);
      else next.current();
    }, everyMs);
    return () => clearInterval(timer);
  }, [playing, everyMs]);
  const toggle = (): void => {
    if (!playing && onNext === null) onRestart?.();
    setPlaying(!playing);
  };
  return (
    <>
      <IconButton
        label={t("learn:step.previous")}
        icon={<ChevronLeft size={16} />}
        disabled={onPrevious === null}
        onClick={() => onPrevious?.()}
      />
      <Button icon={playing ? <Pause size={14} /> : <Play size={14} />} onClick={toggle}>
        {t(playing ? "learn:step.pause" : "learn:step.play")}
      </Button>
      <IconButton
        label={t("learn:step.next")}
        icon={<ChevronRight size={16} />}
        disabled={onNext === null}
        onClick={() => onNext?.()}
      />
      {said === undefined ? null : <span className="numbers">{said}</span>}
    </>
  );
}
