import type { IndicatorTables } from "#observatory/actions";
import type { Translate } from "../speaker.ts";
import { categoryLabel } from "./category-label.ts";
import type { Measure } from "./figure-words.ts";

/** A list of groups in one wave or several, and the restrictions of an analysis that was published. */
export interface GroupedTable {
  readonly breakdown: IndicatorTables["tables"][number]["breakdown"];
  readonly filters?: IndicatorTables["analyses"][number]["filters"];
}

/** What groups are shown: `Âge`, or `Âge, seulement : femmes`. */
export function groupTitle(t: Translate, { breakdown, filters = [] }: GroupedTable): string {
  const what = t(`code.breakdown.${breakdown}`);
  const groups = filters.flatMap((one) =>
    one.categories.map((code) => categoryLabel(t, one.breakdown, code)),
  );
  return groups.length === 0 ? what : t("page.observatory.among", { what, groups: groups.join(", ") });
}

/** How to read a picture of groups: unit, point, line, reference. */
export function axisWords(
  t: Translate,
  measure: Measure,
  [lowest, highest]: readonly [number, number],
): string {
  return measure === "share"
    ? t("page.observatory.axis.share")
    : t("page.observatory.axis.mean", { lowest, highest });
}
