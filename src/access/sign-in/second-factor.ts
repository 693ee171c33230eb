import type { AccountId } from "#base";
import { accessErrors } from "../errors.ts";
import { setCookie } from "./cookies.ts";
import { claimStep, readTotp } from "./factors/store.ts";
import { readAccount } from "./store.ts";
import { ask, beginSession, type AuthAnswer, type Step } from "./session.ts";
import { beginTry, countersOf, endTry } from "./throttle.ts";
import { isTotpCode, open, stepOf, tidyCode } from "./totp.ts";

/**
 * Takes the second factor of an account that gave its password and begins its session. The cookie of the challenge must
 * be among the step's headers.
 * @throws access.codeRefused alike for wrong, used and late codes; base.tooManyRequests.
 */
export async function passSecondFactor(step: Step, accountId: AccountId, typed: string): Promise<void> {
  const { auth, http, now } = step;
  const code = tidyCode(typed);
  const account = await readAccount(auth.db, accountId);
  const counters = countersOf(auth, {
    kind: "second-factor",
    target: accountId,
    account,
    headers: http.headers,
    address: http.address,
  });
  await beginTry(auth, counters, now);
  const answer = await (isTotpCode(code) ? giveTotp(step, accountId, code) : giveRecoveryCode(step, code));
  if (answer === null) throw accessErrors.codeRefused({});
  await beginSession(step, answer.headers, { account, hasSecondFactor: true, previous: null });
  // better-auth's own mark of a passed challenge is not needed any more
  http.setCookies.push(setCookie(auth.cookies.challenge, "", { isSecure: auth.isSecure, maxAge: 0 }));
  await endTry(auth, counters, now);
}

/** Gives a code of the authenticator to better-auth, unless its 30 seconds were used before. */
async function giveTotp(step: Step, accountId: AccountId, code: string): Promise<AuthAnswer<unknown> | null> {
  const { auth, now } = step;
  const totp = await readTotp(auth.db, accountId);
  const used = totp?.isConfirmed ? await stepOf(await open(auth, totp.secret), code, now) : null;
  if (used !== null && !(await claimStep(auth.db, accountId, used))) return null;
  return ask(step, ["challenge"], (headers, api) =>
    api.verifyTOTP({ body: { code }, headers, returnHeaders: true }),
  );
}

function giveRecoveryCode(step: Step, code: string): Promise<AuthAnswer<unknown> | null> {
  return ask(step, ["challenge"], (headers, api) =>
    api.verifyBackupCode({ body: { code }, headers, returnHeaders: true }),
  );
}
