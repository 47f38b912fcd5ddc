import { useT } from "../i18n/TextsProvider.tsx";
import type { Camera } from "./useCamera.ts";

/** Why there is no picture, and what to do. */
export function CameraFaultNote({ fault }: Pick<Camera, "fault">) {
  const t = useT();
  if (fault === null) return null;
  return <p role="alert">{t(`dataPanel:camera.faults.${fault.kind}`, { reason: fault.reason })}</p>;
}
