import { CircleCheck, CircleDashed, CircleMinus, Crosshair, TriangleAlert } from "lucide-react";
import { Popover } from "radix-ui";
import type { HealthLight } from "../../engine/worker/values.ts";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { reveal } from "../outline/reveal.ts";
import { Button } from "../ui/Button.tsx";
import { cx } from "../ui/cx.ts";
import styles from "./HealthLights.module.css";
import { figureOf, lightsOf } from "./health.ts";
import type { ShownRun } from "./types.ts";

const ICONS = {
  good: CircleCheck,
  warning: TriangleAlert,
  unmeasured: CircleDashed,
  absent: CircleMinus,
} as const;

/** Small lights over the curves; each opens to its figure, what that is held against, where, and what helps. */
export function HealthLights({ run }: { readonly run: ShownRun }) {
  const t = useT();
  return (
    <ul className={styles.lights} aria-label={t("training:health.title")}>
      {lightsOf(run).map((light) => (
        <li key={light.name}>
          <HealthButton light={light} run={run} />
        </li>
      ))}
    </ul>
  );
}

interface LightProps {
  readonly light: HealthLight;
  readonly run: ShownRun;
}

function useFigure({ name, value }: HealthLight): string {
  const t = useT();
  if (value === null) return "–";
  return figureOf(name, value) ?? t("training:health.notFinite");
}

function HealthButton({ light, run }: LightProps) {
  const t = useT();
  const figure = useFigure(light);
  const Icon = ICONS[light.state];
  const name = t(`training:health.names.${light.name}`);
  const state = t(`training:health.states.${light.state}`);
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button
          type="button"
          className={cx(styles.light, styles[light.state])}
          data-light={light.name}
          data-state-of-light={light.state}
        >
          <Icon size={12} aria-hidden="true" />
          {name}
          {light.value === null ? null : " "}
          {light.value === null ? null : <span className="numbers">{figure}</span>}
          <span className="visually-hidden">, {state}</span>
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.card}
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={name}
        >
          <Details light={light} run={run} figure={figure} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Details({ light, run, figure }: LightProps & { readonly figure: string }) {
  const t = useT();
  const { name, state, value, threshold } = light;
  const ended = name === "loss" && run.ending === "non-finite";
  const limit = figureOf(name, threshold) ?? "";
  return (
    <>
      <p className={styles.head}>
        <strong>{t(`training:health.names.${name}`)}</strong>
        <span className={styles[state]}>{t(`training:health.states.${state}`)}</span>
      </p>
      <p>{ended ? t("training:health.ended") : t(`training:health.figures.${name}`)}</p>
      {value === null || ended ? null : (
        <p>
          <span className="numbers">{figure}</span> ·{" "}
          {threshold === 0
            ? t("training:health.noThreshold")
            : t(name === "vanishing" ? "training:health.below" : "training:health.above", {
                threshold: limit,
              })}
        </p>
      )}
      {state === "warning" ? <p className={styles.advice}>{t(`training:health.advice.${name}`)}</p> : null}
      {light.path === null ? null : <Place path={light.path} />}
      <p className={styles.hint}>
        {run.health === null
          ? t("training:health.notMeasured")
          : t("training:health.measured", { step: run.health.step })}
      </p>
    </>
  );
}

/** The node that a light concerns; a press goes to it, where the open document still has it. */
function Place({ path }: { readonly path: string }) {
  const t = useT();
  const services = useServices();
  const tab = services.documents.active();
  const node =
    tab === null
      ? undefined
      : services.documents.analysis(tab).expanded.nodes.find((candidate) => candidate.path === path);
  if (node === undefined) return <p className={styles.hint}>{t("training:health.gone", { path })}</p>;
  return (
    <Button
      size="small"
      icon={<Crosshair size={13} />}
      aria-label={t("training:health.node", { path })}
      onClick={() => reveal(services, node.origin)}
    >
      <code>{path}</code>
    </Button>
  );
}
