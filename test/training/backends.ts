/** Backends for the tests of training. */
import { ready, setBackend } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";

export type TestBackend = "cpu" | "wasm";
export const testBackends: readonly TestBackend[] = ["cpu", "wasm"];

export async function useBackend(name: TestBackend): Promise<void> {
  if (!(await setBackend(name))) throw new Error(`no backend ${name}`);
  await ready();
}
