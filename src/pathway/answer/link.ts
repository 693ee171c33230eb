import { createHash, randomBytes } from "node:crypto";
import { addMilliseconds, type Instant, type NewId } from "#base";
import type { Tx } from "#storage";
import type { ReferralRow } from "../referral/store.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import { daysLater } from "../timer/delays.ts";
import {
  insertLink,
  insertLinkPlace,
  revokeLinks,
  useLink,
  type AnswerLinkTable,
  type LinkAim,
} from "./store.ts";

/** Minutes that a session lasts after its link was opened. */
export const answerSessionMinutes = 60;

/** A secret of 256 random bits, as it stands in an address or a cookie. */
function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a secret. */
export function digestOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** What a link is made for: which rows it belongs to, where it leads, who will hold it. */
export interface LinkFor {
  readonly file: Pick<AnswerLinkTable, "tenant_id" | "controller_id">;
  readonly aim: LinkAim;
  readonly holder: AnswerLinkTable["holder"];
  /** Days that it opens, where not those of the territory. */
  readonly days?: number;
}

/** Makes a link; earlier ones to the same thing that nobody opened are closed. Answers its path. */
export async function makeLink(
  db: Tx,
  { file, aim, holder, days }: LinkFor,
  { now, newId }: { readonly now: Instant; readonly newId: NewId },
): Promise<string> {
  await revokeLinks(db, aim, now);
  const secret = newSecret();
  const { tenant_id, controller_id } = file;
  const id = newId<"answerLink">();
  const delays = await delaysInForce(db);
  await insertLink(db, {
    tenant_id,
    controller_id,
    id,
    referral_id: "referralId" in aim ? aim.referralId : null,
    reassessment_id: "reassessmentId" in aim ? aim.reassessmentId : null,
    own_person_id: "ownPersonId" in aim ? aim.ownPersonId : null,
    holder,
    made_at: now,
    expires_at: daysLater(now, days ?? delays.linkDays),
    used_at: null,
    revoked_at: null,
  });
  // Kept past the link's end, so that whoever comes late is told so and can ask for a new one.
  const keptUntil = daysLater(now, delays.unknownDays + delays.expiryDays);
  await insertLinkPlace(db, {
    digest: digestOf(secret),
    tenant_id,
    controller_id,
    link_id: id,
    kind: "link",
    expires_at: keptUntil,
  });
  return `/r/${secret}`;
}

/** Makes the link of a referral's receiver. Answers its path. */
export async function makeAnswerLink(
  db: Tx,
  referral: ReferralRow,
  moment: { readonly now: Instant; readonly newId: NewId },
): Promise<string> {
  return makeLink(db, { file: referral, aim: { referralId: referral.id }, holder: "receiver" }, moment);
}

/** Begins the session of a link, which is spent by it. Answers the secret of the session. */
export async function beginAnswerSession(db: Tx, link: AnswerLinkTable, now: Instant): Promise<string> {
  const secret = newSecret();
  await useLink(db, link.id, now);
  await insertLinkPlace(db, {
    digest: digestOf(secret),
    tenant_id: link.tenant_id,
    controller_id: link.controller_id,
    link_id: link.id,
    kind: "session",
    expires_at: addMilliseconds(now, answerSessionMinutes * 60_000),
  });
  return secret;
}
