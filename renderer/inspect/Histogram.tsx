import type { ActivationReply } from "../../engine/worker/values.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { formatShare } from "../training/numbers.ts";
import styles from "./LookInside.module.css";

const short = (value: number): string => String(Number(value.toPrecision(3)));

/** Figures of a node's values, and how they are spread. The height is the square root of the count, so that rare values show. */
export function Histogram({ activation }: { readonly activation: ActivationReply }) {
  const t = useT();
  const { histogram, mean, std, min, max, zeros } = activation;
  const most = Math.sqrt(Math.max(1, ...histogram));
  const figures = t("lookInside:figures", {
    mean: short(mean),
    std: short(std),
    min: short(min),
    max: short(max),
    zeros: formatShare(zeros),
  });
  return (
    <figure className={styles.histogram}>
      <svg
        viewBox={`0 0 ${histogram.length} 32`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("lookInside:histogram")}
      >
        {histogram.map((count, bin) => {
          const height = (32 * Math.sqrt(count)) / most;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: bins have no other name
            <rect key={bin} x={bin + 0.08} y={32 - height} width={0.84} height={height} />
          );
        })}
      </svg>
      <figcaption className="numbers">{figures}</figcaption>
    </figure>
  );
}
