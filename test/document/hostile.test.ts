import { describe, expect, it } from "vitest";
import { expand } from "../../engine/blocks/expand.ts";
import { parseDocument } from "../../engine/document/parse.ts";
import type { Problem } from "../../engine/tensor/problem.ts";
import { hostileDocuments, type Json, rightDocument, withAt } from "./hostile-documents.ts";

/** What a file is refused for, or what is wrong with the document in it. */
function problemsOf(source: string | Uint8Array): readonly Problem[] {
  const result = parseDocument(source);
  return result.ok ? expand(result.value).problems : result.problems;
}

describe("hostile documents", () => {
  it("start from one that is right", () => expect(problemsOf(rightDocument)).toEqual([]));

  it.each(hostileDocuments)("%s: refused with place and remedy", (_, source, code, place) => {
    const problems = problemsOf(source);
    const found = problems.find((problem) => problem.code === code && problem.path.includes(place));
    expect(problems.map((problem) => `${problem.code} at ${problem.path}`).join("\n")).toContain(code);
    expect(found, `${code} at ${place}, not ${problems.map(({ path }) => path).join(", ")}`).toBeDefined();
    for (const { message, remedy, severity } of problems) {
      expect(severity).toBe("error");
      expect(message).toMatch(/^\S.{10,}[.]$/s);
      expect(remedy).toMatch(/^\S.{8,}[.]$/s);
      // No placeholder stays open; braces are only there where an object or a text of the file is meant.
      expect(`${message} ${remedy}`).not.toMatch(/\{\w+\}|\bundefined\b|\bNaN\b/);
    }
    expect(problems.length).toBeLessThanOrEqual(30);
  });

  it("are as many as promised, and all different", () => {
    expect(hostileDocuments.length).toBeGreaterThanOrEqual(60);
    expect(new Set(hostileDocuments.map(([name]) => name)).size).toBe(hostileDocuments.length);
    expect(
      new Set(
        hostileDocuments.map(([, source]) =>
          typeof source === "string" ? source : `${source.length} ${source.slice(0, 16)}`,
        ),
      ).size,
    ).toBe(hostileDocuments.length);
  });

  it("leave no trace on what all objects share", () => {
    for (const [, source] of hostileDocuments) problemsOf(source);
    expect(({} as Json).x).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("never make the reader throw, wherever a character is changed or the file cut", () => {
    for (let at = 0; at < rightDocument.length; at += 3) {
      for (const source of [
        rightDocument.slice(0, at),
        `${rightDocument.slice(0, at)}7${rightDocument.slice(at + 1)}`,
        `${rightDocument.slice(0, at)}"${rightDocument.slice(at)}`,
      ]) {
        const result = parseDocument(source);
        if (result.ok) expand(result.value);
        else expect(result.problems.length).toBeGreaterThan(0);
      }
    }
  });

  it("never make the reader throw, whatever stands at any place", () => {
    const places: string[] = [];
    const walk = (value: unknown, place: string): void => {
      if (place !== "") places.push(place);
      if (typeof value === "object" && value !== null)
        for (const [key, item] of Object.entries(value)) walk(item, place === "" ? key : `${place}.${key}`);
    };
    walk(JSON.parse(rightDocument), "");
    for (const place of places) {
      for (const value of [
        null,
        undefined,
        0,
        -1,
        1.5,
        "",
        "x",
        "=x",
        true,
        [],
        [[]],
        {},
        { a: 1 },
        [null],
      ]) {
        const result = parseDocument(withAt(place, value));
        if (result.ok) expand(result.value);
        else
          for (const { path } of result.problems)
            expect(path, `${place} = ${JSON.stringify(value)}`).not.toBe("");
      }
    }
  });
});
