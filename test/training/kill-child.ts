/** A training process to be killed: `node kill-child.mjs FOLDER BACKEND [resume]`. Prints each step as it is told. */
import { fsStore } from "../../cli/run-store/fs-store.ts";
import { openTestBackend } from "../support/backends.ts";
import { smallRun, smallSettings, stripes } from "./small-run.ts";

const [folder = "", backend = "", resume] = process.argv.slice(2);
await openTestBackend(backend === "wasm" ? "wasm" : "cpu");
const pauseCell = new Int32Array(new SharedArrayBuffer(4));
const small = smallRun({
  store: fsStore(folder),
  dataset: stripes(300, 30),
  settings: smallSettings({ epochs: 4 }),
  resume: resume === "resume",
  checkpointEvery: { steps: 7 },
  backend,
  onEvent(event) {
    process.stdout.write(`${JSON.stringify(event)}\n`);
    // leaves whoever is to kill this process the time to do so
    Atomics.wait(pauseCell, 0, 0, 4);
  },
});
const done = await small.start();
process.exit(done.reason === "finished" ? 0 : 3);
