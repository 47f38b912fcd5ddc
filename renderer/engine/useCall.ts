/** A question to the engine that follows what it is asked about: the newest answer counts, older ones are dropped. */
import { useEffect, useRef, useState } from "react";
import type { Args, MethodName, Reply } from "../../engine/worker/protocol.ts";
import { useServices } from "../app/services.tsx";

export interface Answer<T> {
  readonly value: T | null;
  readonly busy: boolean;
  /** Why the engine gave no answer; `null` where it did. */
  readonly error: string | null;
}

/**
 * Asks when `key` changes; `null` asks nothing. While one question is open further ones wait, and only the last of them is
 * asked, so that a moving slider does not queue.
 */
export function useCall<M extends MethodName>(
  method: M,
  key: string | null,
  args: () => Args<M>,
): Answer<Reply<M>> {
  const { engine } = useServices();
  const [answer, setAnswer] = useState<Answer<Reply<M>>>({ value: null, busy: false, error: null });
  const wanted = useRef<string | null>(null);
  const open = useRef(false);
  const latest = useRef(args);
  latest.current = args;
  useEffect(() => {
    wanted.current = key;
    if (key === null) {
      setAnswer({ value: null, busy: false, error: null });
      return;
    }
    const ask = async (): Promise<void> => {
      open.current = true;
      let asked: string | null = null;
      while (wanted.current !== null && wanted.current !== asked) {
        asked = wanted.current;
        setAnswer((before) => ({ ...before, busy: true }));
        const got = await engine.call(method, latest.current()).then(
          (value): Answer<Reply<M>> => ({ value, busy: false, error: null }),
          (error: unknown): Answer<Reply<M>> => ({ value: null, busy: false, error: String(error) }),
        );
        if (wanted.current !== null) setAnswer({ ...got, busy: wanted.current !== asked });
      }
      open.current = false;
    };
    if (!open.current) void ask();
  }, [engine, method, key]);
  useEffect(
    () => () => {
      wanted.current = null;
    },
    [],
  );
  return answer;
}
