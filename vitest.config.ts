import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          setupFiles: ["test/support/setup.ts"],
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/e2e/**", "test/interop/**"],
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          // A loaded machine paints late; what is waited for still has to come.
          expect: { poll: { timeout: 15_000 } },
          include: ["test/e2e/**/*.e2e.ts"],
          pool: "forks",
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
