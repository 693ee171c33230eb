import type { Instant } from "#base";
import type { Tx, Vault } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { openPerson } from "../file-sealing.ts";
import { heldErrors } from "../held/errors.ts";
import { heldOf } from "../held/store.ts";
import { reassessmentErrors } from "../re-assessment/errors.ts";
import type { PersonRow } from "../store.ts";
import { rulesStateOf } from "./confirmed-store.ts";
import { contactErrors } from "./errors.ts";
import { mustBeSilent, safeAddress } from "./may-write.ts";

/** Why the program cannot write to a person by a channel. */
export type Unreachable = "silent" | "not-agreed" | "no-address" | "rules-late" | "held";

/** Where the program writes to a person by a channel, or why it cannot. */
export type Reach = { readonly to: string } | { readonly fault: Unreachable };

/** Where the program may write to a person by a channel, as the file says today. */
export async function reachBy(
  { db, vault, now }: { readonly db: Tx; readonly vault: Vault; readonly now: Instant },
  file: PersonRow,
  channel: "email" | "sms",
): Promise<Reach> {
  const person = openPerson(vault, file);
  if (mustBeSilent(person)) return { fault: "silent" };
  if (!person.contactChannels.includes(channel)) return { fault: "not-agreed" };
  const to = safeAddress(person, channel);
  if (to === null || to === "") return { fault: "no-address" };
  if ((await heldOf(db, file.id, "contact-change")) !== null) return { fault: "held" };
  return (await rulesStateOf(db, file, now)) === "late" ? { fault: "rules-late" } : { to };
}

const issues = [{ path: "channel", code: "invalid" }] as const;
const refusals = {
  silent: () => pathwayErrors.contactForbidden({}),
  "not-agreed": () => reassessmentErrors.contactNotAgreed({}, { issues: [...issues] }),
  "no-address": () => reassessmentErrors.contactAddressMissing({}, { issues: [...issues] }),
  held: () => heldErrors.contactHeld({}),
  "rules-late": () => contactErrors.contactRulesLate({}),
} as const satisfies Readonly<Record<Unreachable, () => Error>>;

/** @throws pathway.contactForbidden, pathway.contactNotAgreed, pathway.contactAddressMissing, pathway.contactHeld, pathway.contactRulesLate */
export function addressIn(reach: Reach): string {
  if ("to" in reach) return reach.to;
  throw refusals[reach.fault]();
}
