import type { AccountId } from "#base";
import { handle, type BoundHandler, type HandlerContext, type HttpExchange } from "#storage";
import type { BetterAuth } from "../better-auth.ts";
import { accessErrors } from "../errors.ts";
import type { AccessServices } from "../services.ts";
import {
  acceptFirstAccess,
  acceptInvitation,
  signIn,
  signInWithPasskey,
  signOut,
  startPasskeySignIn,
  verifySecondFactor,
} from "./actions.ts";
import { findPasskeyHolder } from "./factors/store.ts";
import { cookieSetBy, openSigned, readCookie, setCookie } from "./cookies.ts";
import { landingOf } from "./landing.ts";
import { redeemFirstAccess, redeemInvitation } from "./links.ts";
import { passSecondFactor } from "./second-factor.ts";
import { ask, beginSession, sessionOrNull, type Step } from "./session.ts";
import { endSessionOf, findAccountByEmail, findChallenged, readAccount } from "./store.ts";
import { beginTry, countersOf, endTry } from "./throttle.ts";

type SignInInput = { readonly email: string; readonly password: string; readonly code?: string | undefined };
type PasskeyQuestion = NonNullable<Parameters<BetterAuth["api"]["verifyPasskeyAuthentication"]>[0]>;

/** Actions of signing in and out. */
export function signInHandlers({ auth, files }: AccessServices): BoundHandler[] {
  const hasPersons = files !== null;
  const stepOfContext = ({ http, now }: Pick<HandlerContext<unknown, unknown>, "http" | "now">): Step => ({
    auth,
    http,
    now,
  });
  return [
    handle(signIn, {
      run: async (context) => {
        const { accountId, next } = await givePassword(stepOfContext(context), context.input);
        context.audit({ kind: "account", ids: [accountId] });
        return next === "through"
          ? { next: await landingOf(context.db, accountId, { hasPersons }) }
          : { next };
      },
    }),
    handle(verifySecondFactor, {
      run: async (context) => {
        const step = stepOfContext(context);
        const challenge = openSigned(readCookie(context.http.headers, auth.cookies.challenge), auth.secret);
        const accountId = challenge === null ? null : await findChallenged(auth.db, challenge, context.now);
        if (accountId === null) throw accessErrors.signInExpired({});
        await passSecondFactor(step, accountId, context.input.code);
        context.audit({ kind: "account", ids: [accountId] });
        return { next: await landingOf(context.db, accountId, { hasPersons }) };
      },
    }),
    handle(startPasskeySignIn, {
      run: async (context) => {
        const { api } = await auth.better();
        const { headers, response } = await api.generatePasskeyAuthenticationOptions({
          headers: new Headers(),
          returnHeaders: true,
        });
        context.http.setCookies.push(...headers.getSetCookie());
        return { options: { ...response, userVerification: "required" } };
      },
    }),
    handle(signInWithPasskey, {
      run: async (context) => {
        const step = stepOfContext(context);
        const before = await sessionOrNull(step);
        const holder = await findPasskeyHolder(auth.db, context.input.credential.id);
        if (holder === null) throw accessErrors.passkeyRefused({});
        const account = await readAccount(auth.db, holder);
        const answer = await ask(step, ["passkey"], (headers, api) =>
          api.verifyPasskeyAuthentication({
            body: { response: context.input.credential as PasskeyQuestion["body"]["response"] },
            headers,
            returnHeaders: true,
          }),
        );
        if (answer === null) throw accessErrors.passkeyRefused({});
        const { accountId } = await beginSession(step, answer.headers, {
          account,
          hasSecondFactor: true,
          previous: null,
        });
        if (before !== null) await endSessionOf(auth.db, before.accountId, before.id);
        context.audit({ kind: "account", ids: [accountId] });
        return { next: await landingOf(context.db, account.id, { hasPersons }) };
      },
    }),
    handle(signOut, {
      run: async ({ http, actor, audit }) => {
        const session = await sessionOrNull({ auth, http });
        if (session !== null) await endSessionOf(auth.db, session.accountId, session.id);
        http.setCookies.push(setCookie(auth.cookies.session, "", { isSecure: auth.isSecure, maxAge: 0 }));
        audit({ kind: "account", ids: actor.id === null ? [] : [actor.id] });
        return {};
      },
    }),
    handle(acceptInvitation, {
      run: async ({ input, now, newId, audit }) => {
        const accountId = await redeemInvitation(auth, input, { now, newId });
        audit({ kind: "account", ids: [accountId], fields: ["password"] });
        return { accountId };
      },
    }),
    handle(acceptFirstAccess, {
      run: async ({ input, now, newId, db, audit }) => {
        const made = await redeemFirstAccess(auth, db, input, { now, newId });
        audit({ kind: "account", ids: [made.accountId, made.tenantId], fields: ["password"] });
        return made;
      },
    }),
  ];
}

/**
 * Checks a password. An unknown address costs the same time and gets the same answer as a wrong password.
 * @throws access.signInRefused, base.tooManyRequests, access.codeRefused
 */
async function givePassword(
  step: Step,
  input: SignInInput,
): Promise<{ readonly next: "compte" | "second-facteur" | "through"; readonly accountId: AccountId }> {
  const { auth, http, now } = step;
  const account = await findAccountByEmail(auth.db, input.email);
  const counters = countersOf(auth, {
    kind: "password",
    target: input.email,
    account,
    headers: http.headers,
    address: http.address,
  });
  await beginTry(auth, counters, now);
  const answer = await ask(step, [], (headers, api) =>
    api.signInEmail({
      body: { email: input.email, password: input.password },
      headers,
      returnHeaders: true,
    }),
  );
  if (answer === null || account === null) throw accessErrors.signInRefused({});
  await endTry(auth, counters, now);
  await endPreviousSession(step);
  const challenge = cookieSetBy(answer.headers.getSetCookie(), auth.cookies.challenge);
  if (challenge === null) {
    await beginSession(step, answer.headers, { account, hasSecondFactor: false, previous: null });
    return { next: "compte", accountId: account.id };
  }
  http.setCookies.push(...answer.headers.getSetCookie());
  if (input.code === undefined) return { next: "second-facteur", accountId: account.id };
  await passSecondFactor(
    { ...step, http: withChallenge(http, auth.cookies.challenge, challenge) },
    account.id,
    input.code,
  );
  return { next: "through", accountId: account.id };
}

async function endPreviousSession({ auth, http }: Step): Promise<void> {
  const before = await sessionOrNull({ auth, http });
  if (before !== null) await endSessionOf(auth.db, before.accountId, before.id);
}

/** The exchange as if the browser had sent the cookie of the challenge back already. */
function withChallenge(http: HttpExchange, name: string, value: string): HttpExchange {
  const headers = new Headers(http.headers);
  const others = (http.headers.get("cookie") ?? "")
    .split("; ")
    .filter((cookie) => !cookie.startsWith(`${name}=`));
  headers.set("cookie", [...others, `${name}=${encodeURIComponent(value)}`].filter(Boolean).join("; "));
  return { ...http, headers };
}
