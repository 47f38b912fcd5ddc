/** Every text of the interface in English, by area. The texts of layers and problems are the engine's own. */
import { app } from "./app.ts";
import { files } from "./files.ts";
import { gallery } from "./gallery.ts";
import { settings } from "./settings.ts";

export const en = { app, files, gallery, settings } as const;
