/** Sends commands to the document and says why where one is refused. */
import { layoutOf } from "../../../engine/document/graph.ts";
import type { Scope } from "../../../engine/document/types.ts";
import type { CommandCall } from "../../../engine/tensor/problem.ts";
import type { DispatchOptions, DocumentStore } from "../../state/documentStore.ts";
import type { NoticeStore } from "../../state/noticeStore.ts";
import { presentOf, scopeBlock } from "../../state/types.ts";

export interface Dispatcher {
  /** Whether it was done; a refusal has been shown. */
  run(calls: readonly CommandCall[], options?: DispatchOptions): boolean;
  /** The same, and selects what is new in a graph. */
  runAndSelectNew(scope: Scope, calls: readonly CommandCall[], options?: DispatchOptions): boolean;
}

export const call = (command: string, args: Readonly<Record<string, unknown>>): CommandCall => ({
  command,
  args,
});

export function createDispatcher(documents: DocumentStore, notices: NoticeStore): Dispatcher {
  const dispatch = (calls: readonly CommandCall[], options?: DispatchOptions): readonly string[] | null => {
    if (calls.length === 0) return null;
    const result = documents.dispatch(calls, options);
    if (result.ok) return result.created;
    notices.problem(result.problem);
    return null;
  };
  return {
    run: (calls, options) => dispatch(calls, options) !== null,
    runAndSelectNew(scope, calls, options) {
      const created = dispatch(calls, options);
      const tab = documents.active();
      if (created === null || tab === null) return false;
      // What was added inside an expanded block is not in the open graph, and so cannot be its selection.
      if (scopeBlock(tab.scope) === scope) {
        const notes = new Set(layoutOf(presentOf(tab), scope).notes.map((note) => note.id));
        documents.select({
          nodes: new Set(created.filter((id) => !notes.has(id))),
          notes: new Set(created.filter((id) => notes.has(id))),
        });
      }
      return true;
    },
  };
}
