/** LAYERLOOM_TUNING: whether kernels are measured, and where that is kept. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { nodeTuning } from "../../cli/backend/tuning.ts";
import { UsageError } from "../../cli/output.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const real = { name: "webgpu", software: false } as const;
const played = { name: "webgpu", software: true } as const;
const wasm = { name: "wasm", software: false } as const;

describe("kernels are measured", () => {
  it.each([
    [undefined, [true, false, false]],
    ["auto", [true, false, false]],
    ["on", [true, true, false]],
    ["off", [false, false, false]],
  ] as const)("with %s on a GPU, on a driver that plays one, and on wasm: %j", (mode, expected) => {
    vi.stubEnv("LAYERLOOM_TUNING", mode);
    expect([real, played, wasm].map((backend) => nodeTuning(backend) !== undefined)).toEqual(expected);
  });

  it("by no other word", () => {
    vi.stubEnv("LAYERLOOM_TUNING", "yes");
    expect(() => nodeTuning(real)).toThrow(UsageError);
  });

  it("once: what was measured is in the user's cache folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "layerloom-"));
    vi.stubEnv("LAYERLOOM_TUNING", undefined);
    vi.stubEnv("XDG_CACHE_HOME", folder);
    await nodeTuning(real)?.store.write("kernels.json", new TextEncoder().encode("{}"));
    expect(readFileSync(join(folder, "layerloom", "kernels.json"), "utf8")).toBe("{}");
    rmSync(folder, { recursive: true });
  });

  it("and said to be, once they are", () => {
    vi.stubEnv("LAYERLOOM_TUNING", undefined);
    const lines: string[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((text) => lines.push(String(text)) > 0);
    const tuning = nodeTuning(real);
    const progress = { adapter: "a GPU", done: 3, total: 7 };
    tuning?.onProgress?.(progress);
    tuning?.onProgress?.({ ...progress, end: { left: 4, elapsedMs: 2040 } });
    tuning?.onProgress?.({ ...progress, done: 7, end: { left: 0, elapsedMs: 900 } });
    expect(lines).toEqual([
      "chose the fastest kernels for 3 of 7 products on a GPU in 2.0 s; the next run goes on with the rest\n",
      "chose the fastest kernels for all 7 products on a GPU in 0.9 s\n",
    ]);
  });
});
