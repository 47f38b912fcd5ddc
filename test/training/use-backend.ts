import { afterAll, beforeAll } from "vitest";
import type { SelectedBackend } from "../../engine/targets/tfjs/backend/types.ts";
import { openTestBackend } from "../support/backends.ts";

/** Opens a backend for the tests of a `describe` block and takes it away afterwards. */
export function useBackend(name: "cpu" | "wasm"): void {
  let backend: SelectedBackend | null = null;
  beforeAll(async () => {
    backend = await openTestBackend(name);
  });
  afterAll(() => backend?.dispose());
}
