import { baseErrors, type Instant } from "#base";
import type { HttpExchange } from "#storage";
import type { APIError } from "better-auth/api";
import type { Auth } from "../auth.ts";
import type { BetterAuth } from "../better-auth.ts";
import { accessErrors } from "../errors.ts";
import { cookieSetBy, onlyCookies, openSigned, readCookie } from "./cookies.ts";
import { removeResetLinks } from "../reset/store.ts";
import { rememberDevice, type DeviceHolder } from "./device.ts";
import { endSessionOf, findSession, markSession, readAccount, type StoredSession } from "./store.ts";

/** What every step of sign-in works on. */
export interface Step {
  readonly auth: Auth;
  readonly http: HttpExchange;
  readonly now: Instant;
}

/** The session of the request. @throws base.signInNeeded when there is none. */
export async function currentSession({ auth, http }: Step): Promise<StoredSession> {
  const session = await sessionOrNull({ auth, http });
  if (session === null) throw baseErrors.signInNeeded({});
  return session;
}

/** The session of the request, or null. */
export async function sessionOrNull({
  auth,
  http,
}: Pick<Step, "auth" | "http">): Promise<StoredSession | null> {
  const token = openSigned(readCookie(http.headers, auth.cookies.session), auth.secret);
  return token === null ? null : findSession(auth.db, token);
}

/** What better-auth answers: its own answer, and headers that hold cookies. */
export interface AuthAnswer<Response> {
  readonly headers: Headers;
  readonly response: Response;
}

/**
 * Asks better-auth, which sees only the cookies named.
 * @returns its answer, or null when it refused.
 */
export async function ask<Response>(
  { auth, http }: Pick<Step, "auth" | "http">,
  cookies: readonly (keyof Auth["cookies"])[],
  question: (headers: Headers, api: BetterAuth["api"]) => Promise<AuthAnswer<Response>>,
): Promise<AuthAnswer<Response> | null> {
  const { api } = await auth.better();
  const names = cookies.map((cookie) => auth.cookies[cookie]);
  try {
    return await question(onlyCookies(http.headers, names), api);
  } catch (error) {
    const refusals = await import("better-auth/api");
    if (error instanceof refusals.APIError && (error.statusCode < 500 || isPasskeyFault(error))) return null;
    throw error;
  }
}

/** The passkey plugin answers 500 for every fault of a browser's answer when a passkey is made. */
function isPasskeyFault(error: APIError): boolean {
  return error.body?.code === "FAILED_TO_VERIFY_REGISTRATION";
}

/** How a session comes about. */
export interface SessionOrigin {
  /** The account as it was read before its password or factor was looked at. */
  readonly account: DeviceHolder;
  readonly hasSecondFactor: boolean;
  /** Session from which this one takes over: its start and territory go on, and it ends. */
  readonly previous: StoredSession | null;
}

/**
 * Marks the session that better-auth just made, so that it counts, and hands its cookies on. With a second factor the
 * device becomes known, and links that would reset the account serve no more: its holder is here.
 * @throws access.signInExpired when the account was reset in the meantime: what was given is worth nothing by now.
 */
export async function beginSession(
  { auth, http, now }: Step,
  headers: Headers,
  { account, hasSecondFactor, previous }: SessionOrigin,
): Promise<Pick<StoredSession, "id" | "accountId">> {
  const setCookies = headers.getSetCookie();
  const token = openSigned(cookieSetBy(setCookies, auth.cookies.session), auth.secret);
  if (token === null) throw baseErrors.unexpected({});
  const session = await markSession(auth.db, token, {
    now,
    startedAt: previous?.startedAt ?? now,
    secondFactorAt: hasSecondFactor ? (previous?.secondFactorAt ?? now) : null,
    tenantId: previous?.tenantId ?? null,
    userAgent: http.headers.get("user-agent")?.slice(0, 300) ?? null,
  });
  if ((await readAccount(auth.db, session.accountId)).resetCount !== account.resetCount) {
    await endSessionOf(auth.db, session.accountId, session.id);
    throw accessErrors.signInExpired({});
  }
  if (previous !== null && previous.id !== session.id) {
    await endSessionOf(auth.db, previous.accountId, previous.id);
  }
  http.setCookies.push(...setCookies);
  if (hasSecondFactor) {
    await removeResetLinks(auth.db, session.accountId);
    http.setCookies.push(rememberDevice(auth, http.headers, account));
  }
  return session;
}
