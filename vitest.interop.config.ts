import { defineConfig } from "vitest/config";

/** Exports against the real runtimes: slow, and partly in Python, so that they have a command of their own. */
export default defineConfig({
  test: {
    include: ["test/interop/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
