import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateExpression } from "../../engine/document/expression/evaluate.ts";
import {
  createEvaluator,
  expressionProblem,
  readExpression,
} from "../../engine/document/expression/index.ts";
import { parseExpression } from "../../engine/document/expression/parse.ts";
import { literalOf, printExpression, substitute } from "../../engine/document/expression/rewrite.ts";
import type { Expression, ExpressionValue } from "../../engine/document/expression/types.ts";

const scope = new Map<string, ExpressionValue>([
  ["channels", 64],
  ["stride", 2],
  ["kernel", [3, 5]],
  ["first", true],
  ["norm", "batch"],
  ["i", 0],
]);
const evaluate = createEvaluator();
const value = (text: string): unknown => {
  const result = evaluate(`=${text}`, scope);
  return result.ok ? result.value : result.issue.code;
};

describe("expressions", () => {
  it.each([
    ["channels * 2", 128],
    ["channels / 2 // 5", 6],
    ["1 + 2 * 3 ** 2", 19],
    ["2 ** 3 ** 2", 512],
    ["-2 ** 2", -4],
    ["(-2) ** 2", 4],
    ["2 ** -1", 0.5],
    ["-7 // 2", -4],
    ["-7 % 3", 2],
    ["7 % -3", -2],
    ["1 - 2 - 3", -4],
    ["stride != 1 || channels == 3", true],
    ["!first && true", false],
    ["first ? 'a' : 'b'", "a"],
    ["i == 0 ? stride : i == 1 ? 5 : 6", 2],
    ["norm == 'batch'", true],
    ["norm == 1", false],
    ["kernel", [3, 5]],
    ["kernel[1] // 2", 2],
    ["kernel == [3, 5]", true],
    ["[-1, 2.5]", [-1, 2.5]],
    ["min(4, channels, 7)", 4],
    ["max(floor(2.7), ceil(2.1), round(2.5), abs(-1))", 3],
    ["1e3 + .5", 1000.5],
    ["1 < 2 == true", true],
    ["!(1 > 2)", true],
  ])("%s is %j", (text, expected) => expect(value(text)).toEqual(expected));

  it.each([
    ["", "expression/syntax"],
    ["1 +", "expression/syntax"],
    ["(1", "expression/syntax"],
    ["1 2", "expression/syntax"],
    ["'open", "expression/syntax"],
    ["a ? 1", "expression/syntax"],
    ["[", "expression/syntax"],
    ["[]", "expression/syntax"],
    ["[a]", "expression/syntax"],
    ["constructor('x')", "expression/syntax"],
    ["a.b", "expression/syntax"],
    ["min()", "expression/syntax"],
    ["abs(1, 2)", "expression/syntax"],
    ["x = 1", "expression/syntax"],
    ["1 /", "expression/syntax"],
    ["@", "expression/syntax"],
    ["nope + 1", "expression/unknown-name"],
    ["toString", "expression/unknown-name"],
    ["__proto__", "expression/unknown-name"],
    ["1 / 0", "expression/no-number"],
    ["1 % 0", "expression/no-number"],
    ["10 ** 400", "expression/no-number"],
    ["'a' + 1", "expression/wrong-type"],
    ["1 ? 2 : 3", "expression/wrong-type"],
    ["!1", "expression/wrong-type"],
    ["kernel * 2", "expression/wrong-type"],
    ["kernel[2]", "expression/wrong-type"],
    ["kernel[0.5]", "expression/wrong-type"],
    ["channels[0]", "expression/wrong-type"],
    ["first && 1", "expression/wrong-type"],
    [`${"(".repeat(65)}1${")".repeat(65)}`, "expression/too-deep"],
    [`1${"+1".repeat(70)}`, "expression/too-deep"],
    [`${"-".repeat(70)}1`, "expression/too-deep"],
    ["1".repeat(1001), "expression/too-long"],
  ])("%s is refused as %s", (text, code) => expect(value(text)).toBe(code));

  it("stops where an operator settles it", () => {
    expect(value("false && 1 / 0 == 1")).toBe(false);
    expect(value("true || nope")).toBe(true);
    expect(value("first ? 1 : nope")).toBe(1);
  });

  it("says where the mistake is and what is known", () => {
    const syntax = readExpression("=1 + * 2");
    expect(!syntax.ok && expressionProblem(syntax.issue, { path: "conv1" }).message).toBe(
      "The expression “1 + * 2” cannot be read: a value was expected at character 5, but “*” is there.",
    );
    const unknown = evaluate("=chanels * 2", scope);
    expect(!unknown.ok && unknown.issue.values).toMatchObject({ position: 1, name: "chanels" });
    expect(!unknown.ok && expressionProblem(unknown.issue, { path: "" }).message).toContain(
      "channels, stride",
    );
  });

  it("never throws, whatever the text", () => {
    const token = fc.constantFrom(
      ..."1 2.5 a kernel + - * / // % ** ( ) [ ] ? : ! != == && || < , 'x' min true".split(" "),
    );
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.array(token, { maxLength: 20 }).map((tokens) => tokens.join(" ")),
    );
    fc.assert(
      fc.property(text, (source) => {
        const result = evaluate(`=${source}`, scope);
        expect(result.ok || result.issue.code.startsWith("expression/")).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it("prints what it reads: the text of an expression has the expression's value", () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const text = printExpression(expression);
        const read = parseExpression(text);
        expect(read.ok, text).toBe(true);
        if (!read.ok) return;
        expect(printExpression(read.value)).toBe(text);
        const [direct, again] = [expression, read.value].map((e) => evaluateExpression(e, scope, ""));
        expect(again?.ok && again.value, text).toEqual(direct?.ok && direct.value);
      }),
      { numRuns: 3000 },
    );
  });

  it("substitutes without a change of meaning", () => {
    fc.assert(
      fc.property(expressions, expressions, (outer, inner) => {
        const result = evaluateExpression(inner, scope, "");
        if (!result.ok) return;
        const replaced = substitute(outer, (name) => (name === "channels" ? inner : undefined));
        const text = printExpression(replaced);
        const read = parseExpression(text);
        if (!read.ok) return expect(read.issue.code).toMatch(/too-(deep|long)/);
        const direct = evaluateExpression(outer, new Map([...scope, ["channels", result.value]]), "");
        const through = evaluateExpression(read.value, scope, "");
        expect(through.ok && through.value, text).toEqual(direct.ok && direct.value);
      }),
      { numRuns: 3000 },
    );
  });
});

