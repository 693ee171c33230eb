import type { AccountId, Actor, Instant } from "#base";
import type { Database } from "#storage";
import { answerSecretOf } from "./cookies.ts";
import { digestOf } from "./link.ts";
import { findLinkPlace } from "./store.ts";

/**
 * The holder of a signed link, by the session that its opening began: an actor of the territory and organisation that sent
 * the referral, with no role but `link-holder`; what it reaches is the referral of its own link.
 * Missing  null when the request brings no session, or one that ended.
 */
export async function linkHolderOf(db: Database, headers: Headers, now: Instant): Promise<Actor | null> {
  const secret = answerSecretOf(headers);
  if (secret === null) return null;
  const place = await findLinkPlace(db, digestOf(secret), "session");
  if (place === null || place.expires_at <= now) return null;
  const { tenant_id: tenantId, controller_id: controllerId, link_id: linkId } = place;
  return {
    kind: "link",
    id: linkId satisfies string as unknown as AccountId,
    tenantId,
    memberships: [{ tenantId, controllerId, role: "link-holder" }],
    hasSecondFactor: false,
  };
}
