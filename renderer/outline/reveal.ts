/** Going to a node wherever it is: the graph it is in is opened, the node is selected and brought to the middle. */
import { locate } from "../../engine/analysis/findings.ts";
import { blockOf, graphOf, nodeById } from "../../engine/document/graph.ts";
import type { GraphDocument, NodeId, Scope } from "../../engine/document/types.ts";
import type { Services } from "../app/services.tsx";
import { presentOf, type ScopeStep } from "../state/types.ts";

/** The levels that lead to the graph in which the last of the ids is; null where they lead nowhere. */
export function stepsTo(document: GraphDocument, origin: readonly NodeId[]): readonly ScopeStep[] | null {
  if (locate(document, origin) === undefined) return null;
  const steps: ScopeStep[] = [];
  let scope: Scope = null;
  for (const id of origin.slice(0, -1)) {
    const node = nodeById(graphOf(document, scope), id);
    if (node?.type !== "block" || blockOf(document, node.block) === undefined) return null;
    steps.push({ block: node.block, node: id });
    scope = node.block;
  }
  return steps;
}

/** Selects a node given by its ids from the top graph inwards. False where it is no more. */
export function selectNode({ documents }: Pick<Services, "documents">, origin: readonly NodeId[]): boolean {
  const tab = documents.active();
  const id = origin.at(-1);
  const steps = tab === null ? null : stepsTo(presentOf(tab), origin);
  if (tab === null || steps === null || id === undefined) return false;
  const shared = sharedDepth(tab.scope, steps);
  if (shared < tab.scope.length) documents.leaveTo(shared);
  for (const step of steps.slice(shared)) documents.enter(step);
  documents.select({ nodes: new Set([id]) });
  return true;
}

function sharedDepth(open: readonly ScopeStep[], wanted: readonly ScopeStep[]): number {
  const differs = wanted.findIndex((step, depth) => open[depth]?.node !== step.node);
  return differs < 0 ? wanted.length : differs;
}

/** The same, and shows it once the canvas has drawn the graph that it is in. */
export function reveal(
  services: Pick<Services, "documents" | "actions">,
  origin: readonly NodeId[],
): boolean {
  if (!selectNode(services, origin)) return false;
  requestAnimationFrame(() => requestAnimationFrame(() => services.actions.run("view.centreSelection")));
  return true;
}

/** Shows the inside of a block given by its ids from the top graph inwards. */
export function openBlock(services: Pick<Services, "documents">, origin: readonly NodeId[]): void {
  const tab = services.documents.active();
  const found = tab === null ? undefined : locate(presentOf(tab), origin);
  if (found?.node.type !== "block" || !selectNode(services, origin)) return;
  services.documents.enter({ block: found.node.block, node: found.node.id });
}
