import { formatShape, isMap } from "../tensor/shape.ts";
import { int } from "./param.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

export const channelShuffle = defineLayer({
  family: "shape",
  title: "Channel Shuffle",
  summary:
    "Deals the channels out like cards: written as rows of groups and read column by column. " +
    "Between grouped convolutions it lets information cross from group to group at no cost; ShuffleNet is built on it.",
  params: {
    groups: int({
      label: "Groups",
      help: "Number of groups to mix; must divide the channels.",
      default: 2,
      min: 1,
      max: 65_536,
    }),
  },
  inputs: [{ name: "in" }],
  infer(p, [shape = []]) {
    if (!isMap(shape)) return refused("needs-map", { shape: formatShape(shape) });
    const [channels] = shape;
    return channels % p.groups === 0
      ? inferred(...shape)
      : refused("groups-divide-channels", { shape: formatShape(shape), channels, groups: p.groups });
  },
  weights: () => [],
  macs: () => 0,
  brief: (p) => `${p.groups} groups`,
});
