/** What can be wrong with a weights file. Codes are stable: translations go by them. */
import type { MessageTable } from "../../tensor/problem.ts";

export const weightsMessages = {
  "safetensors/too-short": {
    message:
      "The file has {bytes} bytes; a safetensors file starts with 8 bytes that give the length of its header.",
    remedy: "Check that the file is complete and that it is a safetensors file.",
  },
  "safetensors/header-length": {
    message: "The file says its header has {length} bytes, but only {available} bytes can hold it.",
    remedy: "Copy or export the file again; it is cut off or not a safetensors file.",
  },
  "safetensors/header-text": {
    message: "The header is not the JSON that a safetensors file needs: {reason} at byte {at}.",
    remedy: "Export the file again with a current version of its tool.",
  },
  "safetensors/duplicate": {
    message: 'The header holds the name "{name}" twice.',
    remedy: "Export the file again; it does not say which of the two is meant.",
  },
  "safetensors/name": {
    message: 'The header holds the name "{name}", which no tensor may have.',
    remedy: "Rename the tensor where the file was made.",
  },
  "safetensors/entry": {
    message: 'The entry "{name}" needs dtype, shape and data_offsets of the right kinds and nothing else.',
    remedy: "Export the file again with a current version of its tool.",
  },
  "safetensors/dtype": {
    message: 'The tensor "{name}" has the data type {dtype}; this program reads F32, F16, BF16, F64 and I64.',
    remedy: "Convert the tensor to F32 where the file was made.",
  },
  "safetensors/size": {
    message:
      'The tensor "{name}" of {dtype} and shape [{shape}] needs {expected} bytes, but the header gives it {given}.',
    remedy: "Export the file again; its header does not fit its data.",
  },
  "safetensors/offsets": {
    message:
      'The data of "{name}" starts at byte {start} where {expected} was due: tensors must follow one another without gaps or overlaps.',
    remedy: "Export the file again; its header does not fit its data.",
  },
  "safetensors/length": {
    message: "The tensors end at byte {end} of the data, but the file holds {available} bytes of data.",
    remedy: "Copy or export the file again; it is cut off or has something appended.",
  },
  "safetensors/metadata": {
    message: "The entry __metadata__ must map names to strings.",
    remedy: "Export the file again with a current version of its tool.",
  },
} as const satisfies MessageTable;
