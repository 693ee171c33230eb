import { localDateAt, type Instant } from "#base";
import type { Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { possibleAges, type Born } from "../birth-date.ts";
import { timeZone } from "../services.ts";
import { choicesInForce } from "./store.ts";

/**
 * Refuses to score somebody under the age that the territory chose, which is never under sixteen; an unknown birth date is not
 * held against anybody, one that leaves it open is asked for. @throws pathway.tooYoungForScoring, pathway.ageToAsk
 */
export async function checkOldEnough(db: Tx, born: Born, now: Instant): Promise<void> {
  const ages = possibleAges(born, localDateAt(now, timeZone));
  if (ages === null) return;
  const { minimumAge } = await choicesInForce(db);
  if (ages.most < minimumAge) throw pathwayErrors.tooYoungForScoring({});
  if (ages.least < minimumAge) throw pathwayErrors.ageToAsk({ age: minimumAge });
}
