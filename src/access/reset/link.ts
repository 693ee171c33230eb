import { addMilliseconds, operatorActor, platformTenantId, type AccountId, type TenantId } from "#base";
import { appendAudit, withTransaction, type Database, type Tx } from "#storage";
import type { Auth } from "../auth.ts";
import { accessErrors } from "../errors.ts";
import { listMembershipsOf } from "../members/store.ts";
import { removeFactorsOf } from "../sign-in/factors/store.ts";
import { digestOf, mustBeUncommon, newToken, openLink, type Making } from "../sign-in/links.ts";
import { hashPassword } from "../sign-in/password.ts";
import {
  endSessionsOf,
  findAccountByEmail,
  putInvitation,
  readAccount,
  useInvitation,
  type OpenInvitation,
} from "../sign-in/store.ts";
import { resetAccount } from "./actions.ts";
import { countReset, removeChallengesOf, replacePassword } from "./store.ts";

const linkMilliseconds = 24 * 3_600_000;

/** A link to keep: whose account, and from whom it comes (absent: the operator). */
export interface ResetLink {
  readonly token: string;
  readonly accountId: AccountId;
  readonly from?: { readonly accountId: AccountId; readonly tenantId: TenantId };
}

/** Path of a reset link. */
export function resetPath(token: string): string {
  return `/nouveau-mot-de-passe/${token}`;
}

/** Keeps a reset link as a digest, for 24 hours; an earlier one of the account serves no more. */
export async function keepResetLink(
  auth: Auth,
  { token, ...link }: ResetLink,
  { now, newId }: Making,
): Promise<void> {
  await putInvitation(auth.db, {
    ...link,
    id: newId(),
    kind: "reset",
    tokenDigest: digestOf(token),
    expiresAt: addMilliseconds(now, linkMilliseconds),
  });
}

/** What making a link at the terminal needs from the program. */
export interface ResetServices {
  readonly auth: Auth;
  /** The application's connection, for the audit line. */
  readonly db: Database;
  /** Address of the site without final slash. */
  readonly baseUrl: string;
}

/**
 * Makes the reset link of an account for the operator, whatever the territories of the account; valid 24 hours.
 * Missing  null when no account has the address.
 */
export async function makeResetLink(
  { auth, db, baseUrl }: ResetServices,
  email: string,
  making: Making,
): Promise<string | null> {
  const account = await findAccountByEmail(auth.db, email);
  if (account === null) return null;
  const scope = { tenantId: platformTenantId, controllerIds: [], actorId: null };
  await withTransaction(db, scope, (tx) =>
    appendAudit(tx, {
      at: making.now,
      actor: operatorActor,
      action: resetAccount.name,
      kind: "account",
      ids: [account.id],
      fields: ["resetLink"],
      outcome: "done",
    }),
  );
  const token = newToken();
  await keepResetLink(auth, { token, accountId: account.id }, making);
  return baseUrl + resetPath(token);
}

/**
 * Uses a reset link up: new password, no session, no factor, no known device, no password that waits for its factor.
 * @throws access.linkUnusable alike for unknown, used, late and overtaken links; access.passwordTooCommon (the link
 * stays good).
 */
export async function redeemReset(
  auth: Auth,
  db: Tx,
  { token, password }: { readonly token: string; readonly password: string },
  { now, newId }: Making,
): Promise<AccountId> {
  const link = await openLink(auth, token, "reset", now);
  const { accountId } = link;
  if (accountId === null || !(await isStillRight(db, { ...link, accountId })))
    throw accessErrors.linkUnusable({});
  const { name, email } = await readAccount(auth.db, accountId);
  mustBeUncommon(password, [name, email]);
  const hash = await hashPassword(password);
  await auth.db.transaction().execute(async (tx) => {
    await countReset(tx, accountId, now);
    if (!(await useInvitation(tx, link.id, now))) throw accessErrors.linkUnusable({});
    await replacePassword(tx, { id: newId(), accountId, hash, now });
    await removeFactorsOf(tx, accountId);
    await removeChallengesOf(tx, accountId);
    await endSessionsOf(tx, accountId);
  });
  return accountId;
}

/**
 * Whether a link may still be used: whoever made it administers the territory still, and the account works nowhere else
 * by now. The operator's links may.
 */
async function isStillRight(
  db: Tx,
  { accountId, madeBy, tenantId }: OpenInvitation & { readonly accountId: AccountId },
): Promise<boolean> {
  if (madeBy === null || tenantId === null) return true;
  if (await worksOutside(db, accountId, tenantId)) return false;
  const makers = await listMembershipsOf(db, madeBy);
  return makers.some((held) => held.tenantId === tenantId && held.role === "territory-admin");
}

/** Whether an account has a membership in force in another territory. */
export async function worksOutside(db: Tx, accountId: AccountId, tenantId: TenantId): Promise<boolean> {
  const held = await listMembershipsOf(db, accountId);
  return held.some((membership) => membership.tenantId !== tenantId);
}
