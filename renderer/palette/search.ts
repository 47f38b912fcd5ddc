/** Finding by a few letters: beginnings of words count most, letters in order count least. */

const normal = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();

/** 0 where `query` does not fit; higher is better. */
function scoreText(query: string, text: string): number {
  if (text === query) return 100;
  if (text.startsWith(query)) return 80;
  if (text.split(" ").some((word) => word.startsWith(query))) return 60;
  if (text.replaceAll(" ", "").includes(query.replaceAll(" ", ""))) return 40;
  let from = 0;
  for (const sign of query.replaceAll(" ", "")) {
    const found = text.indexOf(sign, from);
    if (found === -1) return 0;
    from = found + 1;
  }
  return query.length >= 2 ? 10 : 0;
}

export interface Findable {
  readonly title: string;
  readonly keywords: readonly string[];
}

/** Of a title everything counts; of a keyword only whole beginnings, and less than the same in a title. */
export function score(query: string, item: Findable): number {
  const wanted = normal(query);
  if (wanted === "") return 1;
  const byTitle = scoreText(wanted, normal(item.title));
  const byKeyword = Math.max(0, ...item.keywords.map((word) => scoreText(wanted, normal(word))));
  return Math.max(byTitle, byKeyword > 10 ? byKeyword / 2 : 0);
}

export interface Scored<T> {
  readonly items: readonly T[];
  /** Of the best; 0 where nothing fits. */
  readonly best: number;
}

/** Those that fit, best first; in their order where they fit alike. */
export function search<T extends Findable>(query: string, items: readonly T[]): Scored<T> {
  const fitting = items
    .map((item) => ({ item, fit: score(query, item) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit);
  return { items: fitting.map(({ item }) => item), best: fitting[0]?.fit ?? 0 };
}
