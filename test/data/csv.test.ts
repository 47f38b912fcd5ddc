import { describe, expect, it } from "vitest";
import { csvRows, guessSeparator } from "../../engine/data/readers/csv-rows.ts";
import { all, expectOk, openFiles } from "./support.ts";

const rows = (text: string, separator: "," | ";" | "\t" = ",") => [...csvRows(text, separator)];
const open = async (text: string, options = "") =>
  expectOk(await openFiles(`csv:t.csv${options}`, { "t.csv": text }));

describe("rows", () => {
  it("are cells by line, with or without a last line break, blank lines left out", () => {
    expect(rows("a,b\r\n\n1,2\n 3 ,")).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 3, cells: ["1", "2"] },
      { line: 4, cells: [" 3 ", ""] },
    ]);
  });
  it("may be quoted, with separators, quotes and line breaks inside", () => {
    expect(rows('"a,b","say ""hi""",c\r\n"two\nlines",2,3\nx,y,z')).toEqual([
      { line: 1, cells: ["a,b", 'say "hi"', "c"] },
      { line: 2, cells: ["two\nlines", "2", "3"] },
      { line: 4, cells: ["x", "y", "z"] },
    ]);
  });
  it("end at an open quote with its line", () => {
    const iterator = csvRows('a,b\n1,"2\n3,4', ",");
    iterator.next();
    expect(iterator.next()).toEqual({ done: true, value: { openQuote: 2 } });
  });
  it("are separated by what occurs most", () => {
    expect(["a;b;c,d\n1,2", "a\tb", "a", "a,b;c,d"].map(guessSeparator)).toEqual([";", "\t", ",", ","]);
  });
});

describe("csv:", () => {
  const iris = `sepal,petal,species\n${all(12)
    .map((i) => `${i}.5,${-i}e-1,${i % 2 ? "setosa" : "virginica"}`)
    .join("\n")}\n`;

  it("reads vectors with class names, a header and a byte order mark", async () => {
    const { info, train, test } = await open(`\ufeff${iris}`, "?test=0.25");
    expect(info).toMatchObject({ task: "classification", shape: [2], classes: ["setosa", "virginica"] });
    expect([train.length, test.length]).toEqual([8, 4]);
    const { pixels, labels } = await train.read(all(8));
    all(8).forEach((row) => {
      const i = (pixels[2 * row] as number) - 0.5;
      expect(pixels[2 * row + 1]).toBeCloseTo(-i / 10, 6);
      expect(labels[row]).toBe(i % 2 ? 0 : 1);
    });
  });

  it("does without a header, with the label in any column", async () => {
    const text = "7,1,2\n3,4,5\n7,6,7\n3,8,9\n7,1,1\n3,2,2";
    const { info } = await open(text, "?label=0");
    expect(info).toMatchObject({ shape: [2], classes: ["3", "7"] });
    expect((await open("a,cls,b\n1,x,2\n1,y,2\n1,x,2\n1,y,2", "?label=cls")).info.classes).toEqual([
      "x",
      "y",
    ]);
    expect((await open("label,0,1\n1,0,2\n2,1,2\n1,1,2\n2,0,0", "?label=label")).info.classes).toEqual([
      "1",
      "2",
    ]);
    expect((await open("1;2;a\n3;4;b\n5;6;a\n1;1;b", "?separator=semicolon")).info.shape).toEqual([2]);
  });

  it("sorts numeric classes by their numbers", async () => {
    const text = [10, 2, 10, 2, 1, 1].map((label, i) => `${i},${label}`).join("\n");
    expect((await open(text, "?task=classification")).info.classes).toEqual(["1", "2", "10"]);
  });

  it("reads images where a shape is given: bytes to 0..1, channels last", async () => {
    const pixels = (from: number) => all(8).map((i) => from + i);
    const text = `label,${all(8).map((i) => `p${i}`)}\n${[0, 1, 0, 1].map((label, i) => `${label},${pixels(i * 60)}`).join("\n")}`;
    const { info, train } = await open(text, "?shape=2x2x2&label=label&test=0.5");
    expect(info.shape).toEqual([2, 2, 2]);
    const { pixels: read } = await train.read([0]);
    const first = Math.round((read[0] as number) * 255);
    expect([...read].map((value) => Math.round(value * 255) - first)).toEqual([0, 4, 1, 5, 2, 6, 3, 7]);
  });

  it("leaves pixels in 0..1 as they are", async () => {
    const text = "0.5,1,a\n0.5,1,b\n0.5,1,a\n0.5,1,b";
    const { train } = await open(text, "?shape=1x1x2&test=0.5");
    expect([...(await train.read([0])).pixels]).toEqual([0.5, 1]);
  });

  it("takes fractions as a regression", async () => {
    const text = all(10)
      .map((i) => `${i},${i * 2},${i / 4 + 0.1}`)
      .join("\n");
    const { info, train } = await open(text);
    expect(info).toMatchObject({ task: "regression", shape: [2], targetShape: [1], classes: [] });
    const { pixels, targets, labels } = await train.read(all(8));
    expect(labels).toHaveLength(0);
    targets?.forEach((target, row) => {
      expect(target).toBeCloseTo((pixels[2 * row] as number) / 4 + 0.1, 5);
    });
  });

  it("has a fingerprint of values, not of spelling", async () => {
    const a = await open("1,2,x\n3,4,y\n1,2,x\n3,4,y");
    const b = await open("1.0, 2,x\r\n3,4.00,y\n1,2,x\n3,4,y");
    const c = await open("1,2,x\n3,5,y\n1,2,x\n3,4,y");
    expect(b.info.fingerprint).toBe(a.info.fingerprint);
    expect(c.info.fingerprint).not.toBe(a.info.fingerprint);
  });

  it("reads 20,000 rows of 100 values in a moment", async () => {
    const line = all(100).join();
    const text = all(20_000)
      .map((i) => `${line},${i % 2 ? "a" : "b"}`)
      .join("\n");
    const start = performance.now();
    expect((await open(text)).train.length).toBe(16_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
