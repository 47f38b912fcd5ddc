/**
 * torchvision's own names for the weights of its architectures where our paths differ: repeated blocks are counted from
 * 0 here, while torchvision counts layers without weights too (VGG, MobileNet) or from 1 (DenseNet).
 * AlexNet, ResNet, SqueezeNet and GoogLeNet have the same names in both.
 */
import type { WeightPath } from "../weights/types.ts";

type Rename = (path: WeightPath) => string;
interface Family {
  /** Paths that must all be there for a network to count as one of this family. */
  readonly marks: readonly string[];
  renames(paths: readonly WeightPath[]): Rename;
}

const DENSE_LAYER = /^(features\.denseblock\d+)\.layer\.(\d+)\./;
const densenet: Family = {
  marks: ["features.conv0.weight", "features.denseblock1.layer.0.norm1.weight", "classifier.weight"],
  renames: () => (path) =>
    path.replace(
      DENSE_LAYER,
      (_, block: string, index: string) => `${block}.denselayer${Number(index) + 1}.`,
    ),
};

const VGG_CONV = /^(block\d+)\.conv\.(\d+)\.conv\./;
const vgg: Family = {
  marks: ["block1.conv.0.conv.weight", "classifier.0.weight", "classifier.3.weight", "classifier.6.weight"],
  // Every convolution is followed by a ReLU, every block by a pooling; all of them count.
  renames(paths) {
    const numbers = new Map<string, number>();
    let next = 0;
    let last = "";
    for (const path of paths) {
      const [prefix = "", block = ""] = VGG_CONV.exec(path) ?? [];
      if (prefix === "" || numbers.has(prefix)) continue;
      if (last !== "" && block !== last) next += 1;
      last = block;
      numbers.set(prefix, next);
      next += 2;
    }
    return (path) => path.replace(VGG_CONV, (prefix) => `features.${numbers.get(prefix)}.`);
  },
};

const BOTTLENECK = /^(stage\d+(?:\.\d+)?)\.(expand|expand_bn|depthwise|depthwise_bn|project|project_bn)\./;
const mobilenet: Family = {
  marks: ["features.0.0.weight", "stage1.depthwise.weight", "features.18.0.weight", "classifier.1.weight"],
  renames(paths) {
    const numbers = new Map<string, number>();
    const expanding = new Set<string>();
    for (const path of paths) {
      const [, block = "", part = ""] = BOTTLENECK.exec(path) ?? [];
      if (block === "") continue;
      // The stem is number 0.
      if (!numbers.has(block)) numbers.set(block, numbers.size + 1);
      if (part === "expand") expanding.add(block);
    }
    return (path) =>
      path.replace(BOTTLENECK, (_, block: string, part: string) => {
        const at = expanding.has(block) ? 1 : 0;
        const places: Readonly<Record<string, string>> = {
          expand: "0.0",
          expand_bn: "0.1",
          depthwise: `${at}.0`,
          depthwise_bn: `${at}.1`,
          project: `${at + 1}`,
          project_bn: `${at + 2}`,
        };
        return `features.${numbers.get(block)}.conv.${places[part]}.`;
      });
  },
};

/** Our path to torchvision's, or `null` where the network is none of its families or has its names already. */
export function torchvisionNames(paths: readonly WeightPath[]): ReadonlyMap<WeightPath, string> | null {
  const known = new Set(paths);
  const family = [densenet, vgg, mobilenet].find(({ marks }) => marks.every((mark) => known.has(mark)));
  if (family === undefined) return null;
  const rename = family.renames(paths);
  const names = new Map(paths.map((path) => [path, rename(path)]));
  return new Set(names.values()).size === paths.length ? names : null;
}
