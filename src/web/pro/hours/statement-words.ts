import type { OutputOf } from "#base";
import { hoursStatus } from "#pathway";
import type { readHoursStatement } from "#pathway/actions";
import type { Translate } from "../../speaker.ts";
import type { Formats } from "../../ui/format.ts";
import { dayOf } from "./day-of.ts";

type Correction = OutputOf<typeof readHoursStatement>["lines"][number]["corrections"][number];

/** A correction in words: the day, what was counted, what counts now, when that was noted. */
export function correctionWords(
  t: Translate,
  format: Formats,
  { day, before, after, notedOn }: Correction,
): string {
  const counted = ({ minutes, status }: NonNullable<Correction["before"]>): string =>
    `${t("pro.hours.minutes", { minutes })} (${t(`code.${hoursStatus.name}.${status}`)})`;
  return t("pro.hours.correction.line", {
    day: dayOf(format, day),
    before: before === null ? t("pro.hours.correction.nothing") : counted(before),
    after: counted(after),
    noted: dayOf(format, notedOn),
  });
}

/** The first digits of a digest, enough to compare two sheets of paper by eye. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}
