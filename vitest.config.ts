import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/e2e/**", "test/interop/**"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});
