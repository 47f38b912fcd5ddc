import { Eraser, Pencil } from "lucide-react";
import { useState } from "react";
import type { Shape } from "../../engine/tensor/shape.ts";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { DrawPad } from "./DrawPad.tsx";
import { inkSample } from "./inkSample.ts";

const LINE_WIDTH = 22;

/** Opens a sheet whose drawing is the sample, stroke by stroke. */
export function DrawButton({ shape }: { readonly shape: Shape }) {
  const t = useT();
  const { look } = useServices();
  const [sheet, setSheet] = useState<number | null>(null);
  return (
    <>
      <Button
        size="small"
        icon={<Pencil size={13} />}
        aria-expanded={sheet !== null}
        onClick={() => setSheet(sheet === null ? 0 : null)}
      >
        {t("lookInside:drawSample")}
      </Button>
      {sheet === null ? null : (
        <>
          <Button size="small" icon={<Eraser size={13} />} onClick={() => setSheet(sheet + 1)}>
            {t("lookInside:clear")}
          </Button>
          <DrawPad
            key={sheet}
            lineWidth={LINE_WIDTH}
            onInk={(ink) => {
              const drawn = inkSample(ink, shape);
              if (drawn !== null) look.choose(drawn);
            }}
          />
        </>
      )}
    </>
  );
}
