/** Every text in Simplified Chinese. Loaded when the language is chosen. */
import type { en } from "../en/index.ts";
import type { Translation } from "../keys.ts";
import { app } from "./app.ts";
import { blockDialogs } from "./blockDialogs.ts";
import { canvas } from "./canvas.ts";
import { dataPanel } from "./dataPanel.ts";
import { evaluate } from "./evaluate.ts";
import { exports } from "./exports.ts";
import { files } from "./files.ts";
import { gallery } from "./gallery.ts";
import { imports } from "./imports.ts";
import { inspector } from "./inspector.ts";
import { learn } from "./learn.ts";
import { lookInside } from "./lookInside.ts";
import { outline } from "./outline.ts";
import { palette } from "./palette.ts";
import { problemsPanel } from "./problemsPanel.ts";
import { runs } from "./runs.ts";
import { settings } from "./settings.ts";
import { training } from "./training.ts";

export const zh: Translation<typeof en> = {
  app,
  canvas,
  files,
  gallery,
  palette,
  settings,
  training,
  dataPanel,
  runs,
  evaluate,
  exports,
  imports,
  lookInside,
  blockDialogs,
  inspector,
  learn,
  outline,
  problemsPanel,
};
