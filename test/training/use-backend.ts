import { afterAll, beforeAll } from "vitest";
import type { BackendName, SelectedBackend } from "../../engine/targets/tfjs/backend/types.ts";
import { openTestBackend } from "../support/backends.ts";

/**
 * Opens a backend for the tests of a `describe` block and takes it away afterwards. The function tells whether it is
 * there; only webgpu may be missing, and the reason is printed then.
 */
export function useBackend(name: BackendName): () => boolean {
  let backend: SelectedBackend | null = null;
  beforeAll(async () => {
    backend = await openTestBackend(name);
  });
  afterAll(() => backend?.dispose());
  return () => backend !== null;
}
