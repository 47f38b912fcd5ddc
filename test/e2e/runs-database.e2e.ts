/** The browser's store of run folders, held against the one in memory. */
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { repositoryRoot } from "../support/reference.ts";
import { createSession } from "./support/session.ts";

const session = createSession();

it("keeps logs of many appends as the store in memory does", async () => {
  const { page } = await session.open();
  const bundled = await build({
    stdin: {
      contents: `export { databaseStore, openRunDatabase, runIds, runPaths } from "./engine/worker/run-database.ts";
        export { memoryStore } from "./engine/training/store/memory-store.ts";`,
      resolveDir: repositoryRoot,
      sourcefile: join(repositoryRoot, "stores.ts"),
    },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "stores",
  });
  // by the debugger rather than by a script element, so the page's policy holds
  await page.evaluate(`${bundled.outputFiles[0]?.text ?? ""}; globalThis.stores = stores;`);
  const found = await page.evaluate(async () => {
    type Engine = typeof import("../../engine/worker/run-database.ts") &
      typeof import("../../engine/training/store/memory-store.ts");
    const { databaseStore, openRunDatabase, runIds, runPaths, memoryStore } = Reflect.get(
      window,
      "stores",
    ) as Engine;
    const database = await openRunDatabase();
    const [kept, other, model] = [
      databaseStore(database, "one"),
      databaseStore(database, "on"),
      memoryStore(),
    ];
    const differences: string[] = [];
    const compare = async (when: string): Promise<void> => {
      for (const path of ["log", "log.txt", "folder/log", "none"]) {
        const [own, wanted] = [await kept.read(path), await model.read(path)];
        if (own?.join() !== wanted?.join()) differences.push(`${when}: ${path}`);
      }
      for (const folder of ["", "folder"]) {
        if ((await kept.list(folder)).join() !== (await model.list(folder)).join())
          differences.push(`${when}: list`);
      }
    };
    const both = async (act: (store: typeof model) => Promise<void>): Promise<void> => {
      await act(kept);
      await act(model);
    };
    await other.append("log", new Uint8Array([9]));
    for (let i = 0; i < 150; i++) {
      const bytes = new Uint8Array(1 + (i % 7)).fill(i);
      await both((store) => store.append(i % 10 === 3 ? "folder/log" : "log", bytes));
      if (i % 25 === 0) await compare(`append ${i}`);
    }
    await both((store) => store.append("log.txt", new Uint8Array([1])));
    await compare("appended");
    await both((store) => store.truncate("log", 301));
    await compare("cut");
    for (let i = 0; i < 70; i++) await both((store) => store.append("log", new Uint8Array([i])));
    await compare("appended after the cut");
    await both((store) => store.write("log", new Uint8Array([7])));
    await compare("written anew");
    await both((store) => store.append("log", new Uint8Array([8])));
    await both((store) => store.remove("folder"));
    await compare("folder removed");
    await both((store) => store.remove("log"));
    await compare("removed");
    const ids = await runIds(database);
    const paths = await runPaths(database, "one");
    return { differences, ids, paths, other: [...((await other.read("log")) ?? [])] };
  });
  expect(found).toEqual({ differences: [], ids: ["on", "one"], paths: ["log.txt"], other: [9] });
});
