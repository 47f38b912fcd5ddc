/** Convolutions and the dense layer. */
import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";
import { addBias } from "../ops/combine.ts";
import { convolve } from "../ops/convolution.ts";
import { convolveTransposed } from "../ops/convolution-transposed.ts";
import { linear } from "../ops/linear.ts";
import { asMap, asVector } from "../ops/rearrange.ts";
import { type EmitContext, type EmitTable, kernelOf, only, vectorOf } from "./emit.ts";

const biasOf = (bias: boolean, context: EmitContext): Tensor1D | null =>
  bias ? vectorOf(context, "bias") : null;
const biased = (y: Tensor, bias: boolean, context: EmitContext): Tensor =>
  bias ? addBias(y, vectorOf(context, "bias")) : y;

export const convolutionKinds: EmitTable<"conv2d" | "depthwiseConv2d" | "convTranspose2d" | "dense"> = {
  conv2d: (inputs, p, context) =>
    convolve(asMap(only(inputs)), kernelOf(context), p, biasOf(p.bias, context), context.activation),
  depthwiseConv2d(inputs, p, context) {
    const x = asMap(only(inputs));
    const window = { ...p, groups: x.shape[3] };
    return convolve(x, kernelOf(context), window, biasOf(p.bias, context), context.activation);
  },
  convTranspose2d: (inputs, p, context) =>
    biased(convolveTransposed(asMap(only(inputs)), kernelOf(context), p), p.bias, context),
  dense(inputs, p, context) {
    const weight = asVector(context.weight("weight"));
    return linear(asVector(only(inputs)), weight, biasOf(p.bias, context), context.activation);
  },
};
