/** How well a name fits what was typed. 0 is not at all; every typed word must be found. */

const normal = (text: string): string => text.normalize("NFKC").toLowerCase();

/** The words of a name, also inside `camelCase` and between `_`, `-` and `.`. */
const wordsOf = (name: string): readonly string[] =>
  normal(name.replace(/([a-z])([A-Z])/g, "$1 $2"))
    .split(/[\s_\-./·,()]+/)
    .filter((word) => word !== "");

function scoreWord(name: string, typed: string): number {
  const whole = normal(name);
  if (whole === typed) return 1;
  if (whole.startsWith(typed)) return 0.9;
  const words = wordsOf(name);
  if (words.some((word) => word.startsWith(typed))) return 0.75;
  if (whole.includes(typed)) return 0.5;
  // `gap` for Global Average Pool
  return typed.length > 1 &&
    words
      .map((word) => word[0])
      .join("")
      .startsWith(typed)
    ? 0.4
    : 0;
}

/** The first name is what is shown; the others are further words that find it. */
export function matchScore(names: readonly string[], typed: string): number {
  const words = normal(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  const best = words.map((word) =>
    Math.max(0, ...names.map((name, index) => scoreWord(name, word) * (index === 0 ? 1 : 0.8))),
  );
  if (best.some((score) => score === 0)) return 0;
  // A longer name that contains the same words is a less exact hit.
  const length = 1 - Math.min(0.1, (names[0]?.length ?? 0) / 1_000);
  return words.length === 0 ? 1 : (best.reduce((sum, score) => sum + score, 0) / words.length) * length;
}
