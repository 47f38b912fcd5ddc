/** Paths of modules: what stands before the dots of a layer's path. */

export const isMember = (path: string, module: string): boolean => path.startsWith(`${module}.`);

/** `a`, `a.b` of `a.b.c`. */
export function parentsOf(path: string): readonly string[] {
  const parents: string[] = [];
  for (let at = path.indexOf("."); at >= 0; at = path.indexOf(".", at + 1)) parents.push(path.slice(0, at));
  return parents;
}

/** The path inside a module. */
export const inside = (path: string, module: string): string => path.slice(module.length + 1);

/** Letters, digits and `_`, beginning with a letter: a name in expressions. */
export function identifier(text: string): string {
  const clean = text
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^[^A-Za-z]+|_+$/g, "")
    .slice(0, 40);
  return clean === "" || ["i", "n", "true", "false"].includes(clean) ? `p_${clean}` : clean;
}
