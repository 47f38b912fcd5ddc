import { ChevronDown, Play, Square } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import { useActive, useServices, useUi } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { Menu } from "../ui/Menu.tsx";
import type { MenuEntry } from "../ui/menuItems.ts";
import { PillButton } from "../ui/Pill.tsx";
import { TRAIN_ACTIONS, trainActions } from "./trainActions.ts";
import { isLive } from "./types.ts";

const CHOICES = ["auto", "webgpu", "wasm", "cpu"] as const;
const NAMES: Readonly<Record<string, string>> = { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "CPU" };

/** Where the network is computed; a press offers the other places, unless a run is in flight. */
export function BackendPill() {
  const t = useT();
  const { training, ui } = useServices();
  const status = useStore(training, (state) => state.backendStatus);
  const backend = useStore(training, (state) => state.backend);
  const live = useStore(training, ({ run }) => isLive(run));
  const wanted = useUi((settings) => settings.backend);
  const editing = useActive((tab) => tab.id) !== null;
  if (status === "closed" && !editing) return null;
  const entries = CHOICES.map(
    (choice): MenuEntry => ({
      type: "item",
      id: choice,
      label: t(`training:backend.choices.${choice}`),
      checked: choice === wanted,
      disabled: live,
      run() {
        ui.update({ backend: choice });
        void training.changeBackend();
      },
    }),
  );
  const text =
    backend !== null
      ? `${NAMES[backend.name] ?? backend.name}${backend.software ? ` (${t("training:backend.software")})` : ""}`
      : status === "closed"
        ? t(`training:backend.choices.${wanted}`)
        : t(`training:backend.${status === "failed" ? "failed" : "opening"}`);
  const tone =
    status === "failed" ? "bad" : backend === null ? "plain" : backend.software ? "warning" : "good";
  return (
    <Menu
      align="end"
      trigger={
        <PillButton
          tone={tone}
          title={backend?.reason ?? t("training:backend.label")}
          aria-label={`${t("training:backend.label")}: ${text}`}
        >
          {text}
          {backend?.name === "webgpu" && !backend.software ? ` · ${backend.description}` : ""}
          <ChevronDown size={12} aria-hidden="true" />
        </PillButton>
      }
      entries={[
        { type: "label", id: "title", label: t("training:backend.label") },
        ...entries,
        ...(live ? [{ type: "label", id: "busy", label: t("training:backend.busy") } as const] : []),
      ]}
    />
  );
}

/** The main action of the window: train, or stop. Registers training's actions while a window is there. */
export function TrainButton() {
  const t = useT();
  const services = useServices();
  const { actions, training } = services;
  const live = useStore(training, ({ run }) => isLive(run));
  const editing = useActive((tab) => tab.id) !== null;
  useEffect(() => actions.register(trainActions(services)), [actions, services]);
  if (!editing && !live) return null;
  return live ? (
    <Button icon={<Square size={13} />} onClick={() => actions.run(TRAIN_ACTIONS.stop)}>
      {t("training:stop")}
    </Button>
  ) : (
    <Button variant="primary" icon={<Play size={13} />} onClick={() => actions.run(TRAIN_ACTIONS.train)}>
      {t("training:start")}
    </Button>
  );
}
