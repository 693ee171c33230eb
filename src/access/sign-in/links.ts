import { createHash, randomBytes } from "node:crypto";
import {
  addMilliseconds,
  randomId,
  type AccountId,
  type ControllerId,
  type Instant,
  type NewId,
  type TenantId,
} from "#base";
import type { Tx } from "#storage";
import type { Auth } from "../auth.ts";
import { accessErrors } from "../errors.ts";
import {
  hasTerritorySlug,
  inTerritory,
  insertOrganisation,
  insertTerritory,
  putMembership,
} from "../members/store.ts";
import { isCommonPassword } from "./common-password.ts";
import { hashPassword } from "./password.ts";
import {
  findInvitation,
  hasAnyAccount,
  insertAccount,
  insertPassword,
  putInvitation,
  readAccounts,
  useInvitation,
  type OpenInvitation,
} from "./store.ts";

const dayMilliseconds = 24 * 3_600_000;
const daysOfInvitation = 7;

/** What making something needs from the program. */
export interface Making {
  readonly now: Instant;
  readonly newId: NewId;
}

/** Makes the one-time link of an invited account; valid seven days. Answers its path. */
export async function makeInvitationPath(
  auth: Auth,
  accountId: AccountId,
  { now, newId }: Making,
): Promise<string> {
  const token = await putLink(auth, {
    id: newId(),
    kind: "member",
    accountId,
    expiresAt: addMilliseconds(now, daysOfInvitation * dayMilliseconds),
  });
  return `/invitation/${token}`;
}

/**
 * Makes the one-time link by which the first administrator comes in, for the server to print at its first start; valid
 * 24 hours, and only while nobody has an account. A later call makes the earlier link useless.
 * Missing  null when somebody has an account already.
 */
export async function makeFirstAdministratorLink(
  { auth, baseUrl }: { readonly auth: Auth; readonly baseUrl: string },
  { now, newId = randomId }: Pick<Making, "now"> & Partial<Making>,
): Promise<string | null> {
  if (await hasAnyAccount(auth.db)) return null;
  const expiresAt = addMilliseconds(now, dayMilliseconds);
  const token = await putLink(auth, { id: newId(), kind: "first-administrator", accountId: null, expiresAt });
  return `${baseUrl}/premier-acces/${token}`;
}

async function putLink(
  auth: Auth,
  link: Omit<Parameters<typeof putInvitation>[1], "tokenDigest">,
): Promise<string> {
  const token = newToken();
  await putInvitation(auth.db, { ...link, tokenDigest: digestOf(token) });
  return token;
}

/** The secret part of a one-time link: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a one-time link. */
export function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** The link of a token. @throws access.linkUnusable alike for unknown, used and late links, and those of another kind. */
export async function openLink(
  auth: Auth,
  token: string,
  kind: OpenInvitation["kind"],
  now: Instant,
): Promise<OpenInvitation> {
  const invitation = await findInvitation(auth.db, digestOf(token), now);
  if (invitation?.kind !== kind) throw accessErrors.linkUnusable({});
  return invitation;
}

/**
 * Sets the first password of an invited account.
 * @throws access.linkUnusable alike for unknown, used and late links; access.passwordTooCommon (the link stays good).
 */
export async function redeemInvitation(
  auth: Auth,
  { token, password }: { readonly token: string; readonly password: string },
  { now, newId }: Making,
): Promise<AccountId> {
  const invitation = await openLink(auth, token, "member", now);
  const [account] = await readAccounts(auth.db, invitation.accountId === null ? [] : [invitation.accountId]);
  if (account === undefined) throw accessErrors.linkUnusable({});
  mustBeUncommon(password, [account.name, account.email]);
  const hash = await hashPassword(password);
  await auth.db.transaction().execute(async (tx) => {
    const isFirst =
      (await useInvitation(tx, invitation.id, now)) &&
      (await insertPassword(tx, { id: newId(), accountId: account.id, hash, now }));
    if (!isFirst) throw accessErrors.linkUnusable({});
  });
  return account.id;
}

/** What the first administrator says. */
export interface FirstAccess {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly territoryName: string;
  readonly organisationName: string;
}

/**
 * Makes territory, organisation and administrator of an empty platform.
 * @throws access.linkUnusable, access.passwordTooCommon
 */
export async function redeemFirstAccess(
  auth: Auth,
  db: Tx,
  access: FirstAccess,
  { now, newId }: Making,
): Promise<{ readonly accountId: AccountId; readonly tenantId: TenantId }> {
  const invitation = await openLink(auth, access.token, "first-administrator", now);
  mustBeUncommon(access.password, [access.name, access.email]);
  const hash = await hashPassword(access.password);
  const accountId = newId<"account">();
  const tenantId = newId<"tenant">();
  await makeFirstTerritory(db, {
    ...access,
    accountId,
    tenantId,
    controllerId: newId<"controller">(),
    newId,
    now,
  });
  await auth.db.transaction().execute(async (tx) => {
    if (!(await useInvitation(tx, invitation.id, now))) throw accessErrors.linkUnusable({});
    await insertAccount(tx, { id: accountId, name: access.name, email: access.email, now });
    await insertPassword(tx, { id: newId(), accountId, hash, now });
  });
  return { accountId, tenantId };
}

interface FirstTerritory extends FirstAccess, Making {
  readonly accountId: AccountId;
  readonly tenantId: TenantId;
  readonly controllerId: ControllerId;
}

async function makeFirstTerritory(db: Tx, first: FirstTerritory): Promise<void> {
  const { tenantId, controllerId, now } = first;
  const slug = await freeSlug(db, first.territoryName);
  await inTerritory(db, tenantId, async () => {
    await insertTerritory(db, {
      id: tenantId,
      slug,
      name: first.territoryName,
      country: "FR",
      timeZone: "Europe/Paris",
      isDemonstration: false,
      now,
    });
    await insertOrganisation(db, {
      tenantId,
      id: controllerId,
      name: first.organisationName,
      kind: "other",
      now,
    });
    await putMembership(db, {
      id: first.newId(),
      tenantId,
      controllerId,
      accountId: first.accountId,
      role: "territory-admin",
      since: now,
      grantedBy: null,
    });
  });
}

async function freeSlug(db: Tx, name: string): Promise<string> {
  const base = slugOf(name);
  for (let number = 2, slug = base; ; number++) {
    if (!(await hasTerritorySlug(db, slug))) return slug;
    slug = `${base}-${number}`;
  }
}

/** A name as it stands in addresses: letters without accents, figures, hyphens. */
export function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 50)
      .replace(/-+$/, "") || "territoire"
  );
}

/** @throws access.passwordTooCommon */
export function mustBeUncommon(password: string, context: readonly string[], field = "password"): void {
  if (!isCommonPassword(password, context)) return;
  throw accessErrors.passwordTooCommon({}, { issues: [{ path: field, code: "passwordTooCommon" }] });
}
