import { ImageUp } from "lucide-react";
import { useRef } from "react";
import type { Shape } from "../../engine/tensor/shape.ts";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";

/** Takes an image from disk as the sample, brought to the network's input. */
export function ImageFileButton({ shape }: { readonly shape: Shape }) {
  const t = useT();
  const { engine, look, notices } = useServices();
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const pixels = await engine.call("readImage", { name: file.name, file, shape });
    if (pixels.ok) look.choose({ pixels: pixels.value });
    else for (const problem of pixels.problems) notices.problem(problem);
  };
  return (
    <>
      <Button size="small" icon={<ImageUp size={13} />} onClick={() => input.current?.click()}>
        {t("lookInside:chooseImage")}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        hidden
        aria-label={t("lookInside:chooseImage")}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          void read(file);
        }}
      />
    </>
  );
}
