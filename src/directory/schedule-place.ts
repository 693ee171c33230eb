import { departementOf } from "./town-table.ts";

/** Public holidays differ by zone: those of the mainland, those of Alsace and Moselle, and those overseas. */
export const holidayZones = [
  "metropole",
  "alsace-moselle",
  "guadeloupe",
  "martinique",
  "guyane",
  "la-reunion",
  "mayotte",
  "saint-pierre-et-miquelon",
  "saint-barthelemy",
  "saint-martin",
  "wallis-et-futuna",
  "polynesie-francaise",
  "nouvelle-caledonie",
] as const;

/** A zone of public holidays of the French country pack. */
export type HolidayZone = (typeof holidayZones)[number];

/** What opening hours need to know of a place. */
export interface PlaceTime {
  /** IANA time zone. */
  readonly timeZone: string;
  readonly holidayZone: HolidayZone;
}

const mainland: PlaceTime = { timeZone: "Europe/Paris", holidayZone: "metropole" };

const elsewhere: Readonly<Record<string, PlaceTime>> = {
  "57": { timeZone: "Europe/Paris", holidayZone: "alsace-moselle" },
  "67": { timeZone: "Europe/Paris", holidayZone: "alsace-moselle" },
  "68": { timeZone: "Europe/Paris", holidayZone: "alsace-moselle" },
  "971": { timeZone: "America/Guadeloupe", holidayZone: "guadeloupe" },
  "972": { timeZone: "America/Martinique", holidayZone: "martinique" },
  "973": { timeZone: "America/Cayenne", holidayZone: "guyane" },
  "974": { timeZone: "Indian/Reunion", holidayZone: "la-reunion" },
  "975": { timeZone: "America/Miquelon", holidayZone: "saint-pierre-et-miquelon" },
  "976": { timeZone: "Indian/Mayotte", holidayZone: "mayotte" },
  "977": { timeZone: "America/St_Barthelemy", holidayZone: "saint-barthelemy" },
  "978": { timeZone: "America/Marigot", holidayZone: "saint-martin" },
  "986": { timeZone: "Pacific/Wallis", holidayZone: "wallis-et-futuna" },
  "987": { timeZone: "Pacific/Tahiti", holidayZone: "polynesie-francaise" },
  "988": { timeZone: "Pacific/Noumea", holidayZone: "nouvelle-caledonie" },
};

/**
 * Time zone and holidays of a commune, by its code. Mainland when the code is null or unknown. French Polynesia has
 * three time zones; the one of Tahiti, where nine in ten live, stands for all.
 */
export function placeTimeOf(townCode: string | null): PlaceTime {
  return (townCode === null ? undefined : elsewhere[departementOf(townCode)]) ?? mainland;
}
