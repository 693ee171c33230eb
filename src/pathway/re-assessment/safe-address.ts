import type { Person } from "../person.ts";

/** The address of a channel that the person agreed to; null where they did not, or where there is none. */
export function safeAddress(
  person: Pick<Person, "status" | "contactChannels" | "phone" | "email">,
  channel: "email" | "sms",
): string | null {
  if (person.status !== "open" || !person.contactChannels.includes(channel)) return null;
  return channel === "email" ? person.email : person.phone;
}
