/** Time zones of the French territories overseas, by the first three digits of a postcode (IANA names). */
const overseas: Readonly<Record<string, string>> = {
  "971": "America/Guadeloupe",
  "972": "America/Martinique",
  "973": "America/Cayenne",
  "974": "Indian/Reunion",
  "975": "America/Miquelon",
  "976": "Indian/Mayotte",
  "977": "America/St_Barthelemy",
  "978": "America/Marigot",
  "986": "Pacific/Wallis",
  "987": "Pacific/Tahiti",
  "988": "Pacific/Noumea",
};

/** The time zone in which a place lives, by its postcode; metropolitan France when there is none. */
export function timeZoneAt(postcode: string | null): string {
  return overseas[postcode?.slice(0, 3) ?? ""] ?? "Europe/Paris";
}
