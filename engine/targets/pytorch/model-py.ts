/** `model.py`: the network as PyTorch modules, its blocks as classes and its repeats as loops. */
import { isMap, type Shape } from "../../tensor/shape.ts";
import { type HelperName, helpers } from "./helpers.ts";
import type { PyClass } from "./structure/classes.ts";
import { classText } from "./write/class.ts";

export function modelPy(classes: readonly PyClass[], input: Shape): string {
  const bodies = classes.map(classText);
  const text = bodies.join("\n\n");
  const used = (Object.keys(helpers) as HelperName[]).filter((name) => text.includes(`${name}(`));
  const layout = isMap(input) ? "C, H, W" : "features";
  return [
    `"""The network. An input is a batch of ${layout}: [N, ${input.join(", ")}], normalised as data.py does it."""`,
    "",
    text.includes("torch.") || used.includes("LayerScale")
      ? "import torch\nfrom torch import nn"
      : "from torch import nn",
    "",
    "",
    ...used.map((name) => `${helpers[name]}\n`),
    ...bodies.map((body, index) => (index === bodies.length - 1 ? body.trimEnd() : `${body}\n`)),
    "",
  ].join("\n");
}
