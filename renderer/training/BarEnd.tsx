import { Play, Square } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import { useActive, useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { Pill } from "../ui/Pill.tsx";
import { TRAIN_ACTIONS, trainActions } from "./trainActions.ts";
import { isLive } from "./types.ts";

/** Where the network is computed, named as soon as it is known. */
export function BackendPill() {
  const t = useT();
  const { training } = useServices();
  const status = useStore(training, (state) => state.backendStatus);
  const backend = useStore(training, (state) => state.backend);
  if (status === "closed") return null;
  if (backend === null) {
    return (
      <Pill tone={status === "failed" ? "bad" : "plain"} title={t("training:backend.label")}>
        {t(status === "failed" ? "training:backend.failed" : "training:backend.opening")}
      </Pill>
    );
  }
  const names: Readonly<Record<string, string>> = { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "CPU" };
  return (
    <Pill tone={backend.software ? "warning" : "good"} title={backend.reason}>
      {names[backend.name] ?? backend.name}
      {backend.name === "webgpu" ? ` · ${backend.description}` : ""}
      {backend.software ? ` (${t("training:backend.software")})` : ""}
    </Pill>
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
