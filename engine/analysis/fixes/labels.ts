import type { CommandCall, Fix, Values } from "../../tensor/problem.ts";
import { fillTemplate } from "../../tensor/problem.ts";

/** English labels of the fixes, by the code that translations go by. Inputs are counted from 1. */
export const fixLabels = {
  "insert-flatten": "Insert a flatten layer",
  "insert-global-pool": "Insert a global average pooling",
  "insert-reshape": "Insert a reshape to {target}",
  "bypass-layer": "Read from in front of {name}",
  "set-param": "Set {label} to {value}",
  "set-params": "Set {label} to {value} and {label2} to {value2}",
  "match-conv": "Insert a 1×1 convolution with {filters} filters at input {input}",
  "match-conv-stride": "Insert a 1×1 convolution with {filters} filters and stride {stride} at input {input}",
  "match-pool": "Insert an average pooling of {size} at input {input}",
  "match-upsample": "Upsample input {input} by {scale}",
  "match-upsample-conv": "Upsample input {input} by {scale}, with a 1×1 convolution of {filters} filters",
  "match-pad": "Pad input {input} with zeros to {size}",
  "match-pad-conv": "Pad input {input} with zeros to {size}, with a 1×1 convolution of {filters} filters",
  "match-resize": "Resize input {input} to {size} by adaptive pooling",
  "match-resize-conv":
    "Resize input {input} to {size} by adaptive pooling, with a 1×1 convolution of {filters} filters",
  "match-dense": "Insert a dense layer with {units} units at input {input}",
  "match-flatten": "Flatten input {input}",
  "match-global-pool": "Insert a global average pooling at input {input}",
  "match-global-pool-dense":
    "Insert a global average pooling and a dense layer with {units} units at input {input}",
  "match-narrow": "Narrow input {input} to {filters} channels by a 1×1 convolution",
  "match-narrow-dense": "Narrow input {input} to {units} features by a dense layer",
  "shrink-before": "Shrink the input to {size} by adaptive pooling",
  "remove-layer": "Remove {name}",
  "remove-branch": "Remove {name} and what is there for it alone ({count} more)",
  "connect-source": "Connect {source} to {name}",
  "add-input": "Add an input layer",
  "add-output": "Add an output layer behind {source}",
  "add-output-alone": "Add an output layer",
  "join-inputs": "Read from {first} and remove {name}",
  "connect-output": "Connect {name} to {output}",
  "set-classes": "Set {label} of {name} to {classes}",
  "add-head": "Add a dense layer with {classes} units before the output",
  "insert-pool-head":
    "Insert a global average pooling and a dense layer with {classes} units before the output",
  "rename-layer": "Rename it to {to}",
  "replace-norm": "Replace it by a layer norm",
  "set-batch-size": "Train with batches of {size}",
  "set-repeat": "Set the repeat of {name} to {repeat}",
} as const;

export type FixCode = keyof typeof fixLabels;

export const analysisFix = (code: FixCode, values: Values, calls: readonly CommandCall[]): Fix => ({
  code,
  label: fillTemplate(fixLabels[code], values),
  values,
  calls,
});
