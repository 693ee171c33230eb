import { defineCodeList, type ErrorParams } from "#base";

/** What may be wrong with a row of a feed, or worth telling about it. Sentences: `code.rowFault.<code>`. */
export const rowFault = defineCodeList("rowFault", "Tisser", [
  "notARecord",
  "required",
  "placeUnknown",
  "repeatedRow",
  "recordInvalid",
  "textUnreadable",
  "textTooLong",
  "charactersRemoved",
  "phoneUnreadable",
  "phonePremium",
  "emailUnreadable",
  "websiteUnreadable",
  "websitePartly",
  "postcodeUnreadable",
  "siretUnreadable",
  "dateUnreadable",
  "dateInFuture",
  "hoursUnreadable",
  "labelUnknown",
  "categoryAssumed",
  "townUnknown",
  "townFromPostcode",
  "positionUnreadable",
  "positionZero",
  "positionSwapped",
  "positionProjected",
  "positionFarFromTown",
  "positionMissing",
  "heldForReview",
  "pastEvent",
  "eventCancelled",
  "recurrenceCut",
  "recurrenceUnread",
  "timeZoneAssumed",
  "encodingGuessed",
  "feedShrunk",
]);
/** One code of a fault. */
export type RowFaultCode = (typeof rowFault.codes)[number];

/** What whoever keeps a file can do about a fault. Sentences: `code.faultRemedy.<code>`. */
export const faultRemedy = defineCodeList("faultRemedy", "Tisser", [
  "fill-in",
  "name-town",
  "one-entry",
  "retype",
  "shorten",
  "phone",
  "email",
  "website",
  "digits",
  "date",
  "hours",
  "label",
  "position",
  "calendar",
  "wait",
  "leave",
  "encoding",
  "whole-file",
]);
/** One thing to do. */
export type FaultRemedy = (typeof faultRemedy.codes)[number];

/** What to do about each fault. */
const remedies: Readonly<Record<RowFaultCode, FaultRemedy>> = {
  notARecord: "one-entry",
  required: "fill-in",
  placeUnknown: "name-town",
  repeatedRow: "one-entry",
  recordInvalid: "retype",
  textUnreadable: "retype",
  textTooLong: "shorten",
  charactersRemoved: "retype",
  phoneUnreadable: "phone",
  phonePremium: "phone",
  emailUnreadable: "email",
  websiteUnreadable: "website",
  websitePartly: "website",
  postcodeUnreadable: "digits",
  siretUnreadable: "digits",
  dateUnreadable: "date",
  dateInFuture: "date",
  hoursUnreadable: "hours",
  labelUnknown: "label",
  categoryAssumed: "label",
  townUnknown: "name-town",
  townFromPostcode: "name-town",
  positionUnreadable: "position",
  positionZero: "position",
  positionSwapped: "position",
  positionProjected: "position",
  positionFarFromTown: "position",
  positionMissing: "position",
  heldForReview: "wait",
  pastEvent: "leave",
  eventCancelled: "leave",
  recurrenceCut: "calendar",
  recurrenceUnread: "calendar",
  timeZoneAssumed: "calendar",
  encodingGuessed: "encoding",
  feedShrunk: "whole-file",
};

/** What to do about a fault. */
export function remedyOf(code: RowFaultCode): FaultRemedy {
  return remedies[code];
}

/** A fault found in a value, with what its sentence tells. Never the value itself, which may be personal. */
export interface Fault {
  readonly code: RowFaultCode;
  readonly params?: ErrorParams;
}

/** A fault with its place in the feed. */
export interface RowFault extends Fault {
  /** Position of the row in the feed, the first is 1; 0 for the whole feed. */
  readonly row: number;
  /** Column as the producer names it; empty for the whole row. */
  readonly field: string;
}

/** A value read, with what was wrong. `null` when nothing usable was there. */
export interface Reading<T> {
  readonly value: T | null;
  readonly faults: readonly Fault[];
}

/** A value read without fault. */
export function read<T>(value: T | null): Reading<T> {
  return { value, faults: [] };
}

/** Nothing usable, for a reason. */
export function unreadable(code: RowFaultCode, params?: ErrorParams): Reading<never> {
  return { value: null, faults: [params === undefined ? { code } : { code, params }] };
}
