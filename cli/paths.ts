/** Where the package's own files lie, whether run from a checkout or installed. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder with Layerloom's package.json, found upwards from this module. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "layerloom")
      return folder;
    const parent = dirname(folder);
    if (parent === folder) throw new Error("package.json of layerloom was not found above the program");
    folder = parent;
  }
}

export const modelTemplates = (): string => join(packageRoot(), "templates", "models");
