/** The editor for a browser, on the loopback address only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createGate, type Gate } from "./access.ts";
import { loadAsset } from "./assets.ts";
import { answerDataSet, DATA_SETS, type DataSetSource, publishedSets } from "./data-sets.ts";
import { SECURITY_HEADERS } from "./headers.ts";

export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Folder with the built interface. */
  readonly root: string;
  /** Published data sets that may be fetched for the page; those that are known unless told. */
  readonly dataSets?: DataSetSource;
}

export interface RunningServer {
  /** The link to open; it holds the token of this launch. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const ADDRESS = "127.0.0.1";

/** Rejects with Node's error when the port is taken (`EADDRINUSE`). */
export async function startServer({
  port,
  root,
  dataSets = publishedSets([]),
}: ServeOptions): Promise<RunningServer> {
  const server = createServer();
  const actual = await listen(server, port);
  const gate = createGate(String(actual));
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    answer(gate, { root, dataSets }, request, response).catch((error: unknown) => {
      process.stderr.write(`layerloom serve: ${error instanceof Error ? error.stack : String(error)}\n`);
      if (!response.headersSent) send(response, 500, "The file could not be read.");
      else response.destroy();
    });
  });
  return {
    url: `http://${ADDRESS}:${actual}/?token=${gate.token}`,
    port: actual,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, ADDRESS, () => {
      server.removeListener("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function answer(
  gate: Gate,
  { root, dataSets }: { readonly root: string; readonly dataSets: DataSetSource },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { host, origin, cookie } = request.headers;
  const decision = gate.decide({
    method: request.method ?? "",
    target: request.url ?? "",
    host,
    origin,
    cookie,
  });
  if (decision.type === "refuse") return send(response, decision.status, decision.reason);
  if (decision.type === "redirect") {
    response.writeHead(302, {
      ...SECURITY_HEADERS,
      Location: decision.location,
      "Set-Cookie": decision.cookie,
    });
    response.end();
    return;
  }
  if (decision.path.startsWith(DATA_SETS)) return answerDataSet(dataSets, decision.path, request, response);
  const encodings = request.headers["accept-encoding"];
  const asset = await loadAsset(root, decision.path, Array.isArray(encodings) ? encodings.join() : encodings);
  if (asset === null) return send(response, 404, "There is no such file.");
  if (request.headers["if-none-match"] === asset.etag) {
    response.writeHead(304, { ...SECURITY_HEADERS, ETag: asset.etag });
    response.end();
    return;
  }
  response.writeHead(200, { ...SECURITY_HEADERS, ...asset.headers });
  response.end(request.method === "HEAD" ? undefined : asset.bytes);
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...SECURITY_HEADERS, "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}
