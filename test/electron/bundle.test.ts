/** What the built scripts of the desktop window import and expose. */
import { builtinModules } from "node:module";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { channel, EVENTS, MESSAGES, REQUESTS } from "../../electron/contract.ts";

const bundle = async (entry: string): Promise<string> => {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["electron"],
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
};
const required = (code: string): readonly string[] => [
  ...new Set([...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name = ""]) => name)),
];

let main: string;
let preload: string;
beforeAll(async () => {
  [main, preload] = await Promise.all([bundle("electron/main.ts"), bundle("electron/preload.ts")]);
});

it("the main process imports Electron and Node alone", () => {
  const foreign = required(main).filter(
    (name) => name !== "electron" && !builtinModules.includes(name.replace("node:", "")),
  );
  expect(required(main)).toContain("electron");
  expect(foreign).toEqual([]);
});

describe("the preload", () => {
  interface Call {
    readonly way: "invoke" | "send";
    readonly channel: string;
    readonly args: readonly unknown[];
  }
  /** Runs the bundle as Electron does, with a stand-in for Electron. */
  function runPreload() {
    const exposed = new Map<string, Record<string, unknown>>();
    const calls: Call[] = [];
    const listeners = new Map<string, (...args: unknown[]) => void>();
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, api: Record<string, unknown>) => exposed.set(name, api),
      },
      ipcRenderer: {
        invoke: async (name: string, ...args: unknown[]) =>
          void calls.push({ way: "invoke", channel: name, args }),
        send: (name: string, ...args: unknown[]) => void calls.push({ way: "send", channel: name, args }),
        on: (name: string, listener: (...args: unknown[]) => void) => listeners.set(name, listener),
        removeListener: (name: string) => listeners.delete(name),
      },
      webUtils: { getPathForFile: (file: { readonly path: string }) => file.path },
    };
    const require = (name: string): unknown => {
      if (name === "electron") return electron;
      throw new Error(`A sandboxed preload cannot load ${name}`);
    };
    const module = { exports: {} };
    runInNewContext(preload, { require, module, exports: module.exports, process: { platform: "linux" } });
    return { exposed, calls, listeners, api: exposed.get("layerloom") ?? {} };
  }

  it("loads nothing but Electron", () => expect(required(preload)).toEqual(["electron"]));

  it("exposes exactly the contract, as functions", () => {
    const { exposed, api } = runPreload();
    expect([...exposed.keys()]).toEqual(["layerloom"]);
    expect(Object.keys(api).sort()).toEqual(["platform", ...REQUESTS, ...MESSAGES, ...EVENTS].sort());
    for (const name of [...REQUESTS, ...MESSAGES, ...EVENTS]) expect(typeof api[name]).toBe("function");
  });

  it("sends each call on its own channel and no other", () => {
    const { api, calls } = runPreload();
    for (const name of [...REQUESTS, ...MESSAGES]) {
      const before = calls.length;
      Reflect.apply(api[name] as () => void, undefined, [{ path: "/x" }, "b", "c"]);
      expect(calls.slice(before).map((call) => [call.way, call.channel])).toEqual([
        [(REQUESTS as readonly string[]).includes(name) ? "invoke" : "send", channel(name)],
      ]);
    }
  });

  it("hands events over without Electron's event, until it is told to stop", () => {
    const { api, listeners } = runPreload();
    for (const name of EVENTS) {
      const received: unknown[][] = [];
      const stop = Reflect.apply(api[name] as () => () => void, undefined, [
        (...args: unknown[]) => received.push(args),
      ]);
      const event = { sender: "secret" };
      listeners.get(channel(name))?.(event, "value");
      expect(received).toHaveLength(1);
      expect(JSON.stringify(received)).not.toContain("secret");
      stop();
      expect(listeners.has(channel(name))).toBe(false);
    }
  });
});
