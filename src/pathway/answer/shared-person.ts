import type { OutputOf } from "#base";
import type { Needs } from "../needs/needs.ts";
import type { Person } from "../person.ts";
import type { SharedItem } from "../sharing/item.ts";
import type { readAnswer } from "./actions.ts";

/** What a receiver reads of a person. */
export type SharedPerson = OutputOf<typeof readAnswer>["person"];

/**
 * What a receiver reads of a person: the items agreed to, and with a telephone number or an address also by which channels
 * and in which language the person wants to be spoken to. Never answers, scores or notes.
 */
export function sharedOf(person: Person, items: readonly SharedItem[], needs: Needs | null): SharedPerson {
  const has = (item: SharedItem): boolean => items.includes(item);
  const fullName = [person.givenNames, person.familyName].filter(Boolean).join(" ");
  const reach = has("phone") || has("email");
  return {
    ...(has("first-name") ? { firstName: person.givenNames } : {}),
    ...(has("full-name") ? { fullName } : {}),
    ...(has("phone") && person.phone ? { phone: person.phone } : {}),
    ...(has("email") && person.email ? { email: person.email } : {}),
    ...(has("town") && person.townCode ? { townCode: person.townCode } : {}),
    ...(has("wishes") && person.wishes ? { wishes: person.wishes } : {}),
    ...(has("practical-needs") && needs
      ? {
          practicalNeeds: [
            ...needs.accessibility,
            ...needs.barriers.filter((one) => practicalBarriers.has(one)),
          ],
        }
      : {}),
    ...(reach
      ? { contactChannels: [...person.contactChannels], preferredLocale: person.preferredLocale }
      : {}),
  };
}

/** Barriers that a welcome can do something about and that say nothing intimate: the only ones among practical needs. */
export const practicalBarriers: ReadonlySet<string> = new Set([
  "transport",
  "language",
  "hearing",
  "vision",
  "hours",
  "cost",
]);
