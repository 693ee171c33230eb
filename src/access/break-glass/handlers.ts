import {
  addMilliseconds,
  controllersOf,
  type AccountId,
  type Actor,
  type ControllerId,
  type TenantId,
} from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { accountOf } from "../account/own-account.ts";
import { accessErrors } from "../errors.ts";
import { tenantOf } from "../members/handlers.ts";
import { listMembershipsIn } from "../members/store.ts";
import { mayReviewOpening } from "../rules.ts";
import type { AccessServices } from "../services.ts";
import { readAccounts } from "../sign-in/store.ts";
import {
  emergencyHours,
  listBreakGlass,
  listMyEmergencies,
  openFileInEmergency,
  reviewBreakGlass,
  type Opening,
} from "./actions.ts";
import {
  findOpening,
  insertOpening,
  listLastingOpenings,
  listOpeningsOf,
  listReadsOf,
  putVerdict,
  reachController,
  type StoredOpening,
} from "./store.ts";

const pageSize = 50;

/** Actions on emergency openings of files. */
export function breakGlassHandlers(services: AccessServices): BoundHandler[] {
  return [
    handle(openFileInEmergency, {
      run: async ({ actor, db, input, now, newId, audit, afterCommit }) => {
        const tenantId = tenantOf(actor);
        const { controllerId, personId } = input;
        const { files } = services;
        await reachController(db, controllerId);
        if (!files || !(await files.isOpenable(db, { tenantId, controllerId, personId }))) {
          throw accessErrors.fileNotFound({});
        }
        const id = newId<"opening">();
        const reason = files.sealReason({ id, tenantId, controllerId, personId }, input.reason);
        const expiresAt = addMilliseconds(now, emergencyHours * 3_600_000);
        const accountId = accountOf(actor);
        await insertOpening(db, {
          id,
          tenantId,
          controllerId,
          accountId,
          personId,
          reason,
          openedAt: now,
          expiresAt,
        });
        audit({ kind: "person", ids: [personId, id], reason: "emergency" });
        const reviewers = await reviewersOf(db, { tenantId, controllerId, except: accountId });
        afterCommit(() => tellReviewers(services, reviewers));
        return { openingId: id, personId, expiresAt };
      },
    }),
    handle(listMyEmergencies, {
      run: async ({ actor, db, now }) => ({
        openings: await showOpenings(
          services,
          { db, actor },
          await listLastingOpenings(db, { accountId: accountOf(actor), now }),
        ),
      }),
    }),
    handle(listBreakGlass, {
      run: async ({ actor, db, input, audit }) => {
        const found = await listOpeningsOf(db, {
          controllerIds: controllersOf(actor),
          offset: (input.page - 1) * pageSize,
          limit: pageSize + 1,
        });
        const shown = found.slice(0, pageSize);
        audit({ kind: "opening", ids: shown.map(({ id }) => id) });
        return {
          openings: await showOpenings(services, { db, actor }, shown),
          hasMore: found.length > pageSize,
        };
      },
    }),
    handle(reviewBreakGlass, {
      load: async ({ db, input }) => {
        const opening = await findOpening(db, input.openingId);
        return {
          facts: { controllerId: opening?.controllerId ?? null, openedBy: opening?.accountId ?? null },
        };
      },
      run: async ({ actor, db, input, now, audit, facts }) => {
        if (facts.controllerId === null) throw accessErrors.openingNotFound({});
        const isFirst = await putVerdict(db, input.openingId, {
          by: accountOf(actor),
          now,
          verdict: input.verdict,
        });
        if (!isFirst) throw accessErrors.openingReviewed({});
        audit({ kind: "opening", ids: [input.openingId], fields: ["verdict"] });
        return { openingId: input.openingId };
      },
    }),
  ];
}

interface Reviewed {
  readonly tenantId: TenantId;
  readonly controllerId: ControllerId;
  readonly except: AccountId;
}

/** Data-protection officers and coordinators of the organisation; else the territory's officers and administrators. */
async function reviewersOf(
  db: Tx,
  { tenantId, controllerId, except }: Reviewed,
): Promise<readonly AccountId[]> {
  const own = await listMembershipsIn(db, {
    tenantId,
    controllerIds: [controllerId],
    roles: ["data-protection-officer", "team-coordinator"],
  });
  const others = own.filter(({ accountId }) => accountId !== except);
  const told =
    others.length > 0
      ? others
      : await listMembershipsIn(db, { tenantId, roles: ["data-protection-officer", "territory-admin"] });
  return [...new Set(told.map(({ accountId }) => accountId))];
}

async function tellReviewers(
  { auth, baseUrl, notify }: AccessServices,
  ids: readonly AccountId[],
): Promise<void> {
  for (const { email } of await readAccounts(auth.db, ids)) {
    await notify({
      to: email,
      locale: "fr",
      kind: "access.emergency",
      params: { link: `${baseUrl}/admin/bris-de-glace` },
    });
  }
}

async function showOpenings(
  { auth, files }: AccessServices,
  { db, actor }: { readonly db: Tx; readonly actor: Actor },
  openings: readonly StoredOpening[],
): Promise<Opening[]> {
  const reads = await listReadsOf(
    db,
    openings.map(({ id }) => id),
  );
  const accounts = await readAccounts(auth.db, [...new Set(openings.map(({ accountId }) => accountId))]);
  return openings.map(({ accountId, tenantId, reason, ...opening }) => ({
    ...opening,
    reason: reason && files ? files.openReason({ ...opening, tenantId }, reason) : null,
    openedBy: accountId,
    openedByName: accounts.find(({ id }) => id === accountId)?.name ?? "",
    mayReview:
      opening.reviewedAt === null &&
      mayReviewOpening.check(actor, { controllerId: opening.controllerId, openedBy: accountId }).allowed,
    reads: reads
      .filter(({ openingId }) => openingId === opening.id)
      .slice(0, 500)
      .map(({ at, action }) => ({ at, action })),
  }));
}
