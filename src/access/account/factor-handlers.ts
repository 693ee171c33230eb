import { millisecondsBetween, type AccountId, type Actor } from "#base";
import { handle, type BoundHandler, type HandlerContext } from "#storage";
import type { Auth } from "../auth.ts";
import { accessErrors } from "../errors.ts";
import type { FactorFacts } from "../rules.ts";
import type { AccessServices } from "../services.ts";
import {
  adoptPendingTotp,
  claimStep,
  listPasskeysOf,
  putPendingTotp,
  putRecoveryCodes,
  readTotp,
  removePasskeyOf,
  type StoredTotp,
} from "../sign-in/factors/store.ts";
import { ask, beginSession, currentSession, type Step } from "../sign-in/session.ts";
import { readAccount } from "../sign-in/store.ts";
import {
  makeRecoveryCodes as newRecoveryCodes,
  makeTotpSecret,
  open,
  seal,
  setupOf,
  stepOf,
  tidyCode,
} from "../sign-in/totp.ts";
import {
  confirmTotp,
  makeRecoveryCodes,
  readNewRecoveryCodes,
  readTotpSetup,
  registerPasskey,
  removePasskey,
  startPasskey,
  startTotp,
} from "./actions.ts";
import { accountOf } from "./own-account.ts";

const codesShownMilliseconds = 10 * 60_000;

/** Actions on one's own second factors: authenticator, recovery codes, passkeys. */
export function factorHandlers({ auth }: AccessServices): BoundHandler[] {
  const load = async ({ actor }: { readonly actor: Actor }): Promise<{ readonly facts: FactorFacts }> => ({
    facts: { hasFactor: actor.id !== null && (await hasFactor(auth, actor.id)) },
  });
  return [
    handle(startTotp, {
      load,
      run: async ({ actor, newId, audit }) => {
        const accountId = accountOf(actor);
        const secret = await seal(auth, makeTotpSecret());
        const backupCodes = await seal(auth, JSON.stringify(newRecoveryCodes()));
        await putPendingTotp(auth.db, { id: newId(), accountId, secret, backupCodes });
        audit({ kind: "account", ids: [accountId], fields: ["totp"] });
        return {};
      },
    }),
    handle(readTotpSetup, {
      load,
      run: async ({ actor, audit }) => {
        const accountId = accountOf(actor);
        const secret = pendingSecretOf(await readTotp(auth.db, accountId));
        if (secret === null) throw accessErrors.setupMissing({});
        const { email } = await readAccount(auth.db, accountId);
        audit({ kind: "account", ids: [accountId], fields: ["totp"] });
        return { ...setupOf(await open(auth, secret), email) };
      },
    }),
    handle(confirmTotp, {
      load,
      run: async (context) => {
        const accountId = accountOf(context.actor);
        await confirmOwnTotp({ auth, ...context }, accountId, tidyCode(context.input.code));
        context.audit({ kind: "account", ids: [accountId], fields: ["totp"] });
        return {};
      },
    }),
    handle(makeRecoveryCodes, {
      run: async (context) => {
        const session = await currentSession({ auth, ...context });
        const backupCodes = await seal(auth, JSON.stringify(newRecoveryCodes()));
        const made = { backupCodes, sessionId: session.id, now: context.now };
        if (!(await putRecoveryCodes(auth.db, session.accountId, made))) throw accessErrors.setupMissing({});
        context.audit({ kind: "account", ids: [session.accountId], fields: ["recoveryCodes"] });
        return {};
      },
    }),
    handle(readNewRecoveryCodes, {
      run: async (context) => {
        const session = await currentSession({ auth, ...context });
        const totp = await readTotp(auth.db, session.accountId);
        context.audit({ kind: "account", ids: [session.accountId], fields: ["recoveryCodes"] });
        if (totp === null || totp.codesMadeAt === null || totp.codesSessionId !== session.id)
          return { codes: [] };
        const age = millisecondsBetween(totp.codesMadeAt, context.now);
        if (age < 0 || age >= codesShownMilliseconds) return { codes: [] };
        return { codes: JSON.parse(await open(auth, totp.backupCodes)) as string[] };
      },
    }),
    handle(startPasskey, {
      load,
      run: async ({ http }) => {
        const answer = await ask({ auth, http }, ["session"], (headers, api) =>
          api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true }),
        );
        if (answer === null) throw accessErrors.passkeyRefused({});
        http.setCookies.push(...answer.headers.getSetCookie());
        return { options: { ...answer.response } };
      },
    }),
    handle(registerPasskey, { load, run: (context) => addOwnPasskey({ auth, ...context }, context) }),
    handle(removePasskey, {
      run: async ({ actor, input, audit }) => {
        const accountId = accountOf(actor);
        const passkeys = await listPasskeysOf(auth.db, accountId);
        if (!passkeys.some(({ id }) => id === input.passkeyId)) throw accessErrors.passkeyNotFound({});
        const totp = await readTotp(auth.db, accountId);
        if (passkeys.length === 1 && !totp?.isConfirmed) throw accessErrors.lastSecondFactor({});
        await removePasskeyOf(auth.db, accountId, input.passkeyId);
        audit({ kind: "account", ids: [accountId], fields: ["passkey"] });
        return {};
      },
    }),
  ];
}

