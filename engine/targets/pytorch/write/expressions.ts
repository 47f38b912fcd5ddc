/** Expressions and constructors of a class as Python. */
import { pyCall, pyValue } from "../python.ts";
import type { ArgumentExpr, BlockCall, Content, LoopArgument } from "../structure/classes.ts";
import type { Expr } from "../structure/unify.ts";

export function pyExpr(expr: Expr): string {
  if (expr.type === "none") return "None";
  if (expr.type === "literal") return pyValue(expr.value);
  if (expr.times !== 1) return `${expr.times} * ${expr.name}`;
  return expr.over === 1 ? expr.name : `${expr.name} // ${expr.over}`;
}

const isNone = ({ expr }: ArgumentExpr): boolean => expr.type === "none";
const isZero = (expr: Expr): boolean => expr.type === "literal" && expr.value === 0;

const argument = ({ name, positional, expr }: ArgumentExpr): string =>
  positional ? pyExpr(expr) : `${name}=${pyExpr(expr)}`;

/** What no copy has is left out: the constructor's own default is None. */
const blockCall = ({ of, args }: BlockCall, indent: string): string =>
  pyCall(of.name, args.filter((one) => !isNone(one)).map(argument), indent);

/** `64 + 32 * i`. */
function inLoop({ name, start, step }: LoopArgument): string {
  if (isZero(step)) return `${name}=${pyExpr(start)}`;
  const rate = pyExpr(step);
  const rise = rate === "1" ? "i" : `${rate.includes(" ") ? `(${rate})` : rate} * i`;
  return isZero(start) ? `${name}=${rise}` : `${name}=${pyExpr(start)} + ${rise}`;
}

/** The constructor of a member, its first line at `indent`. */
export function construct(content: Content, indent: string): string {
  switch (content.type) {
    case "pass":
    case "expression":
      return "nn.Identity()";
    case "module":
      return pyCall(content.callee, content.args.map(argument), indent);
    case "block":
      return blockCall(content.call, indent);
    case "sequence":
      return sequential(
        content.calls.map((call) => blockCall(call, `${indent}    `)),
        indent,
      );
    case "loop":
      return sequential(loopParts(content, `${indent}    `), indent);
  }
}

/** On one line where it fits. */
function sequential(parts: readonly string[], indent: string): string {
  const single = `nn.Sequential(${parts.join(", ")})`;
  if (indent.length + single.length <= SHORT && !single.includes("\n")) return single;
  return `nn.Sequential(\n${parts.map((part) => `${indent}    ${part},\n`).join("")}${indent})`;
}

/** Room is left for the attribute that is assigned. */
const SHORT = 84;

type Loop = Content & { readonly type: "loop" };

function loopParts({ of, first, count, args }: Loop, indent: string): readonly string[] {
  const start = first === null ? 0 : 1;
  const head = first === null ? [] : [blockCall(first, indent)];
  const known = args.filter((one) => one.start.type !== "none" || !isZero(one.step));
  const rises = known.some(({ step }) => !isZero(step));
  const total = count.type === "literal" && typeof count.value === "number" ? count.value : null;
  if (total !== null && total - start <= 1) {
    const rest =
      total === start
        ? []
        : [
            pyCall(
              of.name,
              known.map((one) => atCopy(one, start)),
              indent,
            ),
          ];
    return [...head, ...rest];
  }
  const range = rises
    ? `range(${start === 0 ? "" : "1, "}${pyExpr(count)})`
    : `range(${total === null ? `${pyExpr(count)}${start === 0 ? "" : " - 1"}` : total - start})`;
  const inner = `${indent}    `;
  const copy = pyCall(of.name, known.map(inLoop), inner);
  const single = `*[${copy} for ${rises ? "i" : "_"} in ${range}]`;
  if (indent.length + single.length <= 100 && !single.includes("\n")) return [...head, single];
  return [...head, `*[\n${inner}${copy}\n${inner}for ${rises ? "i" : "_"} in ${range}\n${indent}]`];
}

/** The argument of one copy alone. */
function atCopy(one: LoopArgument, copy: number): string {
  const { name, start, step } = one;
  if (isZero(step) || copy === 0) return `${name}=${pyExpr(start)}`;
  const [from, rise] = [start, step].map((expr) => (expr.type === "literal" ? expr.value : null));
  if (typeof from === "number" && typeof rise === "number") return `${name}=${from + rise * copy}`;
  return inLoop(one).replace(/\bi\b/g, String(copy));
}
