import { addMilliseconds, type AccountId, type Instant } from "#base";
import type { HttpExchange } from "#storage";
import { z } from "zod";
import type { Auth } from "../auth.ts";
import { readCookie, setCookie } from "../sign-in/cookies.ts";
import { seal } from "../sign-in/totp.ts";

const shownSeconds = 600;

const shownLink = z.object({ by: z.string(), accountId: z.string(), token: z.string(), until: z.string() });

/** A link just made, for the eyes of its maker. */
export interface ShownLink {
  readonly accountId: AccountId;
  readonly token: string;
}

/**
 * Gives the maker's browser the link it just made, sealed in a cookie for ten minutes, so that a page without
 * JavaScript can show it: it stands in no address and we keep nothing of it.
 */
export async function showLink(
  auth: Auth,
  http: HttpExchange,
  { accountId, token, by, now }: ShownLink & { readonly by: AccountId; readonly now: Instant },
): Promise<void> {
  const until = addMilliseconds(now, shownSeconds * 1000);
  const sealed = await seal(auth, JSON.stringify({ by, accountId, token, until }));
  http.setCookies.push(
    setCookie(auth.cookies.reset, sealed, { isSecure: auth.isSecure, maxAge: shownSeconds }),
  );
}

/** The link that this browser's account made within ten minutes; null when there is none. */
export async function readShownLink(
  auth: Auth,
  headers: Headers,
  { by, now }: { readonly by: AccountId | null; readonly now: Instant },
): Promise<ShownLink | null> {
  const cookie = readCookie(headers, auth.cookies.reset);
  const text = cookie === null ? null : await openOrNull(auth, cookie);
  const shown = text === null ? null : shownLink.parse(JSON.parse(text));
  if (shown === null || shown.by !== by || shown.until <= now) return null;
  return { accountId: shown.accountId as AccountId, token: shown.token };
}

/** What a cookie holds; null when it is not ours, which a browser may claim as it likes. */
async function openOrNull(auth: Auth, cookie: string): Promise<string | null> {
  const { symmetricDecrypt } = await import("better-auth/crypto");
  try {
    return await symmetricDecrypt({ key: auth.secret, data: cookie });
  } catch {
    return null;
  }
}
