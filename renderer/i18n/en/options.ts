/** What the options of choices are called: by `param.option`. An option without an entry is shown as it is written. */
export const enOptions: Readonly<Record<string, string>> = {
  "layout.image": "Image",
  "layout.vector": "Vector",
  "init.pytorch": "PyTorch",
  "init.xavier-uniform": "Xavier uniform",
  "init.xavier-normal": "Xavier normal",
  "init.he-uniform": "He uniform",
  "init.he-normal": "He normal",
  "init.normal": "Normal",
  "init.constant": "Constant",
  "biasInit.pytorch": "PyTorch",
  "biasInit.zeros": "Zeros",
  "axes.all": "All axes",
  "axes.channels": "Channels",
  "approximate.none": "Exact",
  "approximate.tanh": "Tanh formula",
  "axis.channels": "Channels",
  "mode.nearest": "Nearest",
  "mode.bilinear": "Bilinear",
};

export const enFamilies = {
  io: "Input and output",
  convolution: "Convolution",
  pooling: "Pooling",
  normalisation: "Normalise",
  activation: "Activate",
  dense: "Dense",
  combine: "Combine",
  shape: "Shape",
  regularisation: "Regularise",
  block: "Blocks",
} as const;
