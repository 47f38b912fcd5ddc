/** What the windows's stores hold. The document is the truth; everything here is how a person looks at it. */
import type { History } from "../../engine/document/history.ts";
import type { BlockId, EdgeId, GraphDocument, NodeId } from "../../engine/document/types.ts";
import type { FileRef } from "../host/HostApi.ts";

export type TabId = string;

/** One level of the breadcrumb: the block whose inside is shown, and the instance one came from. */
export interface ScopeStep {
  readonly block: BlockId;
  /** The node that was opened, in the graph one level out. */
  readonly node: NodeId;
}

export interface Selection {
  readonly nodes: ReadonlySet<NodeId>;
  readonly edges: ReadonlySet<EdgeId>;
  readonly notes: ReadonlySet<string>;
}

/** What the canvas shows of a scope: pixels of the pane, and the zoom factor. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface OpenDocument {
  readonly id: TabId;
  /** The name of the file without its ending, or what the document calls itself. */
  readonly title: string;
  readonly history: History;
  /** The value that the file holds; `null` when no file or template holds what was opened (recovered work). */
  readonly saved: GraphDocument | null;
  readonly file: FileRef | null;
  /** From the top graph inwards; empty at the top. */
  readonly scope: readonly ScopeStep[];
  readonly selection: Selection;
  /** Nodes selected inside blocks that are expanded on the canvas: ids from the top graph inwards, joined by `/`. */
  readonly inner: ReadonlySet<string>;
  /** By `scopeKey`. Not part of history. */
  readonly views: Readonly<Record<string, View>>;
  /** Another program changed the file since it was read or written here. */
  readonly changedOnDisk: boolean;
}

export const NOTHING_SELECTED: Selection = { nodes: new Set(), edges: new Set(), notes: new Set() };

/** Key of a scope in `views`: node ids from the outside in. */
export const scopeKey = (scope: readonly ScopeStep[]): string => scope.map((step) => step.node).join("/");

/** The block whose graph is shown, or `null` for the document's own graph: the `scope` argument of commands. */
export const scopeBlock = (scope: readonly ScopeStep[]): BlockId | null => scope.at(-1)?.block ?? null;

export const presentOf = (tab: OpenDocument): GraphDocument => tab.history.present;
export const isDirty = (tab: OpenDocument): boolean => tab.history.present !== tab.saved;
