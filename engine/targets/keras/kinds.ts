import { stockKinds } from "../stock/emit/index.ts";

export const kerasKinds = stockKinds("Keras");
