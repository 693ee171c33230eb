import { rolesOf, TisserError, type Actor } from "#base";
import { handle, type BoundHandler, type HandlerContext } from "#storage";
import { accessErrors } from "../errors.ts";
import { findMembership } from "../members/handlers.ts";
import type { ResetFacts } from "../rules.ts";
import type { AccessServices } from "../services.ts";
import { newToken } from "../sign-in/links.ts";
import { readAccount } from "../sign-in/store.ts";
import { acceptReset, readResetLink, resetAccount } from "./actions.ts";
import { keepResetLink, redeemReset, resetPath, worksOutside } from "./link.ts";
import { readShownLink, showLink } from "./shown-link.ts";

/** Actions by which a member who lost password or factor comes in again. */
export function resetHandlers(services: AccessServices): BoundHandler[] {
  const { auth, baseUrl } = services;
  return [
    handle(resetAccount, {
      load: async ({ actor, db, input }) => {
        const membership = await findMembership(db, actor, input.membershipId);
        const accountId = membership?.accountId ?? null;
        if (accountId === null || actor.tenantId === null)
          return { facts: { accountId: null, worksElsewhere: false } };
        return {
          facts: { accountId, worksElsewhere: await worksOutside(db, accountId, actor.tenantId) },
        };
      },
      run: (context) => makeLink(services, context),
    }),
    handle(readResetLink, {
      run: async ({ actor, http, now, audit }) => {
        const shown = await readShownLink(auth, http.headers, { by: actor.id, now });
        if (shown === null) return { link: null, name: null };
        audit({ kind: "account", ids: [shown.accountId], fields: ["resetLink", "name"] });
        const { name } = await readAccount(auth.db, shown.accountId);
        return { link: baseUrl + resetPath(shown.token), name };
      },
    }),
    handle(acceptReset, {
      run: async ({ input, db, now, newId, audit }) => {
        const accountId = await redeemReset(auth, db, input, { now, newId });
        audit({ kind: "account", ids: [accountId], fields: ["password", "secondFactor", "sessions"] });
        return { accountId };
      },
    }),
  ];
}

type Making = HandlerContext<{ readonly membershipId: string }, ResetFacts>;

/** Makes the link; it is kept and sent once the audit line is written. @throws access.memberNotFound */
async function makeLink(services: AccessServices, context: Making): Promise<{ readonly link: string }> {
  const { auth, baseUrl } = services;
  const { actor, facts, input, http, now, newId } = context;
  const { accountId } = facts;
  if (accountId === null) throw accessErrors.memberNotFound({});
  const { email } = await readAccount(auth.db, accountId);
  const token = newToken();
  const link = baseUrl + resetPath(token);
  context.audit({ kind: "account", ids: [accountId, input.membershipId], fields: ["resetLink"] });
  if (actor.id !== null) await showLink(auth, http, { accountId, token, by: actor.id, now });
  context.afterCommit(async () => {
    await keepResetLink(auth, { token, accountId, ...originOf(actor) }, { now, newId });
    await sendUnlessNoWay(
      services.notify({ to: email, locale: "fr", kind: "access.reset", params: { link } }),
    );
  });
  return { link };
}

/** From whom a link comes: its maker as administrator of the territory; nobody when it is the operator. */
function originOf(actor: Actor) {
  if (actor.id === null || actor.tenantId === null || !rolesOf(actor).includes("territory-admin")) return {};
  return { from: { accountId: actor.id, tenantId: actor.tenantId } };
}

/** Waits for a message. That there is no way to send it is no failure: the administrator has the link in hand. */
async function sendUnlessNoWay(sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (!(error instanceof TisserError) || error.code !== "server.deliveryFailed") throw error;
  }
}
