/** The worker's side of the protocol: one handler for each method. */
import type { Args, MethodName, Reply } from "./protocol.ts";

export type Handlers = { readonly [M in MethodName]: (args: Args<M>) => Promise<Reply<M>> };
