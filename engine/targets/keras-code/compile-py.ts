/** `compile_model`: loss and optimiser of the document, as far as Keras means the same by them. */
import type { OptimizerSettings, TrainingSettings } from "../../document/types.ts";
import { pyCall } from "../pytorch/python.ts";

const INDENT = "    ";

/** Keras refuses whole numbers where it means floats. */
const float = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

function optimizer(settings: OptimizerSettings): string {
  const { type, lr, momentum, nesterov, beta1, beta2, alpha, epsilon, weightDecay } = settings;
  const rate = `learning_rate=${float(lr)}`;
  const flag = nesterov ? "True" : "False";
  const adam = [rate, `beta_1=${float(beta1)}`, `beta_2=${float(beta2)}`, `epsilon=${float(epsilon)}`];
  const make = (name: string, args: readonly string[]): string =>
    pyCall(`keras.optimizers.${name}`, args, `${INDENT}${INDENT}`);
  switch (type) {
    case "sgd":
      return make("SGD", [rate, `momentum=${float(momentum)}`, `nesterov=${flag}`]);
    case "adam":
      return make("Adam", adam);
    case "adamw":
      return make("AdamW", [...adam, `weight_decay=${float(weightDecay)}`]);
    case "rmsprop":
      return make("RMSprop", [
        rate,
        `rho=${float(alpha)}`,
        `momentum=${float(momentum)}`,
        `epsilon=${float(epsilon)}`,
      ]);
  }
}

export function compilePy({ loss, optimizer: settings }: TrainingSettings, endsInSoftmax: boolean): string {
  const classes = loss === "cross-entropy";
  const objective = classes
    ? `keras.losses.SparseCategoricalCrossentropy(from_logits=${endsInSoftmax ? "False" : "True"})`
    : "keras.losses.MeanSquaredError()";
  const left = settings.weightDecay > 0 && settings.type !== "adamw";
  return [
    "def compile_model(model):",
    `${INDENT}"""Loss and optimiser of the document; labels are class numbers."""`,
    ...(left
      ? [
          `${INDENT}# A weight decay of ${settings.weightDecay} is left out: Keras decouples it, PyTorch's optimiser does not.`,
        ]
      : []),
    `${INDENT}model.compile(`,
    `${INDENT}${INDENT}optimizer=${optimizer(settings)},`,
    `${INDENT}${INDENT}loss=${objective},`,
    ...(classes ? [`${INDENT}${INDENT}metrics=["accuracy"],`] : []),
    `${INDENT})`,
    `${INDENT}return model`,
    "",
  ].join("\n");
}
