/** Who may talk to the server: a browser on this machine that was given the link. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export interface RequestFacts {
  readonly method: string;
  /** Path with query. */
  readonly target: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
}

export type Decision =
  | { readonly type: "serve"; readonly path: string }
  | { readonly type: "redirect"; readonly location: string; readonly cookie: string }
  | { readonly type: "refuse"; readonly status: 400 | 401 | 403 | 405; readonly reason: string };

export interface Gate {
  /** Part of the link that is printed. */
  readonly token: string;
  decide(request: RequestFacts): Decision;
}

const LOOPBACK_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const refuse = (status: 400 | 401 | 403 | 405, reason: string): Decision => ({
  type: "refuse",
  status,
  reason,
});

/** A foreign page that points its own name at this machine (DNS rebinding) still sends that name. */
const isLoopback = (host: string | undefined): boolean =>
  host !== undefined && LOOPBACK_NAMES.has(host.replace(/:\d+$/, "").toLowerCase());

function cookieValue(header: string | undefined, name: string): string | null {
  for (const part of (header ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return null;
}

/** `instance` keeps the cookies of two servers on one machine apart, because cookies know no ports. */
export function createGate(instance: string): Gate {
  const token = randomBytes(24).toString("base64url");
  const session = randomBytes(24).toString("base64url");
  const cookieName = `layerloom-${instance}`;
  return {
    token,
    decide({ method, target, host, origin, cookie }) {
      if (!isLoopback(host)) return refuse(403, "This server answers to 127.0.0.1 and localhost only.");
      if (origin !== undefined && origin !== `http://${host}`)
        return refuse(403, "Requests from other pages are refused.");
      if (method !== "GET" && method !== "HEAD") return refuse(405, "Only GET and HEAD are answered.");
      if (!target.startsWith("/")) return refuse(400, "The address is not a path.");
      const url = new URL(target, "http://127.0.0.1");
      const given = url.searchParams.get("token");
      if (given !== null && same(given, token)) {
        const attributes = "HttpOnly; SameSite=Strict; Path=/";
        return {
          type: "redirect",
          location: url.pathname,
          cookie: `${cookieName}=${session}; ${attributes}`,
        };
      }
      const held = cookieValue(cookie, cookieName);
      if (held === null || !same(held, session)) {
        return refuse(401, "Open the link that layerloom printed: it holds the key to this server.");
      }
      return { type: "serve", path: url.pathname };
    },
  };
}
