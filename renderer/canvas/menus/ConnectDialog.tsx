import { Command } from "cmdk";
import { useStore } from "zustand";
import { useTexts } from "../../i18n/TextsProvider.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useCanvas } from "../canvasContext.ts";
import type { PortRef } from "../canvasStore.ts";
import type { Foresee, Judge } from "../edits/judge.ts";
import { opposite, portsOf } from "../gestures/ports.ts";
import styles from "../quickAdd/QuickAdd.module.css";
import { focusNode } from "../view/focus.ts";
import type { Sight } from "../view/sight.ts";

interface Choice {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly run: () => void;
}

interface Verdicts {
  readonly judge: Judge;
  readonly foresee: Foresee;
}

/** Connecting without a pointer: every port that fits, and the wires that are there. */
export function ConnectDialog(verdicts: Verdicts) {
  const { store } = useCanvas();
  const connecting = useStore(store, (state) => state.connecting);
  return connecting === null ? null : <ConnectChoices nodeKey={connecting.key} {...verdicts} />;
}

/** Ports of other nodes that fit one of this node's, in the order of the picture. */
function fitting(from: PortRef, sight: Sight, { judge, foresee }: Verdicts): readonly PortRef[] {
  const nodes = sight.seen()?.scene.nodes ?? [];
  return nodes
    .filter(({ view }) => view.key !== from.key && view.scope === from.scope)
    .flatMap(({ view }) => portsOf(view, opposite(from.direction)).slice(0, view.variadic ? 1 : undefined))
    .filter((port) => judge(from, port, null) === null && foresee(from, port).doubt === null);
}

function ConnectChoices({ nodeKey, ...verdicts }: Verdicts & { readonly nodeKey: string }) {
  const { store, sight, edits } = useCanvas();
  const { t } = useTexts();
  const view = sight.node(nodeKey)?.view;
  const close = (): void => {
    store.setState({ connecting: null });
    focusNode(nodeKey);
  };
  if (view === undefined) return null;
  const nameOf = (key: string): string => sight.node(key)?.view.name ?? "";
  const towards = (direction: "in" | "out"): readonly Choice[] =>
    portsOf(view, direction)
      .slice(0, view.variadic && direction === "in" ? 1 : undefined)
      .flatMap((from) =>
        fitting(from, sight, verdicts).map((port) => ({
          id: `${direction} ${from.port} ${port.key} ${port.port}`,
          label: nameOf(port.key),
          hint: [sight.node(port.key)?.view.title ?? "", port.port].join(" · "),
          run: () => void edits.connect(from, port, null),
        })),
      );
  const wires = (sight.seen()?.scene.wires ?? []).filter(
    (wire) => wire.link === null && (wire.from === nodeKey || wire.to === nodeKey),
  );
  const existing: readonly Choice[] = wires.map((wire) => ({
    id: `wire ${wire.key}`,
    label: t("canvas:wire.label", { from: nameOf(wire.from), to: nameOf(wire.to) }),
    hint: t("canvas:actions.remove"),
    run: () => void edits.disconnect(wire.scope, [wire.id]),
  }));
  const groups = [
    { id: "out", heading: t("canvas:connect.outputTo", { name: view.name }), choices: towards("out") },
    { id: "in", heading: t("canvas:connect.inputFrom", { name: view.name }), choices: towards("in") },
    { id: "wires", heading: t("canvas:connect.wires"), choices: existing },
  ].filter(({ choices }) => choices.length > 0);
  return (
    <Dialog
      open
      onClose={close}
      title={t("canvas:connect.title", { name: view.name })}
      closeLabel={t("app:close")}
    >
      <Command label={t("canvas:connect.title", { name: view.name })} loop>
        <Command.Input className={styles.input} placeholder={t("canvas:connect.placeholder")} />
        <Command.List className={styles.list} label={t("canvas:connect.title", { name: view.name })}>
          <Command.Empty className={styles.nothing}>{t("canvas:connect.nothing")}</Command.Empty>
          {groups.map(({ id, heading, choices }) => (
            <Command.Group key={id} heading={heading} className={styles.group}>
              {choices.map((choice) => (
                <Command.Item
                  key={choice.id}
                  value={choice.id}
                  keywords={[choice.label, choice.hint]}
                  className={styles.item}
                  onSelect={() => {
                    choice.run();
                    close();
                  }}
                >
                  <span>{choice.label}</span>
                  <span className={styles.hint}>{choice.hint}</span>
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}
