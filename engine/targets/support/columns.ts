/** The columns of the support table. */

import { pageKinds } from "../html/target.ts";
import { kerasKinds } from "../keras/kinds.ts";
import { layersModelKinds } from "../layers-model/kinds.ts";
import { onnxKinds } from "../onnx/emit/index.ts";
import { pytorchKinds } from "../pytorch/emit/index.ts";
import type { TableColumn } from "./table.ts";

export const supportColumns: readonly TableColumn[] = [
  { title: "TensorFlow.js", kinds: layersModelKinds },
  { title: "ONNX", kinds: onnxKinds },
  { title: "Keras 3", kinds: kerasKinds },
  { title: "PyTorch", kinds: pytorchKinds },
  { title: "HTML page", kinds: pageKinds },
];
