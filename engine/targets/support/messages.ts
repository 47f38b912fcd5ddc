/** What every export may have to say. Codes are stable: translations go by them. */
import type { MessageTable } from "../../tensor/problem.ts";

export const exportMessages = {
  "export/invalid": {
    message: "The network has problems, so it cannot be exported.",
    remedy: "Fix what the problems list names, then export again.",
  },
  "export/inputs": {
    message: "The network has {count} inputs; an export needs exactly one.",
    remedy: "Leave one input and remove the others.",
  },
  "export/outputs": {
    message: "The network has {count} outputs; an export needs exactly one.",
    remedy: "Mark one result with an output layer.",
  },
  "export/unconnected": {
    message: "No path leads from the input to the output.",
    remedy: "Connect the output with what the input feeds.",
  },
  "export/weight-missing": {
    message: "The weights hold no tensor {name}.",
    remedy: "Export with the weights of this very network.",
  },
  "export/weight-shape": {
    message: "The tensor {name} has the shape [{actual}], but this network needs [{expected}].",
    remedy: "Export with the weights of this very network.",
  },
} as const satisfies MessageTable;
