import type { AccountId } from "#base";
import { handle, type BoundHandler, type HandlerContext } from "#storage";
import { accessErrors } from "../errors.ts";
import { listMembershipsOf, readTerritories } from "../members/store.ts";
import { memberRoles } from "../rules.ts";
import type { AccessServices } from "../services.ts";
import { isInForce } from "../sign-in/authenticate.ts";
import { setCookie } from "../sign-in/cookies.ts";
import { listPasskeysOf, readTotp } from "../sign-in/factors/store.ts";
import { mustBeUncommon } from "../sign-in/links.ts";
import { ask, beginSession, currentSession } from "../sign-in/session.ts";
import {
  endSessionOf,
  endSessionsOf,
  listSessionsOf,
  readAccount,
  readAccounts,
  setSessionTerritory,
} from "../sign-in/store.ts";
import { beginTry, countersOf, endTry } from "../sign-in/throttle.ts";
import { open } from "../sign-in/totp.ts";
import {
  changePassword,
  chooseTerritory,
  endSession,
  listSessions,
  listTerritories,
  readMyAccount,
  signOutEverywhere,
} from "./actions.ts";
import { accountOf } from "./own-account.ts";

/** Actions on one's own account, sessions and territory; second factors apart. */
export function accountHandlers(services: AccessServices): BoundHandler[] {
  const { auth } = services;
  return [
    handle(readMyAccount, {
      run: async ({ actor }) => {
        const id = accountOf(actor);
        const [accounts, totp, passkeys] = await Promise.all([
          readAccounts(auth.db, [id]),
          readTotp(auth.db, id),
          listPasskeysOf(auth.db, id),
        ]);
        const codes = totp === null ? "[]" : await open(auth, totp.backupCodes);
        return {
          id,
          name: accounts[0]?.name ?? "",
          email: accounts[0]?.email ?? "",
          hasSecondFactor: actor.hasSecondFactor,
          hasTotp: totp?.isConfirmed ?? false,
          isTotpPending: totp !== null && (!totp.isConfirmed || totp.pendingSecret !== null),
          recoveryCodesLeft: totp?.isConfirmed ? (JSON.parse(codes) as string[]).length : 0,
          passkeys: passkeys.map(({ id: passkeyId, name, createdAt }) => ({
            id: passkeyId,
            name,
            createdAt,
          })),
        };
      },
    }),
    handle(listTerritories, {
      run: async ({ actor, db }) => {
        const memberships = await listMembershipsOf(db, accountOf(actor));
        const territories = await readTerritories(db, [
          ...new Set(memberships.map(({ tenantId }) => tenantId)),
        ]);
        return {
          territories: territories.map(({ id, slug, name, isDemonstration }) => ({
            id,
            slug,
            name,
            isDemonstration,
            isChosen: id === actor.tenantId,
            roles: memberRoles.filter((role) =>
              memberships.some((membership) => membership.tenantId === id && membership.role === role),
            ),
          })),
        };
      },
    }),
    handle(chooseTerritory, {
      load: async ({ actor, db, input }) => {
        const memberships = actor.id === null ? [] : await listMembershipsOf(db, actor.id);
        return {
          facts: { territories: memberships.map(({ tenantId }) => tenantId), wanted: input.tenantId },
        };
      },
      run: async (context) => {
        const session = await currentSession({ auth, ...context });
        await setSessionTerritory(auth.db, session.id, context.input.tenantId);
        context.audit({ kind: "territory", ids: [context.input.tenantId] });
        return {};
      },
    }),
    handle(changePassword, { run: (context) => changeOwnPassword(services, context) }),
    handle(listSessions, {
      run: async (context) => {
        const here = await currentSession({ auth, ...context });
        const sessions = await listSessionsOf(auth.db, here.accountId);
        return {
          sessions: sessions
            .filter((session) => isInForce(session, context.now))
            .map(({ id, startedAt, seenAt, userAgent }) => ({
              id,
              startedAt: startedAt ?? context.now,
              seenAt: seenAt ?? context.now,
              isThisOne: id === here.id,
              userAgent,
            })),
        };
      },
    }),
    handle(endSession, {
      run: async ({ actor, input, audit }) => {
        if (!(await endSessionOf(auth.db, accountOf(actor), input.sessionId)))
          throw accessErrors.sessionNotFound({});
        audit({ kind: "session", ids: [input.sessionId] });
        return {};
      },
    }),
    handle(signOutEverywhere, {
      run: async ({ actor, http, audit }) => {
        await endSessionsOf(auth.db, accountOf(actor));
        http.setCookies.push(setCookie(auth.cookies.session, "", { isSecure: auth.isSecure, maxAge: 0 }));
        audit({ kind: "account", ids: [accountOf(actor)] });
        return {};
      },
    }),
  ];
}

type PasswordChange = HandlerContext<
  { readonly currentPassword: string; readonly newPassword: string },
  unknown
>;

async function changeOwnPassword(
  { auth }: AccessServices,
  context: PasswordChange,
): Promise<Record<string, never>> {
  const { actor, http, input, now } = context;
  const accountId: AccountId = accountOf(actor);
  const previous = await currentSession({ auth, http, now });
  if (input.newPassword === input.currentPassword) throw accessErrors.passwordUnchanged({});
  const account = await readAccount(auth.db, accountId);
  mustBeUncommon(input.newPassword, [account.name, account.email], "newPassword");
  const counters = countersOf(auth, {
    kind: "password",
    target: accountId,
    account,
    headers: http.headers,
    address: http.address,
  });
  await beginTry(auth, counters, now);
  const answer = await ask({ auth, http }, ["session"], (headers, api) =>
    api.changePassword({
      body: {
        currentPassword: input.currentPassword,
        newPassword: input.newPassword,
        revokeOtherSessions: true,
      },
      headers,
      returnHeaders: true,
    }),
  );
  if (answer === null) throw accessErrors.passwordWrong({});
  await endTry(auth, counters, now);
  await beginSession({ auth, http, now }, answer.headers, { account, hasSecondFactor: true, previous });
  context.audit({ kind: "account", ids: [accountId], fields: ["password"] });
  return {};
}
