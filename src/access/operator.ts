import type { AccountId, Instant, NewId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Auth } from "./auth.ts";
import {
  inTerritory,
  insertOrganisation,
  insertTerritory,
  putMembership,
  type NewMembership,
  type Organisation,
  type Territory,
} from "./members/store.ts";
import { putTotp } from "./sign-in/factors/store.ts";
import { hashPassword } from "./sign-in/password.ts";
import { insertAccount, insertPassword } from "./sign-in/store.ts";
import { seal, typedSecretOf } from "./sign-in/totp.ts";

/** Makes a territory. For the operator's commands: the transaction may belong to no territory. */
export async function createTerritory(
  db: Tx,
  territory: Territory & { readonly now: Instant },
): Promise<void> {
  await inTerritory(db, territory.id, () => insertTerritory(db, territory));
}

/** Makes an organisation in a territory. For the operator's commands. */
export async function createController(
  db: Tx,
  organisation: Organisation & { readonly tenantId: TenantId; readonly now: Instant },
): Promise<void> {
  await inTerritory(db, organisation.tenantId, () => insertOrganisation(db, organisation));
}

/** Gives an account a role in an organisation until further notice. For the operator's commands. Answers its id. */
export async function grantMembership(db: Tx, membership: NewMembership): Promise<string> {
  return inTerritory(db, membership.tenantId, () => putMembership(db, membership));
}

/** An account made by the operator, with its password and authenticator. */
export interface OperatorAccount {
  readonly id: AccountId;
  readonly email: string;
  readonly name: string;
  /** Not compared with the list of common passwords: it is the operator's to choose. */
  readonly password: string;
  /** Key of the authenticator: 20 to 64 ASCII letters and figures. Absent: enrolled at the first sign-in. */
  readonly totpSecret?: string;
  readonly now: Instant;
  readonly newId: NewId;
}

/**
 * Makes an account that can sign in. For the operator's commands and seeds.
 * @returns the secret in base32, as one types it into an authenticator application; null without authenticator.
 * @throws RangeError when the key of the authenticator has another form.
 */
export async function createAccount(
  auth: Auth,
  account: OperatorAccount,
): Promise<{ readonly accountId: AccountId; readonly totpSecretBase32: string | null }> {
  const { id, totpSecret = null, now, newId } = account;
  if (totpSecret !== null && !/^[A-Za-z0-9]{20,64}$/.test(totpSecret)) {
    throw new RangeError("the key of an authenticator has 20 to 64 letters and figures");
  }
  const hash = await hashPassword(account.password);
  await auth.db.transaction().execute(async (tx) => {
    await insertAccount(tx, { id, name: account.name, email: account.email, now });
    await insertPassword(tx, { id: newId(), accountId: id, hash, now });
    if (totpSecret === null) return;
    const secret = await seal(auth, totpSecret);
    await putTotp(tx, { id: newId(), accountId: id, secret, backupCodes: await seal(auth, "[]") });
  });
  return {
    accountId: id,
    totpSecretBase32: totpSecret === null ? null : typedSecretOf(totpSecret).replaceAll(" ", ""),
  };
}
