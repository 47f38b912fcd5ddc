import { useEffect, useState } from "react";
import { isImport } from "../import/importable.ts";
import { useServices } from "./services.tsx";

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;

/** Opens files that are dropped anywhere in the window. Returns whether some are over it now. */
export function useFileDrop(): boolean {
  const { dialogs, files } = useServices();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault(); // otherwise the page would be replaced by the file
      setOver(true);
    };
    const onDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const dropped = [...(event.dataTransfer?.files ?? [])];
      if (isImport(dropped.map(({ name }) => name))) {
        dialogs.show({ type: "import", files: dropped });
        return;
      }
      void files.openDropped([...(event.dataTransfer?.items ?? [])]);
    };
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("dragleave", onDragLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onDragOver);
      window.removeEventListener("dragleave", onDragLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, [dialogs, files]);
  return over;
}
