import { addMilliseconds, hasPart, localDateAt, platformTenantId } from "#base";
import { listTerritoryIds } from "#access/handlers";
import {
  askDue,
  contactDays,
  endPauses,
  faultDays,
  forgetFaults,
  forgetLinks,
  forgetReportContacts,
  forgetUploads,
} from "#exchange/handlers";
import { forgetSurveyDrafts } from "#observatory/handlers";
import { endDueDocuments, eraseDueRequests } from "#pathway/handlers";
import { forgetReceipts, withTransaction, writeAnchor, type StoreLog } from "#storage";
import { deletePersonRows, type Program } from "./program.ts";
import { anchorFolder } from "./store-settings.ts";

const day = 86_400_000;
const hour = 3_600_000;
/** Receipts of requests are kept for thirty days (decision 19). */
const receiptDays = 30;

/**
 * Once an hour looks whether the day's work is done: the anchor of the audit chains outside the database, old receipts
 * forgotten, requests to be called back erased when their thirty days are over, documents of files removed when their time is, cells of faulty imports after ninety, ways to answer a report after thirty, files of microdata that nobody describes any more. Each part is safe to repeat. Answers what stops it.
 */
export function startDailyWork(program: Program, log: StoreLog): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const run = (): void => {
    running = running
      .then(() => doDailyWork(program))
      .catch((error: unknown) => {
        log.error({ kind: error instanceof Error ? error.name : "unknown" }, "daily work failed");
      });
  };
  run();
  const timer = setInterval(run, hour);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Does the day's work. */
export async function doDailyWork(program: Program): Promise<void> {
  const now = program.services.clock();
  await writeAnchor(program.store.admin, anchorFolder(program.env.dataDir), now);
  const before = addMilliseconds(now, -receiptDays * day);
  for (const tenantId of [platformTenantId, ...(await listTerritoryIds(program.store.app))]) {
    await withTransaction(program.store.app, { tenantId, controllerIds: [], actorId: null }, (tx) =>
      forgetReceipts(tx, before),
    );
    if (hasPart(program.env.profile, "directory"))
      await withTransaction(program.store.app, { tenantId, controllerIds: [], actorId: null }, (tx) =>
        forgetUploads(tx, addMilliseconds(now, -day)),
      );
  }
  await eraseRequests(program);
  await endDocuments(program);
  await forgetImportFaults(program);
  await forgetContacts(program);
  await keepEntriesFresh(program);
  await forgetDrafts(program);
}

/** Files of microdata with raw answers whose description nobody took up again (decision 111). */
async function forgetDrafts({ env, store, services }: Program): Promise<void> {
  if (!hasPart(env.profile, "observatory")) return;
  const work = {
    db: store.app,
    now: services.clock(),
    days: env.surveyDraftDays,
    folder: env.dataDir,
  };
  for (const tenantId of await listTerritoryIds(store.app)) await forgetSurveyDrafts(work, tenantId);
}

/** Closures that are over end, organisations are asked again when they chose it, links that serve no more are forgotten. */
async function keepEntriesFresh({ env, store, services, upkeepMail }: Program): Promise<void> {
  if (!hasPart(env.profile, "directory")) return;
  const now = services.clock();
  const today = localDateAt(now, "Europe/Paris");
  const scope = { tenantId: platformTenantId, controllerIds: [], actorId: null };
  await withTransaction(store.app, scope, async (tx) => {
    await endPauses(tx, today);
    await askDue(tx, { secret: upkeepMail.secret, now, today, newId: services.newId });
    await forgetLinks(tx, now);
  });
}

/** Ways to answer whoever reported something wrong in an entry (decision 88). */
async function forgetContacts({ env, store, services }: Program): Promise<void> {
  if (!hasPart(env.profile, "directory")) return;
  const before = addMilliseconds(services.clock(), -contactDays * day);
  await withTransaction(store.app, { tenantId: platformTenantId, controllerIds: [], actorId: null }, (tx) =>
    forgetReportContacts(tx, before),
  );
}

/** Cells of faulty rows are kept for ninety days at most (decision 67). */
async function forgetImportFaults({ env, store, services }: Program): Promise<void> {
  if (!hasPart(env.profile, "directory")) return;
  const before = localDateAt(addMilliseconds(services.clock(), -faultDays * day), "Europe/Paris");
  await withTransaction(store.app, { tenantId: platformTenantId, controllerIds: [], actorId: null }, (tx) =>
    forgetFaults(tx, before),
  );
}

/** Documents of files whose time is over (decision 145). */
async function endDocuments({ env, store, services }: Program): Promise<void> {
  if (!hasPart(env.profile, "persons")) return;
  const work = { db: store.app, now: services.clock() };
  for (const tenantId of await listTerritoryIds(store.app)) await endDueDocuments(work, tenantId);
}

async function eraseRequests({ env, store, services, vault }: Program): Promise<void> {
  if (!hasPart(env.profile, "persons")) return;
  const now = services.clock();
  const work: Parameters<typeof eraseDueRequests>[0] = {
    db: store.app,
    now,
    beginErasure: (tenantId, personId) => vault.beginErasure({ tenantId, personId }, now),
    erasePerson: async (tenantId, personId) => {
      await vault.erasePerson({ tenantId, personId }, now, (person) => deletePersonRows(store, person));
    },
  };
  for (const tenantId of await listTerritoryIds(store.app)) await eraseDueRequests(work, tenantId);
}
