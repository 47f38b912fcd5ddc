/** The classic networks as chains of layers, written by code: torchvision's forms on 3×224×224. */
import type { GraphDocument, GraphNode, LayerNode } from "../../engine/document/types.ts";
import type { LayerKind } from "../../engine/layers/index.ts";
import type { ParamValue } from "../../engine/layers/param.ts";
import { block, define, documentOf, graph, layer, param, port, wire } from "../document/builder.ts";

type Params = Readonly<Record<string, ParamValue>>;

/** A chain under way: each layer reads the one before. */
export class Chain {
  readonly #nodes: GraphNode[] = [];
  readonly #wires: string[] = [];
  #last = "";

  constructor(channels: number, size: number) {
    this.#put(layer("input", "input", { channels, height: size, width: size }));
  }

  #put(node: GraphNode): this {
    this.#nodes.push(node);
    if (this.#last !== "") this.#wires.push(`${this.#last}>${node.id}`);
    this.#last = node.id;
    return this;
  }

  add(id: string, kind: LayerKind, params: Params = {}): this {
    return this.#put(layer(id, kind, params));
  }

  block(id: string, of: string, args: Params, more: { readonly repeat?: number } = {}): this {
    return this.#put(block(id, of, args, more));
  }

  conv(id: string, filters: number, kernel: number, stride = 1, padding = 0, bias = true): this {
    return this.add(id, "conv2d", {
      filters,
      kernel: [kernel, kernel],
      stride: [stride, stride],
      padding: [padding, padding],
      bias,
    });
  }

  pool(id: string, size: number, stride: number, padding = 0): this {
    return this.add(id, "maxPool2d", {
      size: [size, size],
      stride: [stride, stride],
      padding: [padding, padding],
    });
  }

  dense(id: string, units: number): this {
    return this.add(id, "dense", { units });
  }

  end(blocks: Parameters<typeof documentOf>[1] = []): GraphDocument {
    this.add("output", "output");
    return documentOf(graph(this.#nodes, this.#wires.join(" ")), blocks);
  }
}

/** https://pytorch.org/vision/main/models/generated/torchvision.models.alexnet.html: 61,100,840 parameters. */
export const alexnet = (): GraphDocument =>
  new Chain(3, 224)
    .conv("conv1", 64, 11, 4, 2)
    .pool("pool1", 3, 2)
    .conv("conv2", 192, 5, 1, 2)
    .pool("pool2", 3, 2)
    .conv("conv3", 384, 3, 1, 1)
    .conv("conv4", 256, 3, 1, 1)
    .conv("conv5", 256, 3, 1, 1)
    .pool("pool3", 3, 2)
    .add("flatten", "flatten")
    .dense("fc1", 4096)
    .dense("fc2", 4096)
    .dense("fc3", 1000)
    .end();

/** The numbers of convolutions of each stage: 1 1 2 2 2 is VGG-11, 2 2 3 3 3 is VGG-16. */
export function vgg(convolutions: readonly number[]): GraphDocument {
  const chain = new Chain(3, 224);
  for (const [stage, count] of convolutions.entries()) {
    const filters = Math.min(512, 64 * 2 ** stage);
    for (let i = 0; i < count; i++)
      chain.conv(`conv${stage + 1}_${i + 1}`, filters, 3, 1, 1).add(`relu${stage + 1}_${i + 1}`, "relu");
    chain.pool(`pool${stage + 1}`, 2, 2);
  }
  return chain.add("flatten", "flatten").dense("fc1", 4096).dense("fc2", 4096).dense("fc3", 1000).end();
}

const inBlock = (id: string, filters: string, stride: string): LayerNode =>
  layer(id, "conv2d", { filters, kernel: [3, 3], stride, padding: [1, 1], bias: false });

/** A residual block with a shortcut that is there where the stride is not 1. */
const residual = define("residual", [param("channels", 64), param("stride", 1)], {
  nodes: [
    port("in", "in"),
    inBlock("conv1", "=channels", "=stride"),
    layer("bn1", "batchNorm"),
    layer("relu1", "relu"),
    inBlock("conv2", "=channels", "=1"),
    layer("bn2", "batchNorm"),
    layer(
      "shortcut",
      "conv2d",
      { filters: "=channels", kernel: [1, 1], stride: "=stride", bias: false },
      { muted: "=stride == 1" },
    ),
    layer("norm", "batchNorm", {}, { muted: "=stride == 1" }),
    layer("sum", "add"),
    layer("relu2", "relu"),
    port("out", "out"),
  ],
  edges: [
    "in>conv1",
    "conv1>bn1",
    "bn1>relu1",
    "relu1>conv2",
    "conv2>bn2",
    "bn2>sum#0",
    "in>shortcut",
    "shortcut>norm",
    "norm>sum#1",
    "sum>relu2",
    "relu2>out",
  ].map(wire),
});

/** torchvision's ResNet-18: 11,689,512 parameters and 9,600 running statistics. */
export function resnet18(): GraphDocument {
  const chain = new Chain(3, 224)
    .conv("conv1", 64, 7, 2, 3, false)
    .add("bn1", "batchNorm")
    .add("relu", "relu")
    .pool("maxpool", 3, 2, 1);
  for (const [index, channels] of [64, 128, 256, 512].entries()) {
    const stride = index === 0 ? 1 : "=i == 0 ? 2 : 1";
    chain.block(`layer${index + 1}`, "residual", { channels, stride }, { repeat: 2 });
  }
  return chain.add("gap", "globalAvgPool2d").dense("fc", 1000).end([residual]);
}
