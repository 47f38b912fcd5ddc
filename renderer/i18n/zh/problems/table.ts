import type { MessageTable, MessageTemplate } from "../../../../engine/tensor/problem.ts";

/** A translation of a table of the engine: the same codes, so that a new one does not compile until it is translated. */
export type TableOf<T extends MessageTable> = { readonly [Code in keyof T]: MessageTemplate };
