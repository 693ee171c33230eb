import type { WrittenPerson } from "../file-sealing.ts";
import { contactFields, type ContactField } from "../person.ts";

/** What a file says of how somebody is reached. */
export type ContactPart = Pick<WrittenPerson, ContactField>;

/** A number or address as it is compared: digits however they are grouped, an e-mail in any case. */
export function plainAddress(address: string): string {
  return address.includes("@") ? address.trim().toLowerCase() : address.replaceAll(/[^+0-9]/g, "");
}

const within = <T>(part: readonly T[], whole: readonly T[]): boolean =>
  part.every((one) => whole.includes(one));

function isLooserAddress(before: string | null, after: string | null): boolean {
  return after !== null && after !== "" && plainAddress(after) !== plainAddress(before ?? "");
}

/** Words are not understood: those that replace or drop others may allow what these did not. */
function areLooserWords(before: string | null, after: string | null): boolean {
  return (before ?? "") !== "" && (after ?? "") !== before;
}

/** Whether parts of the week allow one that those before did not; none means any. */
function areLooserMoments(before: readonly string[], after: readonly string[]): boolean {
  return before.length > 0 && (after.length === 0 || !within(after, before));
}

const looserIn: { readonly [K in ContactField]: (before: ContactPart[K], after: ContactPart[K]) => boolean } =
  {
    phone: isLooserAddress,
    email: isLooserAddress,
    contactChannels: (before, after) => !within(after, before),
    contactMoments: areLooserMoments,
    contactHours: areLooserWords,
    contactWords: areLooserWords,
    mayLeaveVoicemail: (before, after) => after === true && before !== true,
  };

/** Fields by which somebody would be reached where, or when, they were not before: what an impostor would change. */
export function looserFields(before: ContactPart, after: ContactPart): readonly ContactField[] {
  const isLooser = <K extends ContactField>(name: K): boolean => looserIn[name](before[name], after[name]);
  return contactFields.filter((name) => isLooser(name));
}

/** Fields that say something else than before. */
export function changedContact(before: ContactPart, after: ContactPart): readonly ContactField[] {
  return contactFields.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/**
 * What holds at once of a change that nobody checked: what both say. A way, a moment or an address that was taken back is so from now
 * on, one that was added is not there yet.
 */
export function bothSay(before: ContactPart, after: ContactPart): ContactPart {
  const looser = new Set<ContactField>(looserFields(before, after));
  const kept = Object.fromEntries(
    contactFields.map((name) => [name, looser.has(name) ? before[name] : after[name]]),
  ) as unknown as ContactPart;
  const shared = before.contactMoments.filter((moment) => after.contactMoments.includes(moment));
  return {
    ...kept,
    contactChannels: before.contactChannels.filter((channel) => after.contactChannels.includes(channel)),
    contactMoments: looser.has("contactMoments") && shared.length > 0 ? shared : kept.contactMoments,
  };
}
