import type { Instant } from "#base";
import type { Person } from "../person.ts";
import { nextMoment } from "./moment.ts";

/** Whether a message may go: now, later, or not at all. */
export type Sending =
  | { readonly kind: "go" }
  | { readonly kind: "wait"; readonly until: Instant }
  | { readonly kind: "never" };

/** What is looked at of a person when a message is about to go. */
export type ContactRules = Pick<
  Person,
  "status" | "lifeEvent" | "contactChannels" | "contactMoments" | "phone" | "email"
>;

/** Whether nothing at all may be told about a person by message: they said so, or what happened says so. */
export function mustBeSilent({
  status,
  lifeEvent,
  contactChannels,
}: Pick<ContactRules, "status" | "lifeEvent"> & { readonly contactChannels: readonly string[] }): boolean {
  return status !== "open" || lifeEvent !== null || contactChannels.length === 0;
}

/** The address of a channel that the person agreed to; null where they did not, where there is none, where one must be silent. */
export function safeAddress(person: ContactRules, channel: "email" | "sms"): string | null {
  if (mustBeSilent(person) || !person.contactChannels.includes(channel)) return null;
  return channel === "email" ? person.email : person.phone;
}

/**
 * Whether a message to the person may go at a moment: to the address as it is today (whoever changed it meanwhile is not
 * written to at the old one), by a channel agreed to today, in the parts of the week they chose.
 * Source  spec/pathway.md §4.5 (7); notes/reliability.md M2: looked at when it goes, not when it was written.
 */
export function mayWrite(
  person: ContactRules,
  { channel, to }: { readonly channel: "email" | "sms"; readonly to: string },
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): Sending {
  if (safeAddress(person, channel) !== to) return { kind: "never" };
  const until = nextMoment(person.contactMoments, now, timeZone);
  return until === now ? { kind: "go" } : { kind: "wait", until };
}
