/** Packages the program offline around a stub in place of Electron's binary: the list of the asar, and the fuses. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { extractFile, listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const FUSES = 8;
const ON = "1".charCodeAt(0);
/** Electron's marker, the version of the fuses, their number, and all of them on. */
const FUSE_BYTES = Buffer.concat([
  Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
  Buffer.from([1, FUSES]),
  Buffer.from("1".repeat(FUSES)),
]);

let work: string;
let unpacked: string;
let asar: string;

function stubElectron(): string {
  const folder = join(work, "electron");
  mkdirSync(join(folder, "resources"), { recursive: true });
  const { version } = JSON.parse(readFileSync(join(root, "node_modules/electron/package.json"), "utf8"));
  writeFileSync(join(folder, "electron"), Buffer.concat([Buffer.alloc(64), FUSE_BYTES, Buffer.alloc(64)]), {
    mode: 0o755,
  });
  writeFileSync(join(folder, "version"), version);
  for (const name of ["LICENSE", "LICENSES.chromium.html"]) writeFileSync(join(folder, name), name);
  return folder;
}

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "layerloom-package-"));
  const built = spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: root, encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stderr);
  const { build, Platform, Arch } = await import("electron-builder");
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget("dir", Arch.x64),
    config: {
      extends: join(root, "electron-builder.yml"),
      electronDist: stubElectron(),
      directories: { output: join(work, "out") },
    },
  });
  unpacked = join(work, "out", "linux-unpacked");
  asar = join(unpacked, "resources", "app.asar");
}, 180_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe("the asar", () => {
  it("holds the two scripts, the interface, the licence, and nothing else", () => {
    const files = listPackage(asar, { isPack: false }).map((file) => file.replaceAll("\\", "/"));
    const tops = new Set(files.map((file) => file.split("/").slice(1, 3).join("/")));
    expect([...tops].sort()).toEqual(["LICENSE", "dist", "dist/electron", "dist/renderer", "package.json"]);
    expect(files.filter((file) => file.startsWith("/dist/electron/")).sort()).toEqual([
      "/dist/electron/main.cjs",
      "/dist/electron/preload.cjs",
    ]);
    expect(files).toContain("/dist/renderer/index.html");
    expect(files.filter((file) => /\.(map|gz|br|ts|tsx)$|node_modules|\.stamps/.test(file))).toEqual([]);
  });

  it("starts the main process that was built", () => {
    const manifest = JSON.parse(extractFile(asar, "package.json").toString());
    expect(manifest.main).toBe("dist/electron/main.cjs");
    expect(manifest.devDependencies).toBeUndefined();
    expect(
      extractFile(asar, "dist/electron/main.cjs").equals(readFileSync(join(root, "dist/electron/main.cjs"))),
    ).toBe(true);
  });

  it("stands alone beside the program", () => {
    expect(readdirSync(join(unpacked, "resources")).filter((name) => name.endsWith(".asar"))).toEqual([
      "app.asar",
    ]);
  });
});

it("has the fuses of a release", async () => {
  const wire = await getCurrentFuseWire(join(unpacked, "layerloom"));
  const isOn = (fuse: FuseV1Options): boolean => wire[fuse] === ON;
  expect({
    runAsNode: isOn(FuseV1Options.RunAsNode),
    nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
    integrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
    cookies: isOn(FuseV1Options.EnableCookieEncryption),
    fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    nodeOptions: false,
    inspect: false,
    integrity: true,
    onlyAsar: true,
    cookies: true,
    fileProtocol: false,
  });
});
