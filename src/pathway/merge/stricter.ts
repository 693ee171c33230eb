import { personFields } from "../person.ts";
import type { WrittenPerson } from "../file-sealing.ts";
import type { StatisticsUse } from "../sharing/item.ts";

/** What a file says of being in touch and of statistics. */
export type ContactRules = Pick<
  WrittenPerson,
  | "contactChannels"
  | "contactMoments"
  | "mayLeaveVoicemail"
  | "statisticsUse"
  | "contactHours"
  | "contactWords"
>;

/** Fields of a file that are taken from the other where it has none. */
export const filledFields = [
  "familyName",
  "birthDate",
  "phone",
  "email",
  "townCode",
  "wishes",
  "minorGround",
  "sex",
] as const;
/** One of {@link filledFields}. */
export type FilledField = (typeof filledFields)[number];

/** Use in statistics, strictest first: what was refused stays so, what was not asked is not taken as agreed. */
const strictestUse: readonly StatisticsUse[] = ["objected", "not-asked", "informed", "agreed"];
/** Ways by which the program writes, at the moments that were agreed. */
const written: ReadonlySet<string> = new Set(["sms", "email"]);

/**
 * What two files of one person say together: only what both allow. "None" of the channels of either means none at all; no
 * moments mean any time, so that of two that share none nothing is written. Words are kept from both.
 * Missing  a voicemail that was not asked is none, unless it was refused, which is said.
 */
export function stricter(a: ContactRules, b: ContactRules): ContactRules {
  const both = a.contactChannels.filter((channel) => b.contactChannels.includes(channel));
  const shared = a.contactMoments.filter((moment) => b.contactMoments.includes(moment));
  const areLimited = a.contactMoments.length > 0 && b.contactMoments.length > 0;
  const isNever = areLimited && shared.length === 0;
  const moments = areLimited ? shared : [...a.contactMoments, ...b.contactMoments];
  const voicemails = [a.mayLeaveVoicemail, b.mayLeaveVoicemail];
  return {
    contactChannels: isNever ? both.filter((channel) => !written.has(channel)) : both,
    contactMoments: isNever ? [...a.contactMoments] : moments,
    mayLeaveVoicemail: voicemails.includes(false) ? false : voicemails.includes(null) ? null : true,
    statisticsUse:
      strictestUse.find((use) => use === a.statisticsUse || use === b.statisticsUse) ?? "not-asked",
    contactHours: together(a.contactHours, b.contactHours),
    contactWords: together(a.contactWords, b.contactWords),
  };
}

function together(a: string | null, b: string | null): string | null {
  if (a === null || b === null || a === b) return a ?? b;
  return `${a} / ${b}`;
}

/** Whether what two files say together has room in one. */
export function hasRoom(rules: ContactRules): boolean {
  return (
    personFields.contactHours.safeParse(rules.contactHours).success &&
    personFields.contactWords.safeParse(rules.contactWords).success
  );
}

/** Names of the rules that become stricter than a file says now. */
export function changedRules(file: ContactRules, rules: ContactRules): readonly (keyof ContactRules)[] {
  const names = Object.keys(rules) as readonly (keyof ContactRules)[];
  return names.filter((name) => JSON.stringify(file[name]) !== JSON.stringify(rules[name]));
}

/** The empty fields of a file that the other has something for. */
export function fieldsToFill(file: WrittenPerson, other: WrittenPerson): readonly FilledField[] {
  return filledFields.filter((name) => (file[name] ?? "") === "" && (other[name] ?? "") !== "");
}
