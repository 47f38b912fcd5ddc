import type { ReactNode } from "react";

/** What menus and context menus show; the two differ only in where they open. */
export type MenuEntry =
  | { readonly type: "separator"; readonly id: string }
  | { readonly type: "label"; readonly id: string; readonly label: string }
  | {
      readonly type: "item";
      readonly id: string;
      readonly label: string;
      readonly icon?: ReactNode;
      /** `Mod+S`. */
      readonly shortcut?: string;
      readonly disabled?: boolean;
      readonly danger?: boolean;
      /** Given: the entry is a check mark. */
      readonly checked?: boolean;
      readonly run: () => void;
    }
  | {
      readonly type: "submenu";
      readonly id: string;
      readonly label: string;
      readonly icon?: ReactNode;
      readonly entries: readonly MenuEntry[];
    };
