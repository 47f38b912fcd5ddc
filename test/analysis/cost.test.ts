import { describe, expect, it } from "vitest";
import type { GraphDocument } from "../../engine/document/types.ts";
import { documentOf, graph, layer } from "../document/builder.ts";
import { analyse } from "./fixing.ts";
import { alexnet, resnet18, vgg } from "./networks.ts";

describe("totals against torchvision's", () => {
  // Parameters and 10^9 multiply-accumulates as torchvision publishes them with its weights.
  it.each([
    ["AlexNet", alexnet(), 61_100_840, 0.714],
    ["VGG-11", vgg([1, 1, 2, 2, 2]), 132_863_336, 7.609],
    ["VGG-16", vgg([2, 2, 3, 3, 3]), 138_357_544, 15.47],
    ["ResNet-18", resnet18(), 11_689_512, 1.814],
  ] as const)("%s", (_name, document, params, gigaMacs) => {
    const { totals, problems } = analyse(document);
    expect(problems).toEqual([]);
    expect(totals.params).toBe(params);
    expect(Math.abs(totals.macs / 1e9 / gigaMacs - 1)).toBeLessThan(0.005);
  });

  it("counts the statistics of batch norm apart", () => {
    // Twice the channels of every batch norm: 64 + 4*64 + 5*(128 + 256 + 512) channels.
    expect(analyse(resnet18()).totals.buffers).toBe(2 * (64 + 4 * 64 + 5 * (128 + 256 + 512)));
  });
});

const small = (): GraphDocument =>
  documentOf(
    graph(
      [
        layer("input", "input", { channels: 2, height: 4, width: 4 }),
        layer("conv", "conv2d", { filters: 3, kernel: [3, 3] }),
        layer("bn", "batchNorm"),
        layer("flatten", "flatten"),
        layer("fc", "dense", { units: 5, bias: false }),
        layer("output", "output"),
      ],
      "input>conv conv>bn bn>flatten flatten>fc fc>output",
    ),
  );

describe("a network that can be counted by hand", () => {
  const { costs, totals } = analyse(small());
  it.each([
    ["conv", { params: 57, buffers: 0, macs: 648 / 3, activationBytes: 48 }],
    ["bn", { params: 6, buffers: 6, macs: 0, activationBytes: 48 }],
    ["fc", { params: 60, buffers: 0, macs: 60, activationBytes: 20 }],
  ] as const)("%s", (path, cost) => {
    // conv: 2*3*3*3 + 3 parameters; 2*3*3*3 multiplications at each of 2*2 positions.
    expect(costs.get(path)).toEqual(cost);
  });

  it("sums every layer once", () => {
    const bytes = 4 * (32 + 12 + 12 + 12 + 5 + 5);
    expect(totals).toMatchObject({ params: 123, buffers: 6, macs: 276, activationBytes: bytes });
  });

  it("plays a training step through to its largest moment", () => {
    // Weights, buffers, the batch's statistics.
    const always = 123 + 6 + 6;
    // The dense layer's gradient: batch, inputs of batch norm and dense layer, logits, their gradient and what it becomes.
    const sample = 32 + 12 + 12 + 5 + 5 + 12;
    expect(totals.trainingBytes(100, 0)).toBe(4 * (always + 60 + 100 * sample));
    expect(totals.trainingBytes(100, 2)).toBe(4 * (always + 2 * 123 + 60 + 100 * sample));
    // The update of the largest weight: all gradients, batch, logits, and two or six more tensors of its size.
    expect(totals.trainingBytes(1, 0)).toBe(4 * (always + 123 + 32 + 5 + 2 * 60));
    expect(totals.trainingBytes(1, 2)).toBe(4 * (always + 3 * 123 + 32 + 5 + 6 * 60));
  });
});
