import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  addMilliseconds,
  randomId,
  TisserError,
  type Actor,
  type CallOf,
  type ControllerId,
  type Id,
  type PersonId,
  type TenantId,
} from "#base";
import { openVault, withTransaction, type PersonRef } from "#storage";
import { sql } from "kysely";
import { afterAll } from "vitest";
import { freshDatabase } from "./database.ts";
import { emptier } from "./emptier.ts";
import { actionRunner, clockAt, professional } from "./run.ts";
import { addCompanion, createReferral, openFile } from "../../src/pathway/actions.ts";
import { linkHolderOf, pathwayHandlers, runDueTimers, timerEffects } from "../../src/pathway/handlers.ts";
import type { ReadyMessage } from "../../src/pathway/message/send.ts";
import type { OfferFacts } from "../../src/pathway/services.ts";
import { erasePersonRows } from "../../src/pathway/store.ts";

/** The café to which tests refer. */
export const cafe: OfferFacts = {
  id: "0190a000-0000-7000-8000-000000000001" as Id<"offer">,
  name: "Café des voisins d’essai",
  organizationId: "0190a000-0000-7000-8000-00000000000a" as Id<"organization">,
  organizationName: "Association d’essai",
  email: "accueil@cafe.example",
  phone: "04 99 98 97 96",
  kind: "activity",
  type: "social-cafe",
  categories: ["gather"],
  interventions: ["contact-opportunities"],
  capacity: "ask",
  roomToldOn: null,
};

/** A mission of volunteering that tests put into plans. */
export const mission: OfferFacts = {
  ...cafe,
  id: "0190a000-0000-7000-8000-000000000002" as Id<"offer">,
  name: "Arroser le jardin partagé d’essai",
  kind: "mission",
  type: "mission",
  categories: ["take-part"],
};

