/**
 * The numbers of the crisis card of France, in the order in which they are shown: the line of suicide prevention first.
 * They are written in the page itself, so that the card is whole when the database is away.
 * Source  ../shared/reference/crisis-lines.fr.json, checked on 2026-11-20. 114 is written to, not called.
 */
export const crisisNumbers = [
  { number: "3114", scheme: "tel" },
  { number: "15", scheme: "tel" },
  { number: "112", scheme: "tel" },
  { number: "114", scheme: "sms" },
  { number: "17", scheme: "tel" },
  { number: "18", scheme: "tel" },
] as const;
