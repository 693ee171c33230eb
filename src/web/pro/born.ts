import { isWholeDay, type BirthDate } from "#pathway";
import type { PageContext } from "../page.ts";

/** A birth date in words, as far as it is known: `4 mars 1942`, `mars 1942`, `1942`. */
export function birthDateInWords({ format }: Pick<PageContext, "format">, birthDate: BirthDate): string {
  if (isWholeDay(birthDate)) return format.day(birthDate, { withoutWeekday: true });
  return birthDate.length === 7 ? format.month(birthDate) : birthDate;
}

/** When somebody was born, as a list says it beside a name. */
export function bornInWords(page: Pick<PageContext, "t" | "format">, birthDate: BirthDate | null): string {
  if (birthDate === null) return page.t("pro.persons.bornUnknown");
  return page.t(isWholeDay(birthDate) ? "pro.persons.born" : "pro.persons.bornIn", {
    day: birthDateInWords(page, birthDate),
  });
}

/** A birth date as people of here write it, to be changed in a form: `04/03/1942`, `03/1942`, `1942`. */
export function birthDateToType(birthDate: BirthDate): string {
  return birthDate.split("-").toReversed().join("/");
}
