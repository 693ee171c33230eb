import type { OutputOf } from "#base";
import type { readPlanSheet } from "#pathway/actions";
import type { PageContext } from "../../page.ts";

/** The end of a plan as the person reads it. */
export type Closing = NonNullable<OutputOf<typeof readPlanSheet>["closing"]>;

/** What a plan came to, in sentences of the person, unknown said as unknown: no score, no picture, no effect. */
export function closingInWords(
  { t, format }: Pick<PageContext, "t" | "format">,
  { counted: { helped, helping }, askedAgainOn }: Closing,
): readonly string[] {
  const { referrals } = helped;
  const some = (count: number, key: string) => (count === 0 ? [] : [t(key, { count })]);
  const ended = Map.groupBy([...referrals.outcomes, ...helping.referrals.outcomes], ({ outcome }) => outcome);
  const outcomes = [...ended].map(([outcome, same]) => {
    const words = t(`page.own.outcome.${outcome}`);
    const count = same.reduce((sum, one) => sum + one.count, 0);
    return count === 1 ? words : t("page.closing.times", { words, count: format.number(count) });
  });
  return [
    ...some(helped.done, "page.closing.done"),
    ...some(helping.done, "page.closing.helping"),
    ...some(helped.dropped + helping.dropped, "page.closing.dropped"),
    ...outcomes,
    ...some(referrals.otherwise + helping.referrals.otherwise, "page.closing.otherwise"),
    ...some(referrals.unknown + helping.referrals.unknown, "page.closing.unknown"),
    askedAgainOn === null
      ? t("page.closing.notAgain")
      : t("page.closing.again", { day: format.day(askedAgainOn, { withoutWeekday: true }) }),
  ];
}