const { expressions } = fc.letrec<{ expressions: Expression }>((tie) => ({
  expressions: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: -5, max: 9 }).map((number) => literalOf(number)),
    fc.constantFrom<Expression>(
      literalOf(true),
      literalOf("batch"),
      literalOf([1, -2]),
      ...["channels", "stride", "first", "norm", "kernel"].map((name) => ({
        type: "name" as const,
        name,
        at: 0,
      })),
    ),
    fc.record({
      type: fc.constant("binary" as const),
      operator: fc.constantFrom(
        "||",
        "&&",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "//",
        "%",
        "**",
      ),
      left: tie("expressions"),
      right: tie("expressions"),
      at: fc.constant(0),
    }),
    fc.record({
      type: fc.constant("unary" as const),
      operator: fc.constantFrom("-" as const, "!" as const),
      operand: tie("expressions"),
      at: fc.constant(0),
    }),
    fc.record({
      type: fc.constant("choice" as const),
      test: tie("expressions"),
      whenTrue: tie("expressions"),
      whenFalse: tie("expressions"),
      at: fc.constant(0),
    }),
    fc.record({
      type: fc.constant("call" as const),
      name: fc.constantFrom("min" as const, "max" as const),
      args: fc.array(tie("expressions"), { minLength: 1, maxLength: 3 }),
      at: fc.constant(0),
    }),
    fc.record({
      type: fc.constant("index" as const),
      list: tie("expressions"),
      index: tie("expressions"),
      at: fc.constant(0),
    }),
  ),
}));
