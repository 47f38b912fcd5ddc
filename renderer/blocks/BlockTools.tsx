import { useEffect, useRef, useState } from "react";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { blockActions } from "./blockActions.ts";
import { MakeBlockDialog } from "./MakeBlockDialog.tsx";

/** Registers what can be done with blocks while a document is open, and shows the dialog for it. */
export function BlockTools() {
  const { actions, documents, notices } = useServices();
  const t = useT();
  const latest = useRef(t);
  const [making, setMaking] = useState(false);
  useEffect(() => {
    latest.current = t;
  }, [t]);
  useEffect(
    () =>
      actions.register(
        blockActions({
          documents,
          notices,
          t: () => latest.current,
          openMakeDialog: () => setMaking(true),
        }),
      ),
    [actions, documents, notices],
  );
  return making ? <MakeBlockDialog onClose={() => setMaking(false)} /> : null;
}
