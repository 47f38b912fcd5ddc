import { describe, expect, test } from "vitest";
import { selectBackend } from "../../../engine/targets/tfjs/backend/select.ts";
import type {
  BackendInfo,
  BackendName,
  BackendPort,
  OpenBackend,
} from "../../../engine/targets/tfjs/backend/types.ts";
import { fail, ok, type Problem, type Result } from "../../../engine/tensor/problem.ts";

const trouble = (code: string, message: string): Problem => ({
  code,
  severity: "error",
  path: "",
  message,
  remedy: "…",
  values: {},
  fixes: [],
});

interface Fake {
  readonly software?: boolean;
  readonly absent?: Problem;
  readonly broken?: Problem;
}

/** A port that notes whether it was opened. */
function port(name: BackendName, opened: BackendName[], fake: Fake = {}): BackendPort {
  const info: BackendInfo = { name, description: `${name} of the test`, software: fake.software ?? false };
  return {
    name,
    probe: async (): Promise<Result<BackendInfo>> => (fake.absent ? fail(fake.absent) : ok(info)),
    async open(): Promise<Result<OpenBackend>> {
      if (fake.absent) return fail(fake.absent);
      if (fake.broken) return fail(fake.broken);
      opened.push(name);
      const limits = { maxTensorBytes: 1, maxBufferBytes: 1 };
      const none = () => () => {};
      return ok({ ...info, limits, onLost: none, onError: none, dispose: async () => {} });
    },
  };
}

async function select(choice: BackendName | "auto", webgpu: Fake, wasm: Fake = {}) {
  const opened: BackendName[] = [];
  const ports = [port("webgpu", opened, webgpu), port("wasm", opened, wasm), port("cpu", opened)];
  return { result: await selectBackend(choice, ports), opened };
}

describe("auto", () => {
  test("takes a real GPU", async () => {
    const { result, opened } = await select("auto", {});
    expect(opened).toEqual(["webgpu"]);
    expect(result.ok && result.value.reason).toContain("webgpu of the test");
    expect(result.ok && result.value.passedOver).toEqual([]);
  });
  test("prefers wasm over a software adapter, and says so", async () => {
    const { result, opened } = await select("auto", { software: true });
    expect(opened).toEqual(["wasm"]);
    expect(result.ok && result.value.reason).toMatch(/wasm.*webgpu of the test, is played by the CPU/);
    expect(result.ok && result.value.passedOver.map(({ code }) => code)).toEqual(["backend/software"]);
  });
  test("goes on where there is no GPU or it does not start, and says why", async () => {
    const absent = await select("auto", { absent: trouble("backend/no-adapter", "No adapter.") });
    expect(absent.opened).toEqual(["wasm"]);
    expect(absent.result.ok && absent.result.value.reason).toContain("No adapter.");
    const broken = await select(
      "auto",
      { broken: trouble("x", "Broken.") },
      { broken: trouble("y", "Too.") },
    );
    expect(broken.opened).toEqual(["cpu"]);
    expect(broken.result.ok && broken.result.value.reason).toMatch(/cpu.*Broken\. Too\./);
  });
  test("reports every failure where nothing starts", async () => {
    const result = await selectBackend("auto", [port("wasm", [], { broken: trouble("y", "Broken.") })]);
    expect(!result.ok && result.problems.map(({ code }) => code)).toEqual(["backend/none", "y"]);
  });
});

describe("by name", () => {
  test("takes a software adapter and names it as one", async () => {
    const { result, opened } = await select("webgpu", { software: true });
    expect(opened).toEqual(["webgpu"]);
    expect(result.ok && result.value.reason).toContain("a software adapter");
  });
  test("never falls back", async () => {
    const { result, opened } = await select("webgpu", {
      absent: trouble("backend/no-adapter", "No adapter."),
    });
    expect(opened).toEqual([]);
    expect(!result.ok && result.problems[0]?.code).toBe("backend/no-adapter");
  });
  test("refuses what the host does not offer", async () => {
    const result = await selectBackend("webgpu", [port("cpu", [])]);
    expect(!result.ok && result.problems[0]?.message).toContain("webgpu");
    expect(!result.ok && result.problems[0]?.remedy).toContain("cpu");
  });
});