/** Everything around the loop on a real database: two organisations of a territory and one of another, a clock, an outbox. */
export async function loopWorld({ hasHealth = false }: { readonly hasHealth?: boolean } = {}) {
  const database = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "tisser-loop-"));
  const clock = clockAt("2026-11-30T09:00:00Z");
  const start = clock.now;
  const vault = await openVault({
    keysFile: join(folder, "keys.json"),
    folder: join(folder, "keys"),
    mayCreate: true,
    now: clock.now,
  });
  afterAll(() => {
    vault.close();
    rmSync(folder, { recursive: true });
  });
  const baseUrl = "https://tisser.example";
  const outbox: ReadyMessage[] = [];
  const gateway = { isDown: false };
  /** What is otherwise at the café for a while. */
  const atCafe: { capacity?: OfferFacts["capacity"] } = {};
  const names = new Map<string, string>();
  const uploads = new Map<string, Uint8Array>();
  const deleteRows = async ({ tenantId, personId }: PersonRef): Promise<"deleted"> => {
    await withTransaction(database.app, { tenantId, controllerIds: [], actorId: null }, (tx) =>
      erasePersonRows(tx, personId),
    );
    return "deleted";
  };
  const sentence = (locale: string, key: string, params: object = {}): string =>
    `${locale} ${key} ${JSON.stringify(params)}`;
  const handlers = pathwayHandlers({
    vault,
    emergencyOpening: async () => null,
    beginErasure: (tenantId, personId) => vault.beginErasure({ tenantId, personId }, clock.now),
    erasePerson: async (tenantId, personId) => {
      await vault.erasePerson({ tenantId, personId }, clock.now, deleteRows);
    },
    baseUrl,
    findOffer: async (_db, id) =>
      id === mission.id ? mission : id === cafe.id ? { ...cafe, ...atCafe } : null,
    organisationName: async (_db, id) => names.get(id) ?? null,
    centreOfTown: () => ({ latitude: 45.57, longitude: 5.92 }),
    hasHealth,
    populationMean: async (_db, _tenantId, instrument) =>
      instrument === "ucla3" ? { mean: 4.6, survey: "invented", isSynthetic: true } : null,
    accountNames: async (ids) => new Map(ids.map((id) => [id, `name of ${id}`])),
    readUpload: async (id) => uploads.get(id) ?? null,
    sentence,
    wakeTimers: () => {},
  });
  const run = actionRunner(database, handlers, clock);
  const effects = timerEffects({
    vault,
    baseUrl,
    sentence,
    accountAddress: async (id) => (gone.has(id) ? null : `${id}@example.org`),
    sendMessage: async (message) => {
      if (gateway.isDown) throw new Error("down");
      outbox.push(message);
    },
  });
  const failures: string[] = [];
  const empty = emptier(
    database,
    "person",
    "referral_group",
    "on_call",
    "on_call_duty",
    "instrument_decision",
    "trained_person",
    "membership",
    "operator_text",
    "wording_decision",
    "timer_due",
  );
  const gone = new Set<string>();
  const makeOrganisation = async (tenantId: TenantId, name: string): Promise<ControllerId> => {
    const id = randomId<"controller">();
    names.set(id, name);
    await sql`insert into territory (id, slug, name, country, time_zone, created_at)
      values (${tenantId}, ${`t-${tenantId}`}, 'Essai', 'FR', 'Europe/Paris', ${clock.now}) on conflict do nothing`.execute(
      database.admin,
    );
    await sql`insert into controller (tenant_id, id, name, kind, created_at)
      values (${tenantId}, ${id}, ${name}, 'association', ${clock.now})`.execute(database.admin);
    return id;
  };
  const tenantId = randomId<"tenant">();
  const elsewhere = randomId<"tenant">();
  const ccas = await makeOrganisation(tenantId, "CCAS d’essai");
  const homeHelp = await makeOrganisation(tenantId, "Aide à domicile d’essai");
  const foreign = await makeOrganisation(elsewhere, "Ailleurs d’essai");
  const worker = professional(tenantId, ccas, "link-worker");
  /** Puts a professional on record as working for an organisation: rows of the on-call ask for it. */
  const employ = async (actor: Actor): Promise<void> => {
    for (const { controllerId, role } of actor.memberships)
      await sql`insert into membership (tenant_id, id, controller_id, account_id, role, since)
        values (${tenantId}, ${randomId()}, ${controllerId}, ${actor.id}, ${role}, ${clock.now}) on conflict do nothing`.execute(
        database.admin,
      );
  };

  return {
    database,
    vault,
    clock,
    run,
    outbox,
    uploads,
    gateway,
    atCafe,
    failures,
    /** Accounts without address any more. */
    gone,
    employ,
    tenantId,
    ccas,
    worker,
    /** A doctor who refers, in the same organisation. */
    prescriber: professional(tenantId, ccas, "prescriber"),
    officer: professional(tenantId, ccas, "data-protection-officer"),
    /** Of the same territory, another organisation. */
    colleague: professional(tenantId, homeHelp, "link-worker"),
    /** Of another territory. */
    stranger: professional(elsewhere, foreign, "link-worker"),
    /** Begins anew: nobody, nothing under way, the same moment. */
    reset: async (): Promise<void> => {
      clock.now = start;
      outbox.length = 0;
      failures.length = 0;
      gateway.isDown = false;
      delete atCafe.capacity;
      gone.clear();
      await empty();
    },
    /** Lets hours pass. */
    wait: (hours: number): void => {
      clock.now = addMilliseconds(clock.now, hours * 3_600_000);
    },
    /** Lets every due timer have its effect. */
    ring: (): Promise<number> =>
      runDueTimers({
        db: database.app,
        clock: () => clock.now,
        newId: randomId,
        effects,
        onFailure: (timer) => failures.push(timer.kind),
      }),
    /** Opens a file of somebody invented. */
    open: async (actor: Actor = worker, given: Partial<CallOf<typeof openFile>> = {}): Promise<PersonId> => {
      const id = randomId<"person">();
      await run(
        openFile,
        {
          givenNames: "Canari-Odile",
          familyName: "Beausoleil-Ménard",
          phone: "06 39 98 77 66",
          townCode: "73065",
          wishes: "Jouer aux dames",
          processingGround: "public-interest-task",
          contactChannels: ["phone"],
          ...given,
          id,
        },
        { actor },
      );
      return id;
    },
    /** Lets a colleague of the worker accompany a person. */
    accompany: async (personId: PersonId, actor: Actor): Promise<void> => {
      if (actor.id === null) throw new Error("nobody");
      await employ(actor);
      await run(addCompanion, { personId, accountId: actor.id }, { actor: worker });
    },
    /** Refers a person to the café. */
    refer: async (
      personId: PersonId,
      given: Partial<CallOf<typeof createReferral>> = {},
      actor: Actor = worker,
    ) =>
      run(
        createReferral,
        {
          id: randomId<"referral">(),
          personId,
          offerId: cafe.id,
          receiverName: cafe.name,
          receiverChannel: "email",
          receiverEmail: cafe.email,
          items: ["first-name", "phone", "wishes"],
          evidence: "witnessed-oral",
          words: "Vient volontiers accompagnée la première fois.",
          callbackPhone: "04 99 91 92 93",
          ...given,
        },
        { actor },
      ),
    /** The actor of a session cookie, as the door recognises it. */
    holder: async (cookies: readonly string[]): Promise<Actor | null> =>
      linkHolderOf(database.app, new Headers({ cookie: cookies[0]?.split(";")[0] ?? "" }), clock.now),
  };
}

/** Code of the refusal of something; `accepted` when it was not refused. */
export async function refusal(pending: Promise<unknown>): Promise<string> {
  try {
    await pending;
  } catch (error) {
    if (error instanceof TisserError) return error.code;
    throw error;
  }
  return "accepted";
}

/** Secret of the link in a message. */
export function secretIn(message: ReadyMessage | undefined): string {
  return /\/r\/([\w-]+)/.exec(message?.text ?? "")?.[1] ?? "no link";
}
