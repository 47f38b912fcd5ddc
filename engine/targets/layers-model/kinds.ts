import { stockKinds } from "../stock/emit/index.ts";

export const layersModelKinds = stockKinds("TensorFlow.js");
