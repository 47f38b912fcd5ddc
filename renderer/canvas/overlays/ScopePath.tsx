import { ChevronRight, CornerLeftUp } from "lucide-react";
import { blockOf, graphOf, nodeById } from "../../../engine/document/graph.ts";
import { useServices } from "../../app/services.tsx";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { type OpenDocument, presentOf } from "../../state/types.ts";
import { IconButton } from "../../ui/Button.tsx";
import styles from "./overlays.module.css";

/** Where one is: the document, then each opened block. Only inside a block. */
export function ScopePath({ tab }: { readonly tab: OpenDocument }) {
  const t = useT();
  const engine = useEngineText();
  const { documents } = useServices();
  const { scope } = tab;
  if (scope.length === 0) return null;
  const document = presentOf(tab);
  const steps = scope.map((step, depth) => {
    const outer = scope[depth - 1]?.block ?? null;
    const name = nodeById(graphOf(document, outer), step.node)?.name ?? "";
    return {
      key: step.node,
      label: `${engine.block(blockOf(document, step.block)?.title ?? "")} (${name})`,
      depth: depth + 1,
    };
  });
  return (
    <nav className={styles.scopePath} aria-label={t("canvas:scope.label")}>
      <IconButton
        size="small"
        label={t("canvas:scope.up")}
        shortcut="Escape"
        icon={<CornerLeftUp size={14} />}
        onClick={() => documents.leaveTo(scope.length - 1)}
      />
      <ol>
        <li>
          <button type="button" className={styles.crumb} onClick={() => documents.leaveTo(0)}>
            {tab.title}
          </button>
        </li>
        {steps.map(({ key, label, depth }) => (
          <li key={key}>
            <ChevronRight size={13} />
            <button
              type="button"
              className={styles.crumb}
              {...(depth === scope.length ? { "aria-current": "location" as const } : {})}
              onClick={() => documents.leaveTo(depth)}
            >
              {label}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
