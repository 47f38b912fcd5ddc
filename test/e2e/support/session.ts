/** One browser and one server for a file of tests; a page that complains fails the test it was opened in. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { RunningServer } from "../../../cli/serve/server.ts";
import {
  type Complaints,
  collectComplaints,
  launchBrowser,
  openInterface,
  serveInterface,
} from "../support.ts";

type ContextOptions = NonNullable<Parameters<Browser["newContext"]>[0]>;

export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface Session {
  /** A window of its own profile, with the first screen drawn. */
  open(options?: ContextOptions): Promise<Window>;
  /** Another window of the same profile. */
  another(context: BrowserContext): Promise<Page>;
}

export const WIDE = { width: 1440, height: 900 } as const;

/** Call it once at the top of a file. `flags` are for a browser that needs more than the others. */
export function createSession(flags: readonly string[] = []): Session {
  let server: RunningServer;
  let browser: Browser;
  const opened: { readonly context: BrowserContext; readonly complaints: Complaints }[] = [];
  beforeAll(async () => {
    [server, browser] = await Promise.all([serveInterface(), launchBrowser(flags)]);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  afterEach(async () => {
    const all = opened.splice(0);
    for (const { context } of all) await context.close();
    expect(all.flatMap(({ complaints }) => complaints.list)).toEqual([]);
  });
  const another = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage();
    await openInterface(page, server.url);
    return page;
  };
  return {
    another,
    async open(options = {}) {
      const context = await browser.newContext({ viewport: WIDE, reducedMotion: "reduce", ...options });
      context.setDefaultTimeout(10_000);
      opened.push({ context, complaints: await collectComplaints(context) });
      await withPrivateFiles(context);
      return { context, page: await another(context) };
    },
  };
}

/**
 * The browser's file pickers cannot be driven; the private file system has the same kind of handles. Both pickers give
 * the file named in `window.nextFile`.
 */
export async function withPrivateFiles(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const pick = async (create: boolean): Promise<FileSystemFileHandle> => {
      const name: unknown = Reflect.get(window, "nextFile");
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle(typeof name === "string" ? name : "net.layerloom", { create });
    };
    Object.assign(window, {
      showSaveFilePicker: () => pick(true),
      showOpenFilePicker: async () => [await pick(false)],
    });
  });
}
