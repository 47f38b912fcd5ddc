/** What can be done with blocks: making one of the selection, taking one apart, keeping one. */
import { callOf } from "../../engine/document/commands/index.ts";
import { blockOf } from "../../engine/document/graph.ts";
import type { BlockNode } from "../../engine/document/types.ts";
import type { CommandCall } from "../../engine/tensor/problem.ts";
import type { Action } from "../app/actions.ts";
import type { Services } from "../app/services.tsx";
import type { Translate } from "../i18n/i18n.ts";
import { chosenNodes } from "../inspector/subject/inner.ts";
import { saveOwnBlock } from "../palette/ownBlocks.ts";
import { type OpenDocument, presentOf, scopeBlock } from "../state/types.ts";
import { canBeInside } from "./draft.ts";

/** The one block that is selected. */
export function selectedBlock(tab: OpenDocument | null): BlockNode | null {
  const [first, ...others] = tab === null ? [] : chosenNodes(tab).nodes;
  return first?.type === "block" && others.length === 0 ? first : null;
}

interface BlockActionPorts extends Pick<Services, "documents" | "notices"> {
  readonly t: () => Translate;
  readonly openMakeDialog: () => void;
}

export function blockActions(ports: BlockActionPorts): readonly Action[] {
  const { documents, notices } = ports;
  const block = (): BlockNode | null => selectedBlock(documents.active());
  const takeApart = (command: (scope: string | null, id: string) => CommandCall) => (): void => {
    const tab = documents.active();
    const node = block();
    if (tab === null || node === null) return;
    const { scope } = chosenNodes(tab);
    const result = documents.dispatch([command(scope, node.id)]);
    if (!result.ok) notices.problem(result.problem);
    else if (scope === scopeBlock(tab.scope)) documents.select({ nodes: new Set(result.created) });
  };
  return [
    {
      id: "block.make",
      title: "blockDialogs:actions.make",
      group: "arrange",
      keys: ["Mod+G"],
      enabled: () => {
        const tab = documents.active();
        return tab !== null && chosenNodes(tab).nodes.some(canBeInside);
      },
      run: ports.openMakeDialog,
    },
    {
      id: "block.inline",
      title: "blockDialogs:actions.inline",
      group: "arrange",
      keys: ["Mod+Shift+G"],
      enabled: () => block() !== null,
      run: takeApart((scope, id) => callOf("inline-block", { scope, id })),
    },
    {
      id: "block.unpackRepeat",
      title: "blockDialogs:actions.unpack",
      group: "arrange",
      enabled: () => block()?.repeat !== undefined,
      run: takeApart((scope, id) => callOf("unpack-repeat", { scope, id })),
    },
    {
      id: "block.save",
      title: "blockDialogs:actions.save",
      group: "arrange",
      enabled: () => block() !== null,
      run: () => save(ports, block()),
    },
  ];
}

function save({ documents, notices, t }: BlockActionPorts, node: BlockNode | null): void {
  const tab = documents.active();
  if (tab === null || node === null) return;
  try {
    saveOwnBlock(presentOf(tab), node.block);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    console.warn("A block cannot be kept.", error);
    notices.show({
      tone: "bad",
      content: { title: t()("blockDialogs:saveFailed"), detail: t()("blockDialogs:saveFailedDetail") },
    });
    return;
  }
  const title = blockOf(presentOf(tab), node.block)?.title ?? node.name;
  notices.show({ tone: "good", content: { title: t()("blockDialogs:saved", { title }) } });
}
