import { describe, expect, it } from "vitest";
import { DATA_SETS, dataSetAddresses, fetchDataSet } from "../../electron/security/dataSets.ts";
import { knownSets } from "../../engine/data/known-sets.ts";

describe("published data sets of the desktop window", () => {
  it("are those of the engine, from the same places", () => {
    expect([...DATA_SETS].map(([id, { mirrors, files }]) => [id, mirrors, files])).toEqual(
      knownSets.map(({ id, mirrors, files }) => [id, mirrors, files.map(({ name }) => name)]),
    );
  });

  it("are fetched by their fixed names alone", () => {
    const name = "t10k-labels-idx1-ubyte.gz";
    expect(dataSetAddresses(`/data-sets/mnist/${name}`, undefined)).toEqual([
      `https://ossci-datasets.s3.amazonaws.com/mnist/${name}`,
      `https://storage.googleapis.com/cvdf-datasets/mnist/${name}`,
    ]);
    expect(dataSetAddresses(`/data-sets/mnist/${name}`, "http://127.0.0.1/x/")?.[0]).toBe(
      `http://127.0.0.1/x/${name}`,
    );
    expect(dataSetAddresses("/index.html", undefined)).toBeNull();
    for (const path of ["mnist/other.gz", `other/${name}`, `mnist/${name}/x`, "mnist/../x", ""]) {
      expect(dataSetAddresses(`/data-sets/${path}`, undefined)).toEqual([]);
    }
  });

  it("come from the first place that has them, with the range that was asked for", async () => {
    const asked: (readonly [string, string | undefined])[] = [];
    const get = (statuses: readonly number[]) =>
      fetchDataSet(
        statuses.map((_, i) => `https://mirror${i}.example/file`),
        "bytes=5-",
        async (address, { headers }) => {
          asked.push([address, headers.Range]);
          const status = statuses[asked.length - 1] ?? 0;
          if (status === 0) throw new Error("no way there");
          return new Response("body", { status });
        },
        { "X-Content-Type-Options": "nosniff" },
      );
    const found = await get([503, 206]);
    expect(asked).toEqual([
      ["https://mirror0.example/file", "bytes=5-"],
      ["https://mirror1.example/file", "bytes=5-"],
    ]);
    expect([found.status, await found.text(), found.headers.get("x-content-type-options")]).toEqual([
      206,
      "body",
      "nosniff",
    ]);
    asked.length = 0;
    const none = await get([404, 0]);
    expect([none.status, await none.text()]).toEqual([502, "mirror1.example: no way there"]);
    expect((await fetchDataSet([], null, fetch, {})).status).toBe(404);
  });
});
