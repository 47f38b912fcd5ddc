/** What a person is just doing on the canvas. Lasts as long as the gesture; the document knows nothing of it. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Scope } from "../../engine/document/types.ts";
import type { Shape } from "../../engine/tensor/shape.ts";
import type { Guide } from "./arrange/guides.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One end of a wire that is being drawn. */
export interface PortRef {
  /** Key of the node on the canvas. */
  readonly key: string;
  readonly scope: Scope;
  readonly node: string;
  readonly port: string;
  readonly slot: number;
  readonly direction: "in" | "out";
}

export interface ConnectGesture {
  readonly from: PortRef;
  /** The wire that is taken off its other end, where one is. */
  readonly moving: { readonly id: string; readonly key: string } | null;
  /** Where the loose end is, in canvas coordinates, and on the screen. */
  readonly at: Point;
  readonly screen: Point;
  readonly target: PortRef | null;
  /** Why no wire can go to the port under the pointer. */
  readonly refusal: string | null;
  /** Why its shape does not fit yet. */
  readonly doubt: string | null;
  /** What the target would put out. */
  readonly result: Shape | null;
}

/** Adding a node by searching: where it goes and what it is to be connected with. */
export interface QuickAdd {
  readonly screen: Point;
  /** Upper left corner in canvas coordinates; null places it beside what it is connected with. */
  readonly at: Point | null;
  readonly from: PortRef | null;
  /** Key of a wire that the new node is put into. */
  readonly wire: string | null;
  /** Key of a node behind which it goes: before what reads that node now. */
  readonly after: string | null;
}

export type MenuTarget =
  | { readonly type: "canvas" }
  | { readonly type: "node"; readonly key: string }
  | { readonly type: "wire"; readonly key: string }
  | { readonly type: "note"; readonly id: string };
export interface OpenMenu {
  readonly screen: Point;
  readonly at: Point;
  readonly target: MenuTarget;
}

export interface CanvasState {
  readonly connect: ConnectGesture | null;
  readonly guides: readonly Guide[];
  /** The wire into which what is dragged would be put. */
  readonly dropWire: string | null;
  readonly quickAdd: QuickAdd | null;
  readonly menu: OpenMenu | null;
  /** Node whose problems are shown. */
  readonly problems: string | null;
  /** Node that is being connected by keyboard. */
  readonly connecting: { readonly key: string } | null;
  readonly editingNote: string | null;
  /** Keys of the blocks that are expanded where they stand, by tab. */
  readonly expanded: Readonly<Record<string, ReadonlySet<string>>>;
  /** Keys of nodes that are selected inside expanded blocks; the selection of the open graph is the document's tab's. */
  readonly inner: ReadonlySet<string>;
}

export interface CanvasStore extends StoreApi<CanvasState> {
  showProblems(key: string): void;
  /** After a moment, so that the pointer can reach the card. */
  hideProblemsSoon(): void;
  keepProblems(): void;
  hideProblems(): void;
  editNote(id: string | null): void;
  toggleExpanded(key: string): void;
  /** Whose `expanded` is toggled. */
  setTab(tab: string): void;
  /** Everything that floats goes away. */
  closeAll(): void;
}

const NOTHING: CanvasState = {
  connect: null,
  guides: [],
  dropWire: null,
  quickAdd: null,
  menu: null,
  problems: null,
  connecting: null,
  editingNote: null,
  expanded: {},
  inner: new Set(),
};
const HIDE_AFTER_MS = 250;

export function createCanvasStore(): CanvasStore {
  const store = createStore<CanvasState>(() => NOTHING);
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let tab = "";
  const keepProblems = (): void => clearTimeout(hiding);
  return {
    ...store,
    showProblems(key) {
      keepProblems();
      store.setState({ problems: key });
    },
    hideProblemsSoon() {
      keepProblems();
      hiding = setTimeout(() => store.setState({ problems: null }), HIDE_AFTER_MS);
    },
    keepProblems,
    hideProblems() {
      keepProblems();
      store.setState({ problems: null });
    },
    editNote: (id) => store.setState({ editingNote: id }),
    toggleExpanded(key) {
      store.setState(({ expanded }) => {
        const before = expanded[tab] ?? new Set<string>();
        const after = new Set(before);
        if (!after.delete(key)) after.add(key);
        return { expanded: { ...expanded, [tab]: after } };
      });
    },
    setTab(next) {
      tab = next;
    },
    closeAll() {
      keepProblems();
      const { expanded } = store.getState();
      store.setState({ ...NOTHING, expanded });
    },
  };
}