async function hasFactor(auth: Auth, accountId: AccountId): Promise<boolean> {
  const [totp, passkeys] = await Promise.all([
    readTotp(auth.db, accountId),
    listPasskeysOf(auth.db, accountId),
  ]);
  return (totp?.isConfirmed ?? false) || passkeys.length > 0;
}

/** The sealed secret that waits for its first code; null when none does. */
function pendingSecretOf(totp: StoredTotp | null): string | null {
  if (totp === null) return null;
  return totp.isConfirmed ? totp.pendingSecret : totp.secret;
}

/** @throws access.setupMissing, access.codeRefused */
async function confirmOwnTotp(step: Step, accountId: AccountId, code: string): Promise<void> {
  const { auth, now } = step;
  const totp = await readTotp(auth.db, accountId);
  const sealed = pendingSecretOf(totp);
  if (totp === null || sealed === null) throw accessErrors.setupMissing({});
  const used = await stepOf(await open(auth, sealed), code, now);
  if (used === null) throw accessErrors.codeRefused({});
  const session = totp.isConfirmed
    ? await replaceTotp(step, accountId, { secret: sealed, step: used })
    : await enableTotp(step, accountId, { code, step: used });
  await putRecoveryCodes(auth.db, accountId, { backupCodes: null, sessionId: session, now });
}

/** Puts another application in the place of the one in force; the session stays. */
async function replaceTotp(
  step: Step,
  accountId: AccountId,
  pending: { readonly secret: string; readonly step: number },
): Promise<string> {
  const session = await currentSession(step);
  if (!(await adoptPendingTotp(step.auth.db, accountId, pending))) throw accessErrors.setupMissing({});
  return session.id;
}

/** Confirms the account's first application: better-auth turns the second factor on and makes a new session. */
async function enableTotp(
  step: Step,
  accountId: AccountId,
  given: { readonly code: string; readonly step: number },
): Promise<string> {
  const previous = await currentSession(step);
  const account = await readAccount(step.auth.db, accountId);
  if (!(await claimStep(step.auth.db, accountId, given.step))) throw accessErrors.codeRefused({});
  const answer = await ask(step, ["session"], (headers, api) =>
    api.verifyTOTP({ body: { code: given.code }, headers, returnHeaders: true }),
  );
  if (answer === null) throw accessErrors.codeRefused({});
  return (await beginSession(step, answer.headers, { account, hasSecondFactor: true, previous })).id;
}

type PasskeyContext = HandlerContext<{ readonly name: string; readonly credential: unknown }, unknown>;

/** Adds a passkey; a session without second factor gives way to one that has it. */
async function addOwnPasskey(step: Step, { input, audit }: PasskeyContext): Promise<Record<string, never>> {
  const previous = await currentSession(step);
  const account = await readAccount(step.auth.db, previous.accountId);
  const answer = await ask(step, ["session", "passkey"], (headers, api) =>
    api.verifyPasskeyRegistration({
      body: {
        response: input.credential,
        name: input.name,
        createSession: previous.secondFactorAt === null,
      },
      headers,
      returnHeaders: true,
    }),
  );
  if (answer === null) throw accessErrors.passkeyRefused({});
  if (previous.secondFactorAt === null) {
    await beginSession(step, answer.headers, { account, hasSecondFactor: true, previous });
  }
  audit({ kind: "account", ids: [previous.accountId], fields: ["passkey"] });
  return {};
}
