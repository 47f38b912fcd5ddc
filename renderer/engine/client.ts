/** The page's end of the worker: calls that resolve, events that are heard. Ends the worker and starts another when its GPU is lost. */
import type { Args, Call, FromWorker, MethodName, Reply, WorkerEvent } from "../../engine/worker/protocol.ts";

export interface EngineClient {
  call<M extends MethodName>(method: M, args: Args<M>): Promise<Reply<M>>;
  /** Returns the way to stop listening. */
  listen(listener: (event: WorkerEvent) => void): () => void;
  /** Ends the worker with all that is in flight; every open call rejects. The next call starts another. */
  restart(): void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The engine's code is loaded with the first call, so that the first screen is there without it. */
const startWorker = (): Worker =>
  new Worker(new URL("../../engine/worker/worker.ts", import.meta.url), {
    type: "module",
    name: "layerloom-engine",
  });

export function createEngineClient(start: () => Worker = startWorker): EngineClient {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(event: WorkerEvent) => void>();
  let worker: Worker | null = null;
  let nextId = 0;

  const failAll = (message: string): void => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  const hear = (message: FromWorker): void => {
    if (message.type !== "reply" && message.type !== "failure") {
      for (const listener of [...listeners]) listener(message);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === "reply") call?.resolve(message.value);
    else call?.reject(new Error(message.message));
  };
  const running = (): Worker => {
    if (worker !== null) return worker;
    const started = start();
    started.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(data);
    started.onerror = ({ message }) => {
      failAll(message);
      for (const listener of [...listeners]) listener({ type: "lost", reason: message });
    };
    worker = started;
    return started;
  };

  return {
    call<M extends MethodName>(method: M, args: Args<M>): Promise<Reply<M>> {
      const id = nextId++;
      const call: Call<M> = { type: "call", id, method, args };
      return new Promise((resolve, reject) => {
        // the worker answers each method with the reply that the protocol pairs with it
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        running().postMessage(call);
      });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restart() {
      worker?.terminate();
      worker = null;
      failAll("The engine was restarted.");
    },
  };
}
