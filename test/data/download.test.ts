/** Downloads from a server on this machine that breaks connections, lies about lengths and serves wrong bytes. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fsCache, httpOpen } from "../../cli/data/fs-cache.ts";
import { startServer } from "../../cli/serve/server.ts";
import { fetchSet } from "../../engine/data/download/fetch-set.ts";
import { type KnownFile, type KnownSet, knownSets } from "../../engine/data/known-sets.ts";
import { createRandom } from "../../engine/tensor/random.ts";

const random = createRandom(1, "download");
const BYTES = Buffer.from(Uint8Array.from({ length: 300_000 }, () => random.int(256)));
const FILE: KnownFile = {
  name: "images.gz",
  bytes: BYTES.length,
  sha256: createHash("sha256").update(BYTES).digest("hex"),
};
const [mnist] = knownSets;
if (mnist === undefined) throw new Error("There are no known sets.");
const SET: KnownSet = { ...mnist, id: "small", files: [FILE], mirrors: [] };

type Answer = (request: IncomingMessage, response: ServerResponse, from: number) => void;
const whole: Answer = (_request, response, from) => {
  const headers = from > 0 ? { "Content-Range": `bytes ${from}-${BYTES.length - 1}/${BYTES.length}` } : {};
  response.writeHead(from > 0 ? 206 : 200, { ...headers, "Content-Length": BYTES.length - from });
  response.end(BYTES.subarray(from));
};
/** Announces all and breaks off after some bytes. */
const broken =
  (after: number): Answer =>
  (_request, response, from) => {
    response.writeHead(from > 0 ? 206 : 200, { "Content-Length": BYTES.length - from });
    response.write(BYTES.subarray(from, from + after), () => response.destroy());
  };

let server: Server;
let answers: Answer[];
let ranges: number[];
let mirror: string;
let folder: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    ranges.push(from);
    const answer = answers.shift() ?? whole;
    answer(request, response, from);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => void server.close());
beforeEach(() => {
  [answers, ranges] = [[], []];
  folder = mkdtempSync(join(tmpdir(), "layerloom-download-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const stored = (): Buffer => readFileSync(join(folder, FILE.name));
const get = (mirrors: readonly string[] = [mirror], signal = new AbortController().signal) =>
  fetchSet(SET, mirrors, { cache: fsCache(folder), open: httpOpen, signal, wait: async () => {} });
const codes = async (got: ReturnType<typeof get>): Promise<readonly string[]> => {
  const result = await got;
  return result.ok ? [] : result.problems.map(({ code }) => code);
};

describe("a download", () => {
  it("comes whole, and is not fetched again", async () => {
    expect(await codes(get())).toEqual([]);
    expect(stored().equals(BYTES)).toBe(true);
    expect(await codes(get([]))).toEqual([]);
    expect(ranges).toEqual([0]);
  });

  it("goes on where the connection broke, as often as it brings bytes", async () => {
    answers = Array.from({ length: 9 }, () => broken(30_000));
    expect(await codes(get())).toEqual([]);
    expect(stored().equals(BYTES)).toBe(true);
    expect(ranges.length).toBe(10);
    expect(ranges.slice(1).every((from, i) => from > (ranges[i] ?? 0))).toBe(true);
  });

  it("goes on in another program with what an earlier one left", async () => {
    writeFileSync(join(folder, `${FILE.name}.part`), BYTES.subarray(0, 123_456));
    expect(await codes(get())).toEqual([]);
    expect(ranges).toEqual([123_456]);
    expect(stored().equals(BYTES)).toBe(true);
  });

  it("begins again with a server that knows no ranges", async () => {
    writeFileSync(join(folder, `${FILE.name}.part`), BYTES.subarray(0, 1000));
    answers = [(request, response) => whole(request, response, 0)];
    expect(await codes(get())).toEqual([]);
    expect(stored().equals(BYTES)).toBe(true);
  });

  it("of wrong bytes is refused by its hash and leaves nothing behind", async () => {
    const wrong: Answer = (_request, response) => response.end(Buffer.alloc(BYTES.length));
    answers = [wrong];
    expect(await codes(get())).toEqual(["download/checksum"]);
    expect(await fsCache(folder).size(`${FILE.name}.part`)).toBeNull();
    expect(await fsCache(folder).size(FILE.name)).toBeNull();
  });

  it("of too many bytes is broken off; of too few it ends by saying how many", async () => {
    answers = [(_request, response) => response.end(Buffer.concat([BYTES, BYTES]))];
    expect(await codes(get())).toEqual(["download/length"]);
    answers = Array.from({ length: 20 }, () => (_request, response) => response.end(""));
    expect(await codes(get())).toEqual(["download/length"]);
  });

  it("repairs a wrong part and a finished file that was changed", async () => {
    writeFileSync(join(folder, `${FILE.name}.part`), Buffer.alloc(1000));
    expect(await codes(get([mirror, mirror]))).toEqual([]);
    expect(stored().equals(BYTES)).toBe(true);
    writeFileSync(join(folder, FILE.name), Buffer.alloc(BYTES.length));
    expect(await codes(get())).toEqual([]);
    expect(stored().equals(BYTES)).toBe(true);
  });

  it("asks the next mirror where one refuses or is not there", async () => {
    answers = [(_request, response) => response.writeHead(404).end()];
    expect(await codes(get(["http://127.0.0.1:1/", mirror, mirror]))).toEqual([]);
    expect(stored().equals(BYTES)).toBe(true);
    answers = [(_request, response) => response.writeHead(503).end()];
    rmSync(join(folder, FILE.name));
    expect(await codes(get())).toEqual(["download/refused"]);
  });

  it("ends when it is told to, and keeps what it has", async () => {
    const cancel = new AbortController();
    answers = [
      (_request, response) => {
        response.writeHead(200, { "Content-Length": BYTES.length });
        response.write(BYTES.subarray(0, 50_000));
        setTimeout(() => cancel.abort(), 100);
      },
    ];
    expect(await codes(get([mirror], cancel.signal))).toEqual(["download/unreachable"]);
    expect(await fsCache(folder).size(`${FILE.name}.part`)).toBe(50_000);
    expect(await codes(get())).toEqual([]);
    expect(ranges).toEqual([0, 50_000]);
  });
});

describe("the editor's server", () => {
  it("fetches the known files, with ranges, for the page that holds its token, and nothing else", async () => {
    const running = await startServer({
      port: 0,
      root: folder,
      dataSets: { sets: [SET], mirrors: [mirror] },
    });
    try {
      const login = await fetch(running.url, { redirect: "manual" });
      const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
      const ask = (path: string, headers: Readonly<Record<string, string>> = { cookie }) =>
        fetch(`http://127.0.0.1:${running.port}${path}`, { headers });
      const all = await ask("/data-sets/small/images.gz");
      expect(Buffer.from(await all.arrayBuffer()).equals(BYTES)).toBe(true);
      const rest = await ask("/data-sets/small/images.gz", { cookie, range: "bytes=299990-" });
      expect(rest.status).toBe(206);
      expect((await rest.arrayBuffer()).byteLength).toBe(10);
      expect((await ask("/data-sets/small/images.gz", {})).status).toBe(401);
      for (const path of ["small/other.gz", "other/images.gz", "small/images.gz/x", "small/..%2fx", ""]) {
        expect((await ask(`/data-sets/${path}`)).status).toBe(404);
      }
      answers = [(_request, response) => response.writeHead(500).end()];
      expect((await ask("/data-sets/small/images.gz")).status).toBe(502);
    } finally {
      await running.close();
    }
  });
});
