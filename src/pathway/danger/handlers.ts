import { localDateAt, type AccountId, type Actor, type Id, type Instant, type LocalDate } from "#base";
import { handle, type BoundHandler, type LoadedFacts, type Tx } from "#storage";
import { mustBeSilent } from "../contact/may-write.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { loadOrganisation } from "../team-organisation.ts";
import { daysLater, hoursLater } from "../timer/delays.ts";
import { setTimer } from "../timer/store.ts";
import {
  actInDanger,
  listDangerActs,
  readDangerAct,
  readDangerFigures,
  reviewDangerAct,
  tellOfDangerAct,
  type DangerFacts,
} from "./actions.ts";
import { followUpsFit } from "./codes.ts";
import { dangerErrors } from "./errors.ts";
import { figuresOf } from "./figures.ts";
import { likeliestReviewer, reviewDueAt } from "./review-steps.ts";
import { sealAct, sealReview } from "./sealing.ts";
import {
  actsOf,
  changeAct,
  countActs,
  findAct,
  insertAct,
  secondPersons,
  unreviewedActs,
  type ActRow,
} from "./store.ts";
import { viewActs } from "./view.ts";

/** Carries out what is done in danger, its review, and the telling of it. */
export function dangerHandlers(services: PathwayServices): BoundHandler[] {
  return [...doingHandlers(services), ...readingHandlers(services)];
}

function doingHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    handle(actInDanger, {
      load: loadOwn,
      run: async ({ input, db, actor, now, audit, afterCommit }) => {
        const file = await fileOf(db, input.personId);
        if (input.deed === "shared" && input.items.length === 0)
          throw dangerErrors.dangerItemsNeeded({}, { issues: [{ path: "items", code: "required" }] });
        const actedBy = accountOf(actor);
        const actedAt = hoursLater(now, -input.hoursAgo);
        const { receiverName, reason, words } = input;
        const row: ActRow = {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id: input.id,
          person_id: file.id,
          ground: input.ground,
          deed: input.deed,
          items: input.deed === "shared" ? [...input.items] : [],
          despite_silence: mustBeSilent(openPerson(vault, file)),
          acted_by: actedBy,
          acted_at: actedAt,
          recorded_at: now,
          reviewer_id: await reviewerOf(db, file.controller_id, { actedBy, wanted: input.reviewerId }),
          review_due_at: reviewDueAt(actedAt),
          steps: 0,
          ...tellingOf(input, { now, by: actedBy }),
          reviewed_at: null,
          reviewed_by: null,
          verdict: null,
          follow_ups: [],
          version: 1,
          content: sealAct(vault, file, { id: input.id, content: { receiverName, reason, words } }),
          review: null,
        };
        if (!(await insertAct(db, row))) throw dangerErrors.dangerActExists({});
        const { tenant_id, controller_id, id } = row;
        await setTimer(db, { tenant_id, controller_id, kind: "danger-review", id }, now, now);
        audit({ kind: "person", ids: [file.id, id], fields: [...row.items, "dangerAct"], reason: "danger" });
        afterCommit(services.wakeTimers);
        return { dangerActId: id, personId: file.id, version: 1 };
      },
    }),
    handle(reviewDangerAct, {
      load: loadAct,
      run: async ({ input, db, actor, now, audit }) => {
        const row = await actOf(db, input.dangerActId, "for update");
        if (row.reviewed_at !== null) throw dangerErrors.dangerReviewed({});
        const { verdict, followUps, words } = input;
        if (!followUpsFit(verdict, followUps))
          throw dangerErrors.followUpUnfit({}, { issues: [{ path: "followUps", code: "invalid" }] });
        const file = await fileOf(db, row.person_id);
        await changeAct(db, row, {
          reviewed_at: now,
          reviewed_by: accountOf(actor),
          verdict,
          follow_ups: [...new Set(followUps)],
          review: sealReview(vault, file, { id: row.id, words }),
        });
        audit({ kind: "person", ids: [row.person_id, row.id], fields: ["verdict", "followUps"] });
        return { dangerActId: row.id, personId: row.person_id, version: row.version + 1 };
      },
    }),
    handle(tellOfDangerAct, {
      load: loadAct,
      run: async ({ input, db, actor, now, audit }) => {
        const row = await actOf(db, input.dangerActId, "for update");
        if (row.told_at !== null) throw dangerErrors.personTold({});
        await changeAct(db, row, tellingOf(input, { now, by: accountOf(actor) }));
        audit({ kind: "person", ids: [row.person_id, row.id], fields: ["telling"] });
        return { dangerActId: row.id, personId: row.person_id, version: row.version + 1 };
      },
    }),
  ];
}

function readingHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(readDangerAct, {
      load: loadAct,
      run: async ({ input, db, actor, audit }) => {
        const row = await actOf(db, input.dangerActId);
        audit({ kind: "person", ids: [row.person_id, row.id], fields: ["dangerAct"] });
        const [view] = await viewActs(services, db, { rows: [row], actor });
        if (view === undefined) throw dangerErrors.dangerActNotFound({});
        return view;
      },
    }),
    handle(listDangerActs, {
      load: loadOwn,
      run: async ({ input, db, actor, facts, audit }) => {
        const rows = await actsOf(db, input.personId);
        audit({ kind: "person", ids: [input.personId, ...rows.map(({ id }) => id)], fields: ["dangerActs"] });
        const others = (await secondPersons(db, facts.controllerId))
          .map(({ accountId }) => accountId)
          .filter((id) => id !== actor.id);
        const names = await services.accountNames(others);
        return {
          acts: await viewActs(services, db, { rows, actor }),
          reviewers: others.map((accountId) => ({ accountId, name: names.get(accountId) ?? null })),
        };
      },
    }),
    handle(readDangerFigures, {
      load: loadOrganisation,
      run: async ({ db, actor, facts, now, audit }) => {
        const { controllerId } = facts;
        const since = daysLater(now, -365);
        const open = await unreviewedActs(db, { controllerId, limit: 200 });
        const ids = open.flatMap(({ id, person_id }) => [id, person_id]);
        audit({ kind: "organisation", ids: [controllerId, ...ids], fields: ["dangerActs"] });
        return {
          controllerId,
          ...figuresOf(await countActs(db, { controllerId, since, now })),
          open: await viewActs(services, db, { rows: open, actor }),
        };
      },
    }),
  ];
}

interface ActQuestion {
  readonly input: { readonly dangerActId: Id<"danger-act"> };
  readonly db: Tx;
}

async function loadAct({ db, input }: ActQuestion): Promise<LoadedFacts<DangerFacts>> {
  const row = await actOf(db, input.dangerActId);
  const facts = { controllerId: row.controller_id, isEmergency: false, actedBy: row.acted_by };
  return { facts, version: row.version };
}

async function actOf(db: Tx, id: Id<"danger-act">, lock?: "for update"): Promise<ActRow> {
  const row = await findAct(db, id, lock);
  if (row === null) throw dangerErrors.dangerActNotFound({});
  return row;
}

function accountOf({ id }: Actor): AccountId {
  if (id === null) throw dangerErrors.reviewerUnfit({});
  return id;
}

/** The second person: the one named if they may, else the likeliest; nobody being there forbids nothing. */
async function reviewerOf(
  db: Tx,
  controllerId: ActRow["controller_id"],
  { actedBy, wanted }: { readonly actedBy: AccountId; readonly wanted: AccountId | null },
): Promise<AccountId | null> {
  const colleagues = await secondPersons(db, controllerId);
  if (wanted === null) return likeliestReviewer(actedBy, colleagues);
  if (wanted === actedBy || !colleagues.some(({ accountId }) => accountId === wanted))
    throw dangerErrors.reviewerUnfit({}, { issues: [{ path: "reviewerId", code: "invalid" }] });
  return wanted;
}

/** Days after which telling is looked at again unless a day is named, and the most. */
const tellingDays = { usual: 7, most: 31 } as const;

/** That the person is told, or why not and when one looks again. @throws pathway.tellingUnclear for a day past or far off */
function tellingOf(
  { telling, tellingOn }: { readonly telling: string; readonly tellingOn: LocalDate | null },
  { now, by }: { readonly now: Instant; readonly by: AccountId },
): Pick<ActRow, "telling_reason" | "telling_on" | "told_at" | "told_by"> {
  if (telling === "told") return { telling_reason: null, telling_on: null, told_at: now, told_by: by };
  const dayAfter = (days: number): LocalDate => localDateAt(daysLater(now, days), timeZone);
  const on = tellingOn ?? dayAfter(tellingDays.usual);
  if (on <= dayAfter(0) || on > dayAfter(tellingDays.most))
    throw dangerErrors.tellingUnclear({}, { issues: [{ path: "tellingOn", code: "invalid" }] });
  return { telling_reason: telling, telling_on: on, told_at: null, told_by: null };
}
