import { localDateAt } from "#base";
import type { Moments, OfferedMoment } from "#pathway";
import type { PageContext } from "../page.ts";

/** A moment in words, by the clocks of its territory: `mardi 8 décembre, 14 h – 15 h 30 · 3 rue des Essais`. */
export function momentWords(
  { t, format }: Pick<PageContext, "t" | "format">,
  { startsAt, endsAt, place }: OfferedMoment,
  { timeZone }: Pick<Moments, "timeZone">,
): { readonly when: string; readonly where: string } {
  const day = format.day(localDateAt(startsAt, timeZone), { withoutYear: true });
  const from = format.timeAt(startsAt, timeZone);
  return {
    when:
      endsAt === null
        ? t("page.moment.words", { day, from })
        : t("page.moment.wordsUntil", { day, from, to: format.timeAt(endsAt, timeZone) }),
    where: place ?? t("page.moment.byPhone"),
  };
}
