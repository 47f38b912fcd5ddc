/** Accessibility of what is in the window now. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Serious and critical ones, of all rules unless told. Runs by the debugger rather than by a script element, so the page's policy holds. */
export async function violations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => Reflect.has(window, "axe")))) await page.evaluate(axe);
  const found = await page.evaluate(async (only) => {
    const { violations: all } = await (
      Reflect.get(window, "axe") as { run(options: object): Promise<{ violations: Violation[] }> }
    ).run({ resultTypes: ["violations"], ...(only === null ? {} : { runOnly: only }) });
    return all;
  }, rules ?? null);
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.length} nodes, such as ${nodes[0]?.html.slice(0, 300)}`);
}
