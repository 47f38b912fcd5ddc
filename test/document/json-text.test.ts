import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonFault, lineAndColumn } from "../../engine/document/json-text.ts";

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
};

describe("findJsonFault", () => {
  it.each([
    ["", 0, "a value"],
    ["{", 1, "a key in double quotes or “}”"],
    ['{"a" 1}', 5, "“:”"],
    ['{"a": 1,}', 8, "a key in double quotes"],
    ["[1 2]", 3, "“,” or “]”"],
    ["[1,]", 3, "a value"],
    ['{"a": 1]', 7, "“,” or “}”"],
    ["01", 1, "the end of the file"],
    ["nul", 0, "a value"],
    ['"\n"', 0, "a value"],
    ["{'a': 1}", 1, "a key in double quotes or “}”"],
    ["[1] x", 4, "the end of the file"],
    ["// comment", 0, "a value"],
  ])("%j breaks at %i", (text, at, expected) =>
    expect(findJsonFault(text)).toEqual({ code: "file/syntax", at, expected }),
  );

  it("finds keys that are there twice", () => {
    expect(findJsonFault('{"a": 1, "b": {"a": 1}, "a": 2}')).toEqual({
      code: "file/duplicate-key",
      at: 24,
      key: "a",
    });
    expect(findJsonFault('[{"a": 1}, {"a": 1}]')).toBeNull();
  });

  it("counts lines and columns from 1", () => {
    expect(lineAndColumn("ab\ncd", 4)).toEqual({ line: 2, column: 2 });
    expect(lineAndColumn("ab", 0)).toEqual({ line: 1, column: 1 });
  });

  it("stops at a bomb of brackets in no time", () => {
    const started = performance.now();
    expect(findJsonFault("[".repeat(5_000_000))?.code).toBe("file/too-deep");
    expect(findJsonFault('{"a":'.repeat(5_000_000))?.code).toBe("file/too-deep");
    expect(performance.now() - started).toBeLessThan(500);
  });

  it("agrees with JSON.parse on whatever JSON there is", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const fault = findJsonFault(text);
        expect(fault === null || fault.code === "file/duplicate-key", text).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("agrees with JSON.parse on JSON with a character changed", () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom(..."{}[],:\"'01e.-+nt \\\n\u0001é"),
        (text, at, character) => {
          const place = at % (text.length + 1);
          for (const changed of [
            text.slice(0, place) + character + text.slice(place + 1),
            text.slice(0, place),
          ]) {
            const fault = findJsonFault(changed);
            const valid = fault === null || fault.code === "file/duplicate-key";
            // A repeated key may stand before a fault of grammar.
            if (fault?.code === "file/duplicate-key") return;
            expect(valid, changed).toBe(parses(changed));
          }
        },
      ),
      { numRuns: 5000 },
    );
  });
});
