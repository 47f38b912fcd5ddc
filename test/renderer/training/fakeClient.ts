/** An engine without a worker: each method answers what the test says. */
import type { MethodName, Reply, WorkerEvent } from "../../../engine/worker/protocol.ts";
import type { EngineClient } from "../../../renderer/engine/client.ts";

export interface FakeClient extends EngineClient {
  readonly calls: { readonly method: MethodName; readonly args: unknown }[];
  restarts: number;
  answer<M extends MethodName>(method: M, reply: Reply<M> | (() => Promise<Reply<M>>)): void;
  tell(event: WorkerEvent): void;
}

export function createFakeClient(): FakeClient {
  const answers = new Map<MethodName, unknown>();
  const listeners = new Set<(event: WorkerEvent) => void>();
  const client: FakeClient = {
    calls: [],
    restarts: 0,
    answer: (method, reply) => void answers.set(method, reply),
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
    async call<M extends MethodName>(method: M, args: unknown): Promise<Reply<M>> {
      client.calls.push({ method, args });
      if (!answers.has(method)) throw new Error(`The test has no answer for ${method}.`);
      const reply = answers.get(method);
      return (typeof reply === "function" ? reply() : reply) as Reply<M>;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restart() {
      client.restarts += 1;
    },
  };
  return client;
}
