import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTENT_SECURITY_POLICY as SERVED } from "../../cli/serve/headers.ts";
import {
  isOwnFrame,
  mayNavigate,
  mayOpenExternally,
  mayUse,
  webPreferences,
} from "../../electron/security/policy.ts";
import {
  CONTENT_SECURITY_POLICY,
  ORIGIN,
  resolveUrl,
  respond,
  START_URL,
} from "../../electron/security/protocol.ts";
import { chromiumSwitches } from "../../electron/security/switches.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "layerloom-app-"));
  mkdirSync(join(folder, "renderer", "assets"), { recursive: true });
  writeFileSync(join(folder, "renderer", "index.html"), "<!doctype html>");
  writeFileSync(join(folder, "renderer", "assets", "k.wasm"), "asm");
  writeFileSync(join(folder, "secret"), "secret");
});
afterAll(() => rmSync(folder, { recursive: true }));
const root = (): string => join(folder, "renderer");

describe("app://", () => {
  it("has the policy of the local server", () => expect(CONTENT_SECURITY_POLICY).toBe(SERVED));

  it("serves the interface with its type and its policy", async () => {
    const page = await respond(root(), START_URL, readFile);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers.get("content-security-policy")).toBe(CONTENT_SECURITY_POLICY);
    const wasm = await respond(root(), `${ORIGIN}/assets/k.wasm?v=1`, readFile);
    expect(wasm.headers.get("content-type")).toBe("application/wasm");
  });

  it.each([
    "app://layerloom/../secret",
    "app://layerloom/%2e%2e/secret",
    "app://layerloom/..%2fsecret",
    "app://layerloom/assets/..%2f..%2fsecret",
    "app://layerloom/..%5csecret",
    "app://layerloom/%00",
    "app://layerloom/%E0%A4%A",
    "app://elsewhere/index.html",
    "file:///etc/passwd",
    "http://layerloom/index.html",
    "not an address",
  ])("never leaves its folder for %s", async (address) => {
    const file = resolveUrl(root(), address);
    if (file !== null) expect(file.startsWith(root())).toBe(true);
    const response = await respond(root(), address, readFile);
    expect(await response.text()).not.toContain("secret");
    expect(response.status).toBe(404);
  });

  it("answers 404 for folders and for what is not there", async () => {
    for (const path of ["/assets", "/none.js", "/index.html/x"]) {
      expect((await respond(root(), ORIGIN + path, readFile)).status).toBe(404);
    }
  });
});

describe("the page", () => {
  it("runs in a sandbox without Node", () => {
    expect(webPreferences("/p")).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it("may write to the clipboard and nothing else unasked, and no other page may", () => {
    expect(mayUse("clipboard-sanitized-write", `${ORIGIN}/index.html`)).toBe(true);
    expect(mayUse("clipboard-sanitized-write", "https://evil.example")).toBe(false);
    expect(mayUse("clipboard-sanitized-write", `${ORIGIN}.evil.example/`)).toBe(false);
    for (const permission of [
      "media",
      "geolocation",
      "notifications",
      "fileSystem",
      "hid",
      "openExternal",
      "midi",
    ]) {
      expect(mayUse(permission, ORIGIN)).toBe(false);
    }
  });

  it("may use the camera when it asks, but neither the microphone nor the screen, and no other page may", () => {
    expect(mayUse("media", ORIGIN, ["video"])).toBe(true);
    expect(mayUse("media", "https://evil.example", ["video"])).toBe(false);
    for (const media of [[], ["audio"], ["video", "audio"], ["unknown"]]) {
      expect(mayUse("media", ORIGIN, media)).toBe(false);
    }
    expect(mayUse("display-capture", ORIGIN, ["video"])).toBe(false);
  });

  it("loads itself and nothing else", () => {
    expect(mayNavigate(START_URL)).toBe(true);
    expect(mayNavigate(`${START_URL}#a`)).toBe(true);
    for (const address of [
      "https://evil.example",
      `${ORIGIN}/other.html`,
      "file:///x",
      "app://layerloom.evil/index.html",
    ]) {
      expect(mayNavigate(address)).toBe(false);
    }
  });

  it("opens only pages of a fixed list outside", () => {
    expect(mayOpenExternally("https://arxiv.org/abs/1512.03385")).toBe(true);
    for (const address of [
      "http://arxiv.org",
      "https://arxiv.org.evil.example",
      "https://user@arxiv.org",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "smb://x",
      "nonsense",
    ]) {
      expect(mayOpenExternally(address)).toBe(false);
    }
  });

  it("is heard from its main frame alone", () => {
    expect(isOwnFrame({ url: START_URL, parent: null })).toBe(true);
    expect(isOwnFrame({ url: START_URL, parent: {} })).toBe(false);
    expect(isOwnFrame({ url: "https://evil.example", parent: null })).toBe(false);
    expect(isOwnFrame(null)).toBe(false);
  });
});

it("merges what was given into one list of features", () => {
  expect(chromiumSwitches("linux", "Foo,Vulkan")).toContainEqual({
    name: "enable-features",
    value: "Foo,Vulkan,SharedArrayBuffer,WebGPU",
  });
  expect(chromiumSwitches("win32", "")).toEqual([{ name: "enable-features", value: "SharedArrayBuffer" }]);
});
