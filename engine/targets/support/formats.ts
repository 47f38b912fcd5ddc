/** Every way out by the name it has on the command line. */
import { cardTarget } from "../card/target.ts";
import { pictureTarget } from "../document/picture.ts";
import { documentTarget } from "../document/target.ts";
import { pageTarget } from "../html/target.ts";
import { kerasTarget } from "../keras/target.ts";
import { kerasCodeTarget } from "../keras-code/target.ts";
import { layersModelTarget } from "../layers-model/target.ts";
import { onnxTarget } from "../onnx/target.ts";
import { pytorchTarget } from "../pytorch/target.ts";
import { safetensorsTarget } from "../safetensors/target.ts";
import type { ExportFormat } from "./format-names.ts";
import type { Target } from "./types.ts";

export const exportTargets: Readonly<Record<ExportFormat, Target>> = {
  tfjs: layersModelTarget,
  onnx: onnxTarget,
  keras: kerasTarget,
  safetensors: safetensorsTarget,
  pytorch: pytorchTarget,
  "keras-code": kerasCodeTarget,
  html: pageTarget,
  card: cardTarget,
  json: documentTarget,
  svg: pictureTarget,
};
