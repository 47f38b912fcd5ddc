/** Names that are safe in a target and tell nodes apart. */

/** Gives every wish a name that was not given before: `conv1`, `conv1_2`. */
export function nameGiver(clean: (wish: string) => string): (wish: string) => string {
  const taken = new Set<string>();
  return (wish) => {
    const base = clean(wish);
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
    taken.add(name);
    return name;
  };
}
