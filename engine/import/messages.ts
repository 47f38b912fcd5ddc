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
  "onnx/folded": {
    message:
      "PyTorch has folded batch normalisations into {count} convolutions of this file; they have a bias in their place, and the parameters are fewer.",
    remedy:
      "To have them as layers, export again with training=torch.onnx.TrainingMode.PRESERVE and do_constant_folding=False.",
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
  "keras/zip": {
    message: "The .keras archive cannot be read: {reason} ({place}).",
    remedy: "Fetch or save the file again; it was cut off or changed on the way.",
  },
  "keras/hdf5": {
    message: "The weights ({place}) cannot be read: {reason}.",
    remedy: "Save the network again with Keras 3: model.save('model.keras').",
  },
  "keras/array-size": {
    message: "The shape of {place} is {shape}, which is {needed} bytes, but the file holds {given}.",
    remedy: "Fetch or save the file again; it was cut off or changed on the way.",
  },
  "keras/no-weights": {
    message: "There are no weights in the file ({place}).",
    remedy: "Save the network again with Keras 3: model.save('model.keras').",
  },
  "keras/config": {
    message: "The description of the network is not as Keras writes it ({place}).",
    remedy: "Save the network again with Keras 3; models of one's own class hold no description.",
  },
  "keras/class": {
    message:
      "The file ({place}) holds a model of the class “{kind}”, whose layers are only known to its code.",
    remedy: "Build it as a functional or sequential model, or export it as ONNX.",
  },
  "keras/input": {
    message:
      "The shape of the {place} (“{name}”) is {shape}; an image has height, width and channels, a vector its length.",
    remedy: "Give the network an input of one image or one vector, with the sizes fixed.",
  },
  "keras/output": {
    message: "The {place} (“{name}”) gives its values in another order than channels first.",
    remedy: "Let the network end in a dense layer or in a map.",
  },
  "keras/unconnected": {
    message: "The layer “{name}” ({place}) reads what no layer gives, or the layers go round in a circle.",
    remedy: "Save the network again; only what flows from input to output can be drawn.",
  },
  "tfjs/no-topology": {
    message: "The file holds no network of TensorFlow.js ({place}).",
    remedy: "Choose the model.json of a LayersModel; documents of this studio are opened, not imported.",
  },
  "tfjs/graph-model": {
    message: "The file ({place}) is a GraphModel, which has operations instead of layers.",
    remedy:
      "Convert the original with tensorflowjs_converter --output_format tfjs_layers_model, or export it as ONNX.",
  },
  "tfjs/manifest": {
    message: "The list of weights in the file is not as TensorFlow.js writes it ({place}).",
    remedy: "Fetch or save the file again; it was changed on the way.",
  },
  "tfjs/shard-name": {
    message: "The file names a shard that is no plain file name ({place}).",
    remedy: "Put the shards beside model.json under plain names.",
  },
  "tfjs/missing-shard": {
    message: "The shard “{name}” of the weights is missing ({place}).",
    remedy: "Choose model.json together with all of its .bin files.",
  },
  "tfjs/shard-size": {
    message: "The weights need {needed} bytes, but the shards hold {given} ({place}).",
    remedy: "Fetch the shards again; one was cut off or belongs to another network.",
  },
  "tfjs/quantised": {
    message: "The weight “{name}” is quantised or no 32-bit float ({place}).",
    remedy: "Convert the network again without quantisation.",
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
  "import/weights-alone": {
    message: "The file {name} holds weights alone and no network.",
    remedy: "Open the network that they belong to first, then import the weights onto it.",
  },
  "import/no-weights-file": {
    message: "The file {name} is a network and no file of weights alone.",
    remedy: "Import it as a network, or choose a safetensors file.",
  },
  "import/nothing-matches": {
    message: "Nothing in {name} fits this graph: the file has “{first}” where the graph needs “{wanted}”.",
    remedy: "Open the architecture that the weights belong to, or rename its layers as in the file.",
  },
  "import/some-fresh": {
    message: "{taken} tensors were taken from the weights to start from; {fresh} start fresh, {first} first.",
    remedy:
      "Nothing is to be done where the last layer was changed on purpose; otherwise compare the names of the layers.",
  },
  "import/frozen": {
    message: "Layers that the file says are not to be trained came in frozen: {count}.",
    remedy: "Nothing is to be done to keep it so; unfreeze a layer in the inspector to train it.",
  },
  "import/too-many-layers": {
    message: "The network ({place}) has {count} layers; a document holds up to {limit}.",
    remedy: "Export a part of the network.",
  },
  "import/too-many-weights": {
    message:
      "The file has {bytes} bytes, but its layers ({place}) take {count} numbers out of them: a tensor is used over and over.",
    remedy: "Export the network with weights of its own for each layer.",
  },
  "import/too-many-wires": {
    message: "The network ({place}) has {count} wires; a document holds up to {limit}.",
    remedy: "Export a part of the network.",
  },
} as const satisfies MessageTable;
