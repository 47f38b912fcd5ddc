/** Which runs lie in a folder that a person chose: itself, or several below it. */
import type { ChosenRun } from "../../engine/worker/values.ts";
import type { ChosenPlace } from "../data/chosenFiles.ts";

const RECORD = "run.json";

/** Each folder with a `run.json`; the chosen folder itself where there is none, so that the engine says what is missing. */
export function runFolders(place: ChosenPlace, newId: () => string): readonly ChosenRun[] {
  const roots = place.files
    .map(({ path }) => path)
    .filter((path) => path === RECORD || path.endsWith(`/${RECORD}`))
    .map((path) => path.slice(0, -RECORD.length));
  return (roots.length === 0 ? [""] : roots).map((root) => ({
    runId: newId(),
    name: root === "" ? place.name : (root.split("/").at(-2) ?? place.name),
    files: place.files
      .filter(({ path }) => path.startsWith(root))
      .map(({ path, file }) => ({ path: path.slice(root.length), file })),
  }));
}
