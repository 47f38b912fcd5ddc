/** `--backend` on the command line. */
import { Option } from "commander";
import { selectBackend } from "../../engine/targets/tfjs/backend/select.ts";
import {
  BACKEND_CHOICES,
  type BackendChoice,
  type SelectedBackend,
} from "../../engine/targets/tfjs/backend/types.ts";
import { note, ProblemError } from "../output.ts";
import { nodeBackendPorts } from "./index.ts";

export const backendOption = (): Option =>
  new Option(
    "--backend <name>",
    "where to compute; auto prefers a real GPU, then wasm, on LAYERLOOM_THREADS threads or one a processor",
  )
    .choices(BACKEND_CHOICES)
    .default("auto");

/** Opens the backend and says on standard error which one and why. */
export async function openBackendFor(choice: BackendChoice): Promise<SelectedBackend> {
  const selected = await selectBackend(choice, nodeBackendPorts());
  if (!selected.ok) throw new ProblemError(selected.problems);
  note(selected.value.reason);
  return selected.value;
}
