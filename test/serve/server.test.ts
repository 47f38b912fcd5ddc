import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "../../cli/serve/server.ts";

const SCRIPT = "console.log('hello');\n".repeat(50);
let folder: string;
let server: RunningServer;
let cookie: string;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Sends exactly what is given: `fetch` would tidy up paths and refuse to set `Host`. */
const ask = (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port: server.port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    call.on("error", reject);
    call.end();
  });
const askWithCookie = (path: string, headers: Record<string, string> = {}) =>
  ask(path, { cookie, ...headers });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "layerloom-serve-"));
  const root = join(folder, "root");
  mkdirSync(join(root, "assets"), { recursive: true });
  writeFileSync(join(root, "index.html"), "<!doctype html><title>Layerloom</title>");
  writeFileSync(join(root, "assets", "index-a1B2c3D4.js"), SCRIPT);
  writeFileSync(join(root, "assets", "index-a1B2c3D4.js.gz"), gzipSync(SCRIPT));
  writeFileSync(join(root, "kernel.wasm"), Buffer.from([0, 97, 115, 109]));
  writeFileSync(join(folder, "secret.txt"), "secret");
  symlinkSync(join(folder, "secret.txt"), join(root, "link.txt"));
  server = await startServer({ port: 0, root });
  const redirect = await ask(new URL(server.url).pathname + new URL(server.url).search);
  cookie = String(redirect.headers["set-cookie"]).split(";")[0] ?? "";
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe("who is let in", () => {
  it("exchanges the token for a strict cookie and takes it out of the address", async () => {
    const url = new URL(server.url);
    const answer = await ask(url.pathname + url.search);
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe("/");
    expect(String(answer.headers["set-cookie"])).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(String(answer.headers["set-cookie"])).not.toContain(url.searchParams.get("token"));
  });

  it.each([
    ["no cookie", "/", {}],
    ["a wrong token", "/?token=wrong", {}],
    ["a wrong cookie", "/", { cookie: "layerloom-1=wrong" }],
  ])("refuses %s", async (_, path, headers) => {
    const answer = await ask(path, headers as Record<string, string>);
    expect(answer.status).toBe(401);
    expect(answer.body.toString()).not.toContain("Layerloom</title>");
  });

  it.each(["evil.example", "127.0.0.1.evil.example", "192.168.1.2"])("refuses the host %j", async (host) => {
    expect((await askWithCookie("/", { host })).status).toBe(403);
  });

  it.each(["http://evil.example", "null", "http://127.0.0.1:1"])("refuses the origin %j", async (origin) => {
    expect((await askWithCookie("/", { origin })).status).toBe(403);
  });

  it("takes its own origin, and other names and ports of a tunnel", async () => {
    const host = `127.0.0.1:${server.port}`;
    expect((await askWithCookie("/", { host, origin: `http://${host}` })).status).toBe(200);
    expect((await askWithCookie("/", { host: "localhost:8080" })).status).toBe(200);
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("refuses %s", async (method) => {
    expect((await ask("/", { cookie }, method)).status).toBe(405);
  });

  it("listens on the loopback address alone", async () => {
    expect(new URL(server.url).hostname).toBe("127.0.0.1");
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === "IPv4" && !internal);
    for (const { address } of others) {
      const refused = new Promise((resolve) => {
        connect(server.port, address)
          .once("connect", () => resolve("connected"))
          .once("error", resolve);
      });
      expect(await refused).toMatchObject({ code: "ECONNREFUSED" });
    }
  });
});

describe("what it sends", () => {
  it("sets the policy on every answer, also on refusals, and never lets other pages read", async () => {
    const answers = [
      await askWithCookie("/"),
      await ask("/"),
      await askWithCookie("/none"),
      await ask(server.url),
    ];
    for (const { headers } of answers) {
      expect(headers["content-security-policy"]).toContain(
        "script-src 'self' 'wasm-unsafe-eval'; style-src 'self';",
      );
      expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
      expect(headers["cross-origin-embedder-policy"]).toBe("require-corp");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });

  it.each([
    ["/", "text/html; charset=utf-8"],
    ["/assets/index-a1B2c3D4.js", "text/javascript; charset=utf-8"],
    ["/kernel.wasm", "application/wasm"],
  ])("gives %s its type", async (path, type) => {
    expect((await askWithCookie(path)).headers["content-type"]).toBe(type);
  });

  it("keeps hashed assets for good and asks again for the rest", async () => {
    expect((await askWithCookie("/assets/index-a1B2c3D4.js")).headers["cache-control"]).toContain(
      "immutable",
    );
    const page = await askWithCookie("/");
    expect(page.headers["cache-control"]).toBe("no-cache");
    expect((await askWithCookie("/", { "if-none-match": String(page.headers.etag) })).status).toBe(304);
  });

  it("sends the prepared compression only to those who take it", async () => {
    const path = "/assets/index-a1B2c3D4.js";
    const packed = await askWithCookie(path, { "accept-encoding": "gzip, deflate, br" });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(packed.body).toString()).toBe(SCRIPT);
    for (const accepted of ["identity", "gzip;q=0"]) {
      const plain = await askWithCookie(path, { "accept-encoding": accepted });
      expect(plain.headers["content-encoding"]).toBeUndefined();
      expect(plain.body.toString()).toBe(SCRIPT);
    }
  });

  it("answers HEAD without a body", async () => {
    const answer = await ask("/kernel.wasm", { cookie }, "HEAD");
    expect([answer.status, answer.body.length, answer.headers["content-length"]]).toEqual([200, 0, "4"]);
  });

  it.each([
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "/assets\\..\\..\\secret.txt",
    "/link.txt",
    "/%00",
    "/%E0%A4%A",
    "/assets",
    "//etc/passwd",
    "/nothing.js",
  ])("finds nothing at %s", async (path) => {
    const answer = await askWithCookie(path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body.toString()).not.toContain("secret");
  });
});

it("says so when the port is taken, and frees it when closed", async () => {
  await expect(startServer({ port: server.port, root: folder })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
  const second = await startServer({ port: 0, root: folder });
  await second.close();
  const third = await startServer({ port: second.port, root: folder });
  expect(third.port).toBe(second.port);
  await third.close();
});
