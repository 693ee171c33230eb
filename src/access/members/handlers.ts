import {
  controllersOf,
  rolesOf,
  type AccountId,
  type Actor,
  type ControllerId,
  type Id,
  type Role,
  type TenantId,
} from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { accessErrors } from "../errors.ts";
import { mayManageMember, mayResetAccount, memberRoles, type MemberRole } from "../rules.ts";
import type { AccessServices, Notice } from "../services.ts";
import { makeInvitationPath, type Making } from "../sign-in/links.ts";
import {
  endSessionsOf,
  findAccountByEmail,
  hasPassword,
  insertAccount,
  readAccounts,
} from "../sign-in/store.ts";
import {
  createOrganisation,
  endMembership,
  grantRole,
  inviteMember,
  listMembers,
  listOrganisations,
} from "./actions.ts";
import {
  endMembershipAt,
  hasOrganisation,
  insertOrganisation,
  listMembershipsIn,
  listOrganisationsHere,
  putMembership,
  type StoredMembership,
} from "./store.ts";

/** Actions on organisations and their members. */
export function memberHandlers(services: AccessServices): BoundHandler[] {
  const { auth } = services;
  return [
    handle(createOrganisation, {
      run: async ({ actor, db, input, now, newId, audit }) => {
        const controllerId = newId<"controller">();
        await insertOrganisation(db, { tenantId: tenantOf(actor), id: controllerId, ...input, now });
        audit({ kind: "organisation", ids: [controllerId], fields: ["name", "kind"] });
        return { controllerId };
      },
    }),
    handle(listOrganisations, {
      run: async ({ db }) => ({ organisations: [...(await listOrganisationsHere(db))] }),
    }),
    handle(inviteMember, {
      load: async ({ input }) => ({ facts: { controllerId: input.controllerId, role: input.role } }),
      run: async ({ actor, db, input, now, newId, audit, afterCommit }) => {
        await mustBeHere(db, input.controllerId);
        const { accountId, notice } = await accountToInvite(services, input, { now, newId });
        const membershipId = await putMembership(db, {
          id: newId(),
          tenantId: tenantOf(actor),
          controllerId: input.controllerId,
          accountId,
          role: input.role,
          since: now,
          grantedBy: actor.id,
        });
        audit({ kind: "membership", ids: [membershipId, accountId, input.controllerId], fields: ["role"] });
        afterCommit(() => services.notify(notice));
        return { membershipId: membershipId as Membership };
      },
    }),
    handle(grantRole, {
      load: async ({ input }) => ({ facts: { controllerId: input.controllerId, role: input.role } }),
      run: async ({ actor, db, input, now, newId, audit }) => {
        await mustBeHere(db, input.controllerId);
        const tenantId = tenantOf(actor);
        const held = await listMembershipsIn(db, { tenantId, accountId: input.accountId });
        if (!held.some(({ controllerId }) => mayReach(actor, controllerId)))
          throw accessErrors.memberNotFound({});
        const { controllerId, accountId, role } = input;
        const grant = {
          id: newId(),
          tenantId,
          controllerId,
          accountId,
          role,
          since: now,
          grantedBy: actor.id,
        };
        const membershipId = await putMembership(db, grant);
        audit({ kind: "membership", ids: [membershipId, accountId, controllerId], fields: ["role"] });
        return { membershipId: membershipId as Membership };
      },
    }),
    handle(listMembers, {
      run: async ({ actor, db, audit }) => {
        const isAdministrator = rolesOf(actor).includes("territory-admin");
        const filter = isAdministrator ? {} : { controllerIds: controllersOf(actor) };
        const memberships = await listMembershipsIn(db, { tenantId: tenantOf(actor), ...filter });
        const accounts = await readAccounts(auth.db, [
          ...new Set(memberships.map(({ accountId }) => accountId)),
        ]);
        const byId = new Map(accounts.map((account) => [account.id, account]));
        audit({ kind: "membership", ids: [tenantOf(actor)], fields: ["name", "email", "role"] });
        return {
          members: memberships.flatMap((membership) => {
            const account = byId.get(membership.accountId);
            return account && isMemberRole(membership.role)
              ? [
                  memberOf(actor, membership, {
                    name: account.name,
                    email: account.email,
                    role: membership.role,
                  }),
                ]
              : [];
          }),
        };
      },
    }),
    handle(endMembership, {
      load: async ({ actor, db, input }) => {
        const found = await findMembership(db, actor, input.membershipId);
        return { facts: { controllerId: found?.controllerId ?? null, role: found?.role ?? "volunteer" } };
      },
      run: async ({ actor, db, input, now, audit, afterCommit }) => {
        const membership = await findMembership(db, actor, input.membershipId);
        if (membership === null) throw accessErrors.memberNotFound({});
        await mustLeaveAdministrator(db, tenantOf(actor), membership);
        await mustHaveSuccessor(services, db, { tenantId: tenantOf(actor), ending: membership });
        await endMembershipAt(db, membership.id, { now, endedBy: actor.id });
        audit({ kind: "membership", ids: [membership.id, membership.accountId], fields: ["until"] });
        afterCommit(() => endSessionsOf(auth.db, membership.accountId));
        return { membershipId: input.membershipId };
      },
    }),
  ];
}

