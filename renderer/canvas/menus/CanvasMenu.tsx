import { type ReactNode, useCallback, useState } from "react";
import { useServices } from "../../app/services.tsx";
import { useTexts } from "../../i18n/TextsProvider.tsx";
import { ContextMenu } from "../../ui/ContextMenu.tsx";
import { useCanvas } from "../canvasContext.ts";
import type { MenuTarget } from "../canvasStore.ts";
import { menuEntries } from "./menuEntries.ts";
import { menuTargetAt } from "./menuTarget.ts";

/** The menu of what is under the pointer, or of what has the focus when a key asks for it. */
export function CanvasMenu({ children }: { readonly children: ReactNode }) {
  const canvas = useCanvas();
  const services = useServices();
  const texts = useTexts();
  const [target, setTarget] = useState<MenuTarget>({ type: "canvas" });
  const [at, setAt] = useState({ x: 0, y: 0 });
  const onContextMenuCapture = useCallback(
    (event: React.MouseEvent) => {
      if (!(event.target instanceof Element)) return;
      const found = menuTargetAt(event.target, canvas, services.documents);
      setTarget(found);
      setAt({ x: event.clientX, y: event.clientY });
    },
    [canvas, services.documents],
  );
  const entries = useCallback(
    () => menuEntries({ target, at, canvas, services, texts }),
    [target, at, canvas, services, texts],
  );
  return (
    <ContextMenu entries={entries}>
      <div style={{ position: "absolute", inset: 0 }} onContextMenuCapture={onContextMenuCapture}>
        {children}
      </div>
    </ContextMenu>
  );
}
