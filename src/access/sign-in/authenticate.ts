import {
  anonymousActor,
  millisecondsBetween,
  type AccountId,
  type Actor,
  type Instant,
  type Membership,
  type TenantId,
} from "#base";
import { toStorageError, type Database } from "#storage";
import type { Auth } from "../auth.ts";
import { idleSeconds, sessionSeconds } from "./durations.ts";
import { listMembershipsOf } from "../members/store.ts";
import { openSigned, readCookie, setCookie } from "./cookies.ts";
import { endSessionOf, findSession, touchSession, type StoredSession } from "./store.ts";

/** Whoever sends a request, as its cookies tell. */
export interface Authenticated {
  readonly actor: Actor;
  /** The session in force; null for a visitor. */
  readonly session: { readonly id: string; readonly accountId: AccountId } | null;
  /** Values of `Set-Cookie` to send: they remove the cookie of a session that ended. */
  readonly setCookies: readonly string[];
}

/** Tells who sends a request. The address is not looked at: people move between networks. */
export type Authenticate = (headers: Headers, address: string | null, now: Instant) => Promise<Authenticated>;

const touchMilliseconds = 60_000;

/**
 * Makes the check that stands before every action: at most one query on each connection, and one note of use a minute.
 * Sessions end after 30 minutes without a request and after 12 hours, by the clock handed in. Without a second factor
 * an actor has no membership at all.
 * The function made throws storage.databaseAway when the database does not answer.
 */
export function createAuthenticator({
  auth,
  db,
}: {
  readonly auth: Auth;
  readonly db: Database;
}): Authenticate {
  const look = async (headers: Headers, now: Instant): Promise<Authenticated> => {
    const cookie = readCookie(headers, auth.cookies.session);
    if (cookie === null) return visitor([]);
    const token = openSigned(cookie, auth.secret);
    const session = token === null ? null : await findSession(auth.db, token);
    if (session === null || !isInForce(session, now)) {
      if (session !== null) await endSessionOf(auth.db, session.accountId, session.id);
      return visitor([setCookie(auth.cookies.session, "", { isSecure: auth.isSecure, maxAge: 0 })]);
    }
    const [memberships] = await Promise.all([membershipsIn(db, session), noteUse(auth, session, now)]);
    const tenantId = territoryOf(session, memberships);
    const actor: Actor = {
      kind: "account",
      id: session.accountId,
      tenantId,
      memberships: memberships.filter((membership) => tenantId === null || membership.tenantId === tenantId),
      hasSecondFactor: session.secondFactorAt !== null,
    };
    return { actor, session: { id: session.id, accountId: session.accountId }, setCookies: [] };
  };
  return async (headers, _address, now) => {
    try {
      return await look(headers, now);
    } catch (error) {
      throw toStorageError(error);
    }
  };
}

function visitor(setCookies: readonly string[]): Authenticated {
  return { actor: anonymousActor, session: null, setCookies };
}

/** Whether a session is marked, in use and young enough; one from far ahead began while the clock was wrong. */
export function isInForce({ startedAt, seenAt }: StoredSession, now: Instant): boolean {
  if (startedAt === null || seenAt === null) return false;
  const longest = sessionSeconds * 1000;
  const [age, idle] = [millisecondsBetween(startedAt, now), millisecondsBetween(seenAt, now)];
  return Math.abs(age) < longest && idle > -longest && idle < idleSeconds * 1000;
}

async function membershipsIn(db: Database, session: StoredSession): Promise<readonly Membership[]> {
  return session.secondFactorAt === null ? [] : listMembershipsOf(db, session.accountId);
}

/** The territory chosen, while the account still works there; else the only one it works in. */
function territoryOf(session: StoredSession, memberships: readonly Membership[]): TenantId | null {
  const territories = [...new Set(memberships.map((membership) => membership.tenantId))];
  const chosen = territories.find((territory) => territory === session.tenantId);
  return chosen ?? (territories.length === 1 ? (territories[0] ?? null) : null);
}

async function noteUse(auth: Auth, { id, seenAt }: StoredSession, now: Instant): Promise<void> {
  if (seenAt !== null && Math.abs(millisecondsBetween(seenAt, now)) < touchMilliseconds) return;
  await touchSession(auth.db, id, now);
}
