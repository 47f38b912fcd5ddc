/** What every RunStore must do. */
import { expect, it } from "vitest";
import type { RunStore } from "../../engine/training/types.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (read: Uint8Array | null): string | null =>
  read === null ? null : new TextDecoder().decode(read);

export function storeContract(create: () => Promise<RunStore>): void {
  it("reads what was written, replaces it whole, and knows nothing of other files", async () => {
    const store = await create();
    expect(await store.read("a/b.json")).toBeNull();
    await store.write("a/b.json", bytes("one, and longer"));
    await store.write("a/b.json", bytes("two"));
    expect(text(await store.read("a/b.json"))).toBe("two");
    expect(await store.read("a")).toBeNull();
  });

  it("appends, cuts to a length, and never grows by cutting", async () => {
    const store = await create();
    await store.append("log", bytes("abc\n"));
    await store.append("log", bytes("def\n"));
    await store.truncate("log", 100);
    expect(text(await store.read("log"))).toBe("abc\ndef\n");
    await store.truncate("log", 4);
    expect(text(await store.read("log"))).toBe("abc\n");
    await store.append("log", bytes("g"));
    expect(text(await store.read("log"))).toBe("abc\ng");
    await store.truncate("missing", 3);
    expect(await store.read("missing")).toBeNull();
  });

  it("lists files and folders directly below, sorted, and removes folders whole", async () => {
    const store = await create();
    for (const path of ["c/2/y", "c/10/x", "c/10/w/z", "top", "cc"]) await store.write(path, bytes(path));
    expect(await store.list("c")).toEqual(["10", "2"]);
    expect(await store.list("")).toEqual(["c", "cc", "top"]);
    expect(await store.list("none")).toEqual([]);
    await store.remove("c/10");
    await store.remove("none");
    expect(await store.list("c")).toEqual(["2"]);
    await store.remove("c");
    expect(await store.list("")).toEqual(["cc", "top"]);
  });

  it("keeps its own copy of the bytes", async () => {
    const store = await create();
    const mine = bytes("same");
    await store.write("f", mine);
    mine[0] = 0;
    const read = await store.read("f");
    expect(text(read)).toBe("same");
    if (read) read[0] = 0;
    expect(text(await store.read("f"))).toBe("same");
  });
}
