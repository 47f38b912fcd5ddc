/** Templates by what a person wants of them. */
import type { TemplateCard } from "./describe.ts";

export const TEMPLATE_GROUPS = ["small", "classic", "torchvision"] as const;
export type TemplateGroup = (typeof TEMPLATE_GROUPS)[number];

/** More MACs for one sample than this take patience without a large GPU. */
const SMALL_MACS = 60e6;

function groupOf(card: TemplateCard): TemplateGroup {
  if (card.id.startsWith("torchvision-")) return "torchvision";
  return card.macs <= SMALL_MACS ? "small" : "classic";
}

/** By year, then by size; groups without a template are left out. */
export function groupCards(
  cards: readonly TemplateCard[],
): readonly { readonly group: TemplateGroup; readonly cards: readonly TemplateCard[] }[] {
  const sorted = [...cards].sort((a, b) => (a.year ?? 9999) - (b.year ?? 9999) || a.macs - b.macs);
  return TEMPLATE_GROUPS.map((group) => ({
    group,
    cards: sorted.filter((card) => groupOf(card) === group),
  })).filter((entry) => entry.cards.length > 0);
}
