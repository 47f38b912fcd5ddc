/** What can be wrong with a file that is imported. Codes are stable: translations go by them. */
import type { MessageTable } from "../tensor/problem.ts";

export const importMessages = {
  "onnx/broken": {
    message: "The ONNX file is damaged in {place}: at byte {at} of it, {reason}.",
    remedy: "Fetch or export the file again; it was cut off or changed on the way.",
  },
  "onnx/too-many": {
    message: "The ONNX file has more than {limit} parts in {place}.",
    remedy: "Export a smaller network; documents hold up to 5,000 layers.",
  },
  "onnx/no-graph": {
    message: "The file holds no ONNX graph ({place}).",
    remedy: "Choose a file that a program exported as ONNX; weights alone are imported as safetensors.",
  },
  "onnx/opset": {
    message: "The file's operator set ({place}) is {opset}; sets {first} to {last} are known.",
    remedy: "Export it again with opset_version=17.",
  },
  "onnx/sparse": {
    message: "The file has sparse constants in {place}, which are not read.",
    remedy: "Export it again with dense weights.",
  },
  "onnx/dims": {
    message: "The sizes of {place} are {dims}, which no tensor can have.",
    remedy: "Export the file again; it was changed on the way.",
  },
  "onnx/external": {
    message: "The weights of {place} are in another file, and only the ONNX file itself was given.",
    remedy: "Save it in one piece: onnx.save(onnx.load(path), path2), which keeps up to 2 GB inside.",
  },
  "onnx/type": {
    message: "The numbers of {place} are of type {type}, which is not read.",
    remedy: "Export the network with float32 weights, not quantised ones.",
  },
  "onnx/size": {
    message: "The sizes of {place} are {dims}, which are {count} numbers, but the file holds {given}.",
    remedy: "Fetch or export the file again; it was cut off or changed on the way.",
  },
  "onnx/input": {
    message:
      "The file's {place} has {rank} axes; images have four (batch, channels, height, width), vectors two.",
    remedy: "Export the network with a fixed input of one image or one vector.",
  },
  "onnx/open-size": {
    message: "The file leaves height and width of its input {name} open ({place}); {size} × {size} is taken.",
    remedy: "Set the size of the input layer to that of your images.",
  },
  "onnx/twice": {
    message: "The value “{name}”, which {place} makes, is there already.",
    remedy: "Export the file again; every value of a graph is made once.",
  },
  "onnx/missing": {
    message: "Nothing makes the value “{name}”, which {place} reads.",
    remedy: "Export the file again; it was cut off or changed on the way.",
  },
  "onnx/circle": {
    message: "The graph goes round in a circle through {place}.",
    remedy: "Export the network without loops; only what flows from input to output can be drawn.",
  },
  "onnx/no-output": {
    message: "Nothing in the file makes its {place} (“{name}”).",
    remedy: "Export the file again; it was cut off or changed on the way.",
  },
  "onnx/output": {
    message: "The file's {place} (“{name}”) is no output of a layer.",
    remedy: "Export the network so that it returns one map or one vector for each image.",
  },
  "import/pickle": {
    message:
      "The file {name} is a pickle: a program that runs when it is opened and may do anything. It is never opened here.",
    remedy:
      "Convert it where you trust it, in Python: import torch, safetensors.torch as st; st.save_file(torch.load(path, weights_only=True), 'weights.safetensors')",
  },
  "import/hdf5": {
    message: "The file {name} is an HDF5 file of an older Keras, which may hold code.",
    remedy: "Save the network again with Keras 3: model.save('model.keras').",
  },
  "import/empty": {
    message: "The file {name} is empty.",
    remedy: "Fetch or export the file again.",
  },
  "import/unknown-file": {
    message: "The file {name} is none of the files that can be imported.",
    remedy:
      "Choose an ONNX file, a Keras .keras file, a tfjs model.json with its shards, or safetensors weights.",
  },
  "import/no-weights-file": {
    message: "The file {name} is a network and no file of weights alone.",
    remedy: "Import it as a network, or choose a safetensors file.",
  },
  "import/nothing-matches": {
    message: "Nothing in {name} fits this graph: the file has “{first}” where the graph needs “{wanted}”.",
    remedy: "Open the architecture that the weights belong to, or rename its layers as in the file.",
  },
  "import/too-many-layers": {
    message: "The network ({place}) has {count} layers; a document holds up to {limit}.",
    remedy: "Export a part of the network.",
  },
  "import/too-many-wires": {
    message: "The network ({place}) has {count} wires; a document holds up to {limit}.",
    remedy: "Export a part of the network.",
  },
} as const satisfies MessageTable;
