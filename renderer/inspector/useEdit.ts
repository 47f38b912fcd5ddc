/** Edits of a form: sent to the document, and where one is refused the reason is kept for the field. */
import { useCallback, useState } from "react";
import type { CommandCall, Problem } from "../../engine/tensor/problem.ts";
import { useServices } from "../app/services.tsx";
import type { DispatchOptions } from "../state/documentStore.ts";

export interface Edit {
  /** Why the last edit was refused; null after one that was done. */
  readonly refusal: Problem | null;
  /** Whether it was done. */
  run(calls: readonly CommandCall[], options?: DispatchOptions): boolean;
  clear(): void;
}

export function useEdit(): Edit {
  const { documents } = useServices();
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const run = useCallback(
    (calls: readonly CommandCall[], options?: DispatchOptions): boolean => {
      const result = documents.dispatch(calls, options);
      setRefusal(result.ok ? null : result.problem);
      return result.ok;
    },
    [documents],
  );
  const clear = useCallback(() => setRefusal(null), []);
  return { refusal, run, clear };
}
