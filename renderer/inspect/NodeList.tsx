import { useEffect, useRef } from "react";
import type { ExpandedNode } from "../../engine/blocks/types.ts";
import { layerSpec } from "../../engine/layers/index.ts";
import { formatShape } from "../../engine/tensor/shape.ts";
import type { ActivationReply } from "../../engine/worker/values.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import styles from "./LookInside.module.css";
import { MapGrid, mapsOf } from "./MapGrid.tsx";

interface NodeListProps {
  readonly nodes: readonly ExpandedNode[];
  readonly activations: ReadonlyMap<string, ActivationReply>;
  readonly chosen: string | null;
  readonly onChoose: (path: string) => void;
}

/** Every node with the first of its maps, in the order of the data. */
export function NodeList({ nodes, activations, chosen, onChoose }: NodeListProps) {
  const t = useT();
  const front = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the chosen node
  useEffect(() => {
    front.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <ul className={styles.nodes} aria-label={t("lookInside:nodes")}>
      {nodes.map(({ path, kind }) => {
        const activation = activations.get(path);
        return (
          <li key={path}>
            <button
              ref={path === chosen ? front : null}
              type="button"
              className={styles.node}
              aria-pressed={path === chosen}
              style={{ borderLeftColor: `var(--family-${layerSpec(kind).family})` }}
              onClick={() => onChoose(path)}
            >
              <span className={styles.nodeName}>
                {path}
                <span className={styles.shape}>
                  {activation === undefined ? "" : formatShape(activation.shape)}
                </span>
              </span>
              {activation === undefined ? null : <Thumbnails activation={activation} />}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

const SIZE = 24;
const MOST_WIDE = 8;

function Thumbnails({ activation: { path, shape, values } }: { readonly activation: ActivationReply }) {
  const maps = mapsOf(shape, values);
  const size = shape.length === 3 ? SIZE : Math.min(SIZE, 6 * maps.height);
  return <MapGrid {...maps} columns={MOST_WIDE} size={size} label={path} />;
}
