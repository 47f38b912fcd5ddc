/** Files named on the command line or opened by a double-click, kept until the interface is ready for them. */
import { resolve } from "node:path";

/** Paths of documents among the arguments of a start; options and the program itself are left out. */
export const documentArguments = (args: readonly string[], folder: string): readonly string[] =>
  args
    .filter((arg) => !arg.startsWith("-") && /\.(layerloom|json)$/i.test(arg))
    .map((arg) => resolve(folder, arg));

export interface OpenRequests {
  add(path: string): void;
  /** Hands over what has waited, and everything from now on at once. */
  deliverTo(receive: (path: string) => void): void;
}

export function createOpenRequests(): OpenRequests {
  const waiting: string[] = [];
  let deliver: ((path: string) => void) | null = null;
  return {
    add(path) {
      if (deliver === null) waiting.push(path);
      else deliver(path);
    },
    deliverTo(receive) {
      deliver = receive;
      for (const path of waiting.splice(0)) receive(path);
    },
  };
}
