import { localDateAt, type Instant, type LocalDate } from "#base";
import type { Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { ageOn, type Person } from "../person.ts";
import { timeZone } from "../services.ts";
import { choicesInForce } from "./store.ts";

/**
 * Refuses to score somebody under the age that the territory chose, which is never under sixteen; an unknown birth date is not
 * held against anybody. @throws pathway.tooYoungForScoring
 */
export async function checkOldEnough(
  db: Tx,
  { birthDate }: Pick<Person, "birthDate">,
  now: Instant,
): Promise<void> {
  if (birthDate === null) return;
  const { minimumAge } = await choicesInForce(db);
  if (ageOn(birthDate as LocalDate, localDateAt(now, timeZone)) < minimumAge)
    throw pathwayErrors.tooYoungForScoring({});
}
