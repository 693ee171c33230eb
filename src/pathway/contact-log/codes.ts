import { defineCodeList } from "#base";

/** How somebody was in touch with a person, or tried to. Not the channels to which the person agreed: one may also come to the office. */
export const contactWay = defineCodeList("contactWay", "Tisser, from spec/pathway.md §4.3", [
  "phone",
  "sms",
  "email",
  "post",
  "visit",
  "office",
]);

/** How a contact, or an attempt at one, went. */
export const contactOutcome = defineCodeList("contactOutcome", "Tisser, from spec/pathway.md §4.3", [
  "reached",
  "no-answer",
  "message-left",
  "not-now",
  "wrong-number",
]);

/** Ways of being in touch at which the rules of contact can be gone through with the person themself. */
export const confirmingWays = [
  "phone",
  "visit",
  "office",
] as const satisfies readonly (typeof contactWay.codes)[number][];
