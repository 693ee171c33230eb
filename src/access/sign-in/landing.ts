import type { AccountId, Role } from "#base";
import type { Database } from "#storage";
import { listMembershipsOf } from "../members/store.ts";

/** Roles whose day begins with what waits for them. */
const accompanying: ReadonlySet<Role> = new Set([
  "link-worker",
  "team-coordinator",
  "prescriber",
  "field-worker",
]);

/**
 * The page to which a complete sign-in leads: what waits, for those who accompany in one territory; else the account, where
 * a territory is chosen or the rest is found.
 */
export async function landingOf(
  db: Database,
  accountId: AccountId,
  { hasPersons }: { readonly hasPersons: boolean },
): Promise<"pro" | "compte"> {
  if (!hasPersons) return "compte";
  const memberships = await listMembershipsOf(db, accountId);
  const isInOnePlace = new Set(memberships.map(({ tenantId }) => tenantId)).size === 1;
  return isInOnePlace && memberships.some(({ role }) => accompanying.has(role)) ? "pro" : "compte";
}