type Membership = Id<"membership">;

/** The territory of the act. @throws access.territoryNeeded for an account of several that chose none. */
export function tenantOf(actor: Actor): TenantId {
  if (actor.tenantId === null) throw accessErrors.territoryNeeded({});
  return actor.tenantId;
}

/** @throws access.organisationNotFound alike for unknown and foreign organisations */
async function mustBeHere(db: Tx, controllerId: ControllerId): Promise<void> {
  if (!(await hasOrganisation(db, controllerId))) throw accessErrors.organisationNotFound({});
}

/** A membership in force in the territory of the act; null when there is none to be seen. */
export async function findMembership(db: Tx, actor: Actor, id: string): Promise<StoredMembership | null> {
  if (actor.tenantId === null) return null;
  const [membership] = await listMembershipsIn(db, { tenantId: actor.tenantId, id });
  return membership ?? null;
}

function mayReach(actor: Actor, controllerId: ControllerId): boolean {
  return rolesOf(actor).includes("territory-admin") || controllersOf(actor).includes(controllerId);
}

function isMemberRole(role: Role): role is MemberRole {
  return memberRoles.some((one) => one === role);
}

interface Shown {
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
}

function memberOf(actor: Actor, { id, accountId, controllerId, since }: StoredMembership, shown: Shown) {
  return {
    membershipId: id as Membership,
    accountId,
    controllerId,
    ...shown,
    since,
    mayEnd: mayManageMember.check(actor, { controllerId, role: shown.role }).allowed,
    mayReset: mayResetAccount.check(actor, { accountId, worksElsewhere: false }).allowed,
  };
}

/** A territory keeps somebody who can give roles. @throws access.lastAdministrator */
async function mustLeaveAdministrator(db: Tx, tenantId: TenantId, ending: StoredMembership): Promise<void> {
  if (ending.role !== "territory-admin") return;
  const administrators = await listMembershipsIn(db, { tenantId, roles: ["territory-admin"] });
  const others = administrators.filter((membership) => membership.accountId !== ending.accountId);
  if (others.length === 0) throw accessErrors.lastAdministrator({});
}

/** Roles with which somebody owns loops; while one of them is left in the organisation, nothing is left behind. */
const owning: readonly Role[] = ["link-worker", "team-coordinator", "prescriber", "field-worker"];

/** Nobody leaves open loops behind: they are handed over first. @throws access.successorNeeded */
async function mustHaveSuccessor(
  { openLoops }: AccessServices,
  db: Tx,
  { tenantId, ending }: { readonly tenantId: TenantId; readonly ending: StoredMembership },
): Promise<void> {
  if (openLoops === null || !owning.includes(ending.role)) return;
  const { accountId, controllerId } = ending;
  const held = await listMembershipsIn(db, { tenantId, accountId });
  const stays = held.some(
    (one) => one.id !== ending.id && one.controllerId === controllerId && owning.includes(one.role),
  );
  if (stays) return;
  const count = await openLoops(db, tenantId, { controllerId, accountId });
  if (count > 0) throw accessErrors.successorNeeded({ count });
}

interface Invited {
  readonly name: string;
  readonly email: string;
}

/**
 * The account to invite, made when the address has none. Whether it existed is told to its holder only: the e-mail
 * differs, the answer does not.
 */
async function accountToInvite(
  { auth, baseUrl }: AccessServices,
  { name, email }: Invited,
  making: Making,
): Promise<{ readonly accountId: AccountId; readonly notice: Notice }> {
  const known = await findAccountByEmail(auth.db, email);
  const accountId = known?.id ?? making.newId<"account">();
  if (known === null) await insertAccount(auth.db, { id: accountId, name, email, now: making.now });
  const isOpen = await hasPassword(auth.db, accountId);
  const path = isOpen ? "/connexion" : await makeInvitationPath(auth, accountId, making);
  const kind = isOpen ? "access.membership" : "access.invitation";
  return { accountId, notice: { to: email, locale: "fr", kind, params: { link: `${baseUrl}${path}` } } };
}
