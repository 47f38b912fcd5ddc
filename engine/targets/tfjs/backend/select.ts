/** Chooses a backend and says why. */
import { fail, ok, type Problem, problem, type Result } from "../../../tensor/problem.ts";
import { backendMessages } from "./messages.ts";
import type { BackendChoice, BackendName, BackendPort, OpenBackend, SelectedBackend } from "./types.ts";

/** From the most wanted to the one that always works. */
const PREFERENCE: readonly BackendName[] = ["webgpu", "wasm", "cpu"];

const described = ({ description, software }: Pick<OpenBackend, "description" | "software">): string =>
  software ? `${description}, a software adapter` : description;

async function openNamed(name: BackendName, ports: readonly BackendPort[]): Promise<Result<SelectedBackend>> {
  const port = ports.find((candidate) => candidate.name === name);
  if (port === undefined) {
    const offered = ports.map((candidate) => candidate.name).join(", ");
    return fail(problem(backendMessages, "backend/unsupported", { path: "" }, { backend: name, offered }));
  }
  const opened = await port.open();
  if (!opened.ok) return opened;
  const reason = `${name} (${described(opened.value)}) was asked for.`;
  return ok({ ...opened.value, reason, passedOver: [] });
}

/** Why `auto` does not take a backend that is there: an adapter without a GPU behind it. */
async function objection(port: BackendPort): Promise<readonly Problem[]> {
  const probed = await port.probe();
  if (!probed.ok) return probed.problems;
  if (!probed.value.software) return [];
  const values = { adapter: probed.value.description };
  return [problem(backendMessages, "backend/software", { path: "", severity: "warning" }, values)];
}

/**
 * Makes the chosen backend current. `auto` takes a real GPU, then wasm, then cpu; a software adapter is used only when
 * `webgpu` is asked for by name. Never falls back silently: `reason` and `passedOver` say what happened.
 */
export async function selectBackend(
  choice: BackendChoice,
  ports: readonly BackendPort[],
): Promise<Result<SelectedBackend>> {
  if (choice !== "auto") return openNamed(choice, ports);
  const passedOver: Problem[] = [];
  for (const name of PREFERENCE) {
    const port = ports.find((candidate) => candidate.name === name);
    if (port === undefined) continue;
    const objections = await objection(port);
    if (objections.length > 0) {
      passedOver.push(...objections);
      continue;
    }
    const opened = await port.open();
    if (!opened.ok) {
      passedOver.push(...opened.problems);
      continue;
    }
    const why = passedOver.map((found) => found.message).join(" ");
    const chosen = `${name} (${opened.value.description}) is used`;
    const reason = passedOver.length === 0 ? `${chosen}: it is the fastest here.` : `${chosen}. ${why}`;
    return ok({ ...opened.value, reason, passedOver });
  }
  return fail(problem(backendMessages, "backend/none", { path: "" }), ...passedOver);
}
