/** How training's numbers are written. */
import type { Translate } from "../i18n/i18n.ts";

/** `0.214`, `1.2e-5` */
export const formatLoss = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(1) : value.toFixed(3);

/** `92.1 %` */
export const formatShare = (value: number | null): string =>
  value === null ? "–" : `${(100 * value).toFixed(1)} %`;

export const formatRate = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(1) : String(Number(value.toPrecision(3)));

export function formatTime(milliseconds: number, t: Translate): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return t("training:seconds", { count: seconds });
  return t("training:minutes", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
