import { breakdowns, departmentTiles, type BreakdownId } from "#observatory";
import type { Translate } from "../speaker.ts";

/** The words for a category of a breakdown: its label, or both labels of a crossing. */
export function categoryLabel(t: Translate, breakdown: BreakdownId, category: string): string {
  const lists = breakdowns.find(({ id }) => id === breakdown)?.lists ?? [];
  const parts = lists.length > 1 ? category.split("_") : [category];
  const [first = t("code.breakdown.total"), second] = parts.flatMap((part, position) => {
    const list = lists[position];
    // Names of places are not translated: they stand with their codes.
    if (list === "department") return [departmentTiles.find(({ code }) => code === part)?.name ?? part];
    return list === undefined ? [] : [t(`code.${list}.${part}`)];
  });
  return second === undefined ? first : t("page.observatory.categoryPair", { first, second });
}
