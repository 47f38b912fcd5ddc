/** timm's names where they differ from torchvision's: the head, and the stem and blocks of VGG and MobileNet. */
import { torchvisionNames } from "../../targets/safetensors/torchvision.ts";
import type { WeightPath } from "../../targets/weights/types.ts";

type Rename = (name: string) => string;

/** Heads: timm calls VGG's dense layers convolutions (`pre_logits.fc1`) and every last layer `head.fc` or `classifier`. */
const RENAMES: readonly Rename[] = [
  (name) =>
    name
      .replace(/^classifier\.0\./, "pre_logits.fc1.")
      .replace(/^classifier\.3\./, "pre_logits.fc2.")
      .replace(/^classifier\.6\./, "head.fc."),
  (name) => name.replace(/^(?:fc|classifier)\.(weight|bias)$/, "head.fc.$1"),
  (name) => name.replace(/^(?:fc|classifier)\.(weight|bias)$/, "head.$1"),
  (name) => name.replace(/^fc\.(weight|bias)$/, "classifier.$1"),
  mobilenet,
];

/** torchvision's `features.N.conv.*` as timm's `blocks.S.B.*`; both number MobileNet V2's stages alike. */
function mobilenet(name: string): string {
  const stem = name.replace(/^features\.0\.0\./, "conv_stem.").replace(/^features\.0\.1\./, "bn1.");
  const head = stem
    .replace(/^features\.18\.0\./, "conv_head.")
    .replace(/^features\.18\.1\./, "bn2.")
    .replace(/^classifier\.1\./, "classifier.");
  return head.replace(
    /^features\.(\d+)\.conv\.(\d+)(?:\.(\d+))?\./,
    (whole, index: string, part: string, inner?: string) => {
      const place = stageOf(Number(index));
      if (place === null) return whole;
      const layer = layerOf(Number(index) === 1, Number(part), inner);
      return layer === null ? whole : `blocks.${place[0]}.${place[1]}.${layer}.`;
    },
  );
}

const STAGES = [1, 2, 3, 4, 3, 3, 1] as const;
function stageOf(index: number): readonly [number, number] | null {
  let rest = index - 1;
  for (const [stage, count] of STAGES.entries()) {
    if (rest < count) return rest < 0 ? null : [stage, rest];
    rest -= count;
  }
  return null;
}

function layerOf(isFirst: boolean, part: number, inner: string | undefined): string | null {
  const key = `${part}${inner === undefined ? "" : `.${inner}`}`;
  const names: ReadonlyMap<string, string> = new Map(
    isFirst
      ? [
          ["0.0", "conv_dw"],
          ["0.1", "bn1"],
          ["1", "conv_pw"],
          ["2", "bn2"],
        ]
      : [
          ["0.0", "conv_pw"],
          ["0.1", "bn1"],
          ["1.0", "conv_dw"],
          ["1.1", "bn2"],
          ["2", "conv_pwl"],
          ["3", "bn3"],
        ],
  );
  return names.get(key) ?? null;
}

/** The ways in which timm may call these paths. */
export function timmNames(paths: readonly WeightPath[]): readonly ReadonlyMap<WeightPath, string>[] {
  const torchvision = torchvisionNames(paths);
  return RENAMES.map(
    (rename) => new Map(paths.map((path) => [path, rename(torchvision?.get(path) ?? path)])),
  );
}
