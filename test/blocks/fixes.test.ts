import { describe, expect, it } from "vitest";
import { expand } from "../../engine/blocks/expand.ts";
import { applyCalls } from "../../engine/document/commands/index.ts";
import { newIds } from "../../engine/document/ids.ts";
import type { Problem } from "../../engine/tensor/problem.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { randomDocument } from "../document/random-document.ts";

/** What a problem is about, so that it can be looked for after a fix. */
const key = ({ code, values, port }: Problem): string =>
  `${code} ${values.scope} ${values.origin} ${port ?? ""} ${values.param ?? ""} ${values.cycle ?? ""}`;

describe("fixes of expansion's problems", () => {
  it("can be applied, and make their problem go away", () => {
    const fixed = new Map<string, number>();
    for (let seed = 0; seed < 1500; seed++) {
      const document = randomDocument(seed, 0.25, 8);
      const { problems } = expand(document);
      // Where ids repeat, a command cannot say which node it means; readers refuse such files.
      if (problems.some(({ code }) => code === "duplicate-id")) continue;
      for (const problem of problems) {
        const keys = problems.filter((other) => key(other) === key(problem)).length;
        for (const fix of problem.fixes) {
          expect(fix.label).not.toMatch(/[{}]|undefined/);
          const outcome = applyCalls(document, fix.calls, newIds(createRandom(seed)));
          if (!outcome.ok)
            return expect.fail(`seed ${seed}: ${problem.message} ${fix.label}: ${outcome.problem.message}`);
          const left = expand(outcome.document).problems.filter(
            (other) => key(other) === key(problem),
          ).length;
          expect(left, `seed ${seed}: ${problem.message} ${fix.label}`).toBeLessThan(keys);
          fixed.set(problem.code, (fixed.get(problem.code) ?? 0) + 1);
        }
      }
    }
    for (const code of [
      "missing-input",
      "dangling-edge",
      "unknown-port",
      "several-wires",
      "cycle",
      "unknown-kind",
      "unknown-block",
      "block-recursion",
      "duplicate-name",
      "bad-name",
      "port-outside-block",
      "cannot-mute",
      "repeat-range",
      "muted-type",
      "param/unknown",
      "param/wrong-type",
      "param/out-of-range",
      "expression/syntax",
      "expression/unknown-name",
    ]) {
      expect(fixed.get(code) ?? 0, code).toBeGreaterThan(0);
    }
  });
});
