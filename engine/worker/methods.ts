/** All methods of the worker, over ports: the same in a browser's worker and in tests. */
import type { WorkerContext } from "./context.ts";
import { dataMethods } from "./data-methods.ts";
import { exportMethods } from "./export/export-methods.ts";
import { forecastMethods } from "./forecast-methods.ts";
import type { Handlers } from "./handlers.ts";
import { importMethods } from "./import/import-methods.ts";
import { lookMethods } from "./look-methods.ts";
import { setMethods } from "./set-methods.ts";
import { trainMethods } from "./train-methods.ts";

export const createHandlers = (context: WorkerContext): Handlers => ({
  ...dataMethods(context),
  ...setMethods(context),
  ...trainMethods(context),
  ...lookMethods(context),
  ...forecastMethods(context),
  ...exportMethods(context),
  ...importMethods(context),
});
