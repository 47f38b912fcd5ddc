import { useState } from "react";
import { callOf } from "../../engine/document/commands/index.ts";
import type { ScheduleSettings, TrainingSettings } from "../../engine/document/types.ts";
import { useActive, useServices } from "../app/services.tsx";
import type { TextKey } from "../i18n/i18n.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { NumberField } from "../ui/NumberField.tsx";
import { Select } from "../ui/Select.tsx";
import { Switch } from "../ui/Switch.tsx";
import { Forecast } from "./Forecast.tsx";
import { Labelled } from "./Labelled.tsx";
import { RateFinder } from "./RateFinder.tsx";
import { SourceSelect } from "./SourceSelect.tsx";
import { StartSelect } from "./StartSelect.tsx";
import styles from "./TrainPanel.module.css";

type Change = Parameters<typeof callOf<"set-training">>[1]["training"];

/** Schedules with the values they start from. */
const SCHEDULES: Readonly<Record<ScheduleSettings["type"], ScheduleSettings>> = {
  constant: { type: "constant" },
  step: { type: "step", everyEpochs: 30, gamma: 0.1 },
  cosine: { type: "cosine", minLr: 0 },
  "one-cycle": { type: "one-cycle", pctStart: 0.3, divFactor: 25, finalDivFactor: 10_000 },
};
const OPTIMIZERS = ["sgd", "adam", "adamw", "rmsprop"] as const;

/** The document's own training settings; every change is an undoable edit of the document. */
export function SettingsForm() {
  const t = useT();
  const { documents } = useServices();
  const settings = useActive((tab) => tab.history.present.training);
  const [more, setMore] = useState(false);
  if (settings === null) return null;
  const change = (training: Change, gestureKey?: string): void => {
    documents.dispatch(
      [callOf("set-training", { training })],
      gestureKey === undefined ? {} : { gestureKey },
    );
  };
  const number = (label: TextKey, value: number, limits: Limits, set: (value: number) => Change) => (
    <Labelled label={t(label)}>
      {(id) => (
        <NumberField
          id={id}
          value={value}
          {...limits}
          onChange={(next, gesture) => (typeof next === "number" ? change(set(next), gesture) : undefined)}
        />
      )}
    </Labelled>
  );
  const { optimizer, schedule } = settings;
  return (
    <form
      className={styles.form}
      aria-label={t("training:settings.title")}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={styles.wide}>
        <Labelled label={t("training:settings.data")}>
          {(id) => <SourceSelect id={id} value={settings.data} onChange={(data) => change({ data })} />}
        </Labelled>
      </div>
      <StartSelect />
      {number("training:settings.epochs", settings.epochs, { min: 1, max: 10_000 }, (epochs) => ({ epochs }))}
      {number("training:settings.batchSize", settings.batchSize, { min: 1, max: 65_536 }, (batchSize) => ({
        batchSize,
      }))}
      <Labelled label={t("training:settings.optimizer")}>
        {(id) => (
          <Select
            id={id}
            value={optimizer.type}
            options={OPTIMIZERS.map((value) => ({ value, label: t(`training:optimizers.${value}`) }))}
            onChange={(type) => change({ optimizer: { type } })}
          />
        )}
      </Labelled>
      {number("training:settings.learningRate", optimizer.lr, RATE, (lr) => ({ optimizer: { lr } }))}
      {optimizer.type === "sgd" || optimizer.type === "rmsprop"
        ? number("training:settings.momentum", optimizer.momentum, { ...SHARE, max: 0.999 }, (momentum) => ({
            optimizer: momentum === 0 ? { momentum, nesterov: false } : { momentum },
          }))
        : null}
      <Labelled label={t("training:settings.schedule")}>
        {(id) => (
          <Select
            id={id}
            value={schedule.type}
            options={(Object.keys(SCHEDULES) as ScheduleSettings["type"][]).map((value) => ({
              value,
              label: t(`training:schedules.${value}`),
            }))}
            onChange={(type) => change({ schedule: SCHEDULES[type] })}
          />
        )}
      </Labelled>
      <Button variant="quiet" size="small" aria-expanded={more} onClick={() => setMore(!more)}>
        {t("training:settings.more")}
      </Button>
      <RateFinder />
      <div className={styles.wide}>
        <Forecast />
      </div>
      {more ? <MoreSettings settings={settings} number={number} change={change} /> : null}
    </form>
  );
}

interface Limits {
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly integer?: boolean;
}
const RATE: Limits = { min: 0, max: 100, step: 0.001, integer: false };
const SHARE: Limits = { min: 0, max: 1, step: 0.05, integer: false };

interface MoreProps {
  readonly settings: TrainingSettings;
  readonly number: (
    label: TextKey,
    value: number,
    limits: Limits,
    set: (value: number) => Change,
  ) => React.ReactNode;
  readonly change: (training: Change) => void;
}

function MoreSettings({ settings, number, change }: MoreProps) {
  const t = useT();
  const { optimizer, augment } = settings;
  return (
    <>
      {number(
        "training:settings.weightDecay",
        optimizer.weightDecay,
        { ...RATE, step: 0.0001 },
        (weightDecay) => ({
          optimizer: { weightDecay },
        }),
      )}
      {optimizer.type === "sgd" ? (
        <Labelled label={t("training:settings.nesterov")}>
          {(id) => (
            <Switch
              id={id}
              checked={optimizer.nesterov}
              disabled={optimizer.momentum === 0}
              onChange={(nesterov) => change({ optimizer: { nesterov } })}
            />
          )}
        </Labelled>
      ) : null}
      {number("training:settings.warmup", settings.warmupSteps, { min: 0, max: 1e6 }, (warmupSteps) => ({
        warmupSteps,
      }))}
      {number(
        "training:settings.clip",
        settings.clipNorm,
        { min: 0, max: 1e6, step: 0.5, integer: false },
        (clipNorm) => ({
          clipNorm,
        }),
      )}
      {number(
        "training:settings.smoothing",
        settings.labelSmoothing,
        { ...SHARE, max: 0.9 },
        (labelSmoothing) => ({
          labelSmoothing,
        }),
      )}
      {number("training:settings.patience", settings.patience, { min: 0, max: 10_000 }, (patience) => ({
        patience,
      }))}
      {number("training:settings.seed", settings.seed, { min: 0, max: 4_294_967_295 }, (seed) => ({ seed }))}
      <p className={styles.group}>{t("training:settings.augmentation")}</p>
      {number("training:settings.flip", augment.flip, SHARE, (flip) => ({ augment: { flip } }))}
      {number("training:settings.crop", augment.crop, { min: 0, max: 64 }, (crop) => ({ augment: { crop } }))}
      {number(
        "training:settings.rotation",
        augment.rotation,
        { min: 0, max: 180, integer: false },
        (rotation) => ({
          augment: { rotation },
        }),
      )}
      {number("training:settings.color", augment.color, SHARE, (color) => ({ augment: { color } }))}
      {number("training:settings.cutout", augment.cutout, { min: 0, max: 512 }, (cutout) => ({
        augment: { cutout },
      }))}
      {number(
        "training:settings.mixup",
        augment.mixup,
        { min: 0, max: 10, step: 0.1, integer: false },
        (mixup) => ({
          augment: { mixup },
        }),
      )}
    </>
  );
}
