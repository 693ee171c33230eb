import {
  randomId,
  roles,
  TisserError,
  type Actor,
  type AnyAction,
  type ControllerId,
  type Id,
  type OutputOf,
  type PersonId,
  type Role,
  type TenantId,
} from "#base";
import { namedAlter } from "#network";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { cafe, loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import { telephoneJpeg } from "../sealed-file/fixtures/pictures.ts";
import {
  actInDanger,
  addSideNote,
  bringDocument,
  createReferrals,
  exportFile,
  exportPersonHours,
  listEngagements,
  listFigureFiles,
  readHours,
  readPersonStatement,
  findAlike,
  findFiles,
  keepConsentPaper,
  keepNetworkMap,
  listAccesses,
  listDangerActs,
  listCompanions,
  listContacts,
  listHeld,
  listConsentPapers,
  listDocuments,
  listNetworkMaps,
  listPlan,
  listReassessments,
  listReferrals,
  listRepresentatives,
  listRiskAlerts,
  listScreenings,
  listSideNotes,
  listWaiting,
  readDangerAct,
  readConsentPaper,
  readDocument,
  readFile,
  readNeeds,
  readNextQuestions,
  readReferral,
  readReferralGroup,
  readRiskAlert,
  readScreening,
  readPlanSheet,
  readPlanClosing,
  readSharingGround,
  recordScreening,
  setNeeds,
  updateFile,
} from "../actions.ts";
import * as actions from "../actions.ts";
import { reachOf, whoSees, type Reach, type Thing } from "./matrix.ts";
import { ownCasesIn } from "./own-cases.ts";

const world = await loopWorld({ hasHealth: true });
const { run, worker, tenantId, ccas, database } = world;

/** Where somebody stands towards the file, the nearest first. */
const relations = ["own-act", "own-case", "organisation", "elsewhere", "other-territory"] as const;
type Relation = (typeof relations)[number];

/** Which relations a reach covers, of those in which nothing is asked for. */
const covers: Readonly<Record<Reach, readonly Relation[]>> = {
  organisation: ["own-act", "own-case", "organisation"],
  "own-case": ["own-act", "own-case"],
  "own-act": ["own-act"],
  "on-request": [],
  none: [],
};

interface Scene {
  readonly personId: PersonId;
  readonly screeningId: Id<"screening">;
  readonly alertId: Id<"risk-alert">;
  readonly referralId: Id<"referral">;
  readonly groupId: Id<"referral-group">;
  /** A referral to which the person agreed on paper, and that paper. */
  readonly signedId: Id<"referral">;
  readonly paperId: Id<"consent-paper">;
  readonly dangerActId: Id<"danger-act">;
  readonly documentId: Id<"person-document">;
}
let scene: Scene;

beforeAll(async () => {
  await world.reset();
  await world.employ(worker);
  const personId = await world.open();
  const { referralId } = await world.refer(personId, { evidence: null });
  const { referralId: signedId } = await world.refer(personId, { evidence: "signed-paper" });
  const uploadId = randomId();
  world.uploads.set(uploadId, telephoneJpeg());
  const { paperId } = await run(keepConsentPaper, { referralId: signedId, uploadId }, { actor: worker });
  const broughtId = randomId();
  world.uploads.set(broughtId, telephoneJpeg());
  const { documentId } = await run(
    bringDocument,
    { personId, uploadId: broughtId, kind: "letter", day: "2026-11-20" },
    { actor: worker },
  );
  await run(setNeeds, { personId, needs: ["meet-people"] }, { actor: worker, version: 0 });
  // Two notes: everybody who sees the file sees the shared one alone.
  for (const visibility of ["shared", "private"] as const) {
    const note = { id: randomId<"side-note">(), personId, visibility, text: "À voir" };
    await run(addSideNote, note, { actor: worker });
  }
  const screeningId = randomId<"screening">();
  const answers = { "ucla3-1": 3, "ucla3-2": 3, "ucla3-3": 3 };
  await run(
    recordScreening,
    { id: screeningId, personId, instrument: "ucla3", mode: "in-person", answers },
    { actor: worker },
  );
  const alters = [{ ...namedAlter("alter-0001", "Zaza"), role: "friend" }];
  const map = { takenOn: "2026-11-29", ego: { label: null }, alters, remembered: [], ties: null };
  const keeping = { id: randomId<"networkMap">(), personId, map: JSON.stringify(map) };
  await run(keepNetworkMap, keeping, { actor: worker });
  const alertId = randomId<"risk-alert">();
  await sql`insert into risk_alert (tenant_id, controller_id, id, person_id, screening_id, instrument, level, asked_at,
      raised_at, was_covered)
    values (${tenantId}, ${ccas}, ${alertId}, ${personId}, ${screeningId}, 'phq9', 2, ${world.clock.now},
      ${world.clock.now}, true)`.execute(database.admin);
  const dangerActId = randomId<"danger-act">();
  await run(
    actInDanger,
    {
      id: dangerActId,
      personId,
      ground: "vital-emergency",
      receiverName: "SAMU",
      items: ["phone"],
      reason: "Une chute",
      telling: "told",
    },
    { actor: worker },
  );
  const { groupId } = await run(
    createReferrals,
    {
      groupId: randomId<"referral-group">(),
      offerId: cafe.id,
      lines: [`${personId}.ask`],
      receiverName: cafe.name,
      receiverChannel: "none",
      items: ["first-name"],
      callbackPhone: "04 99 91 92 93",
    },
    { actor: worker },
  );
  scene = { personId, screeningId, alertId, referralId, groupId, signedId, paperId, dangerActId, documentId };
});

/** Somebody with one role, standing in a relation to the file. */
async function stand(role: Role, relation: Relation): Promise<Actor> {
  const at: readonly [TenantId, ControllerId] =
    relation === "elsewhere"
      ? [tenantId, controllerOf(world.colleague)]
      : relation === "other-territory"
        ? [world.stranger.tenantId ?? tenantId, controllerOf(world.stranger)]
        : [tenantId, ccas];
  const actor = actorOf(role, ...at);
  const isCase = relation === "own-act" || relation === "own-case";
  // Put on record whatever the role: a row alone opens nothing to a role that reaches nothing.
  await sql`delete from companion where account_id = ${actor.id}`.execute(database.admin);
  if (isCase && actor.id !== null)
    await sql`insert into companion (tenant_id, controller_id, id, person_id, account_id, since)
      values (${tenantId}, ${ccas}, ${randomId()}, ${scene.personId}, ${actor.id}, ${world.clock.now})`.execute(
      database.admin,
    );
  const asker = relation === "own-act" ? actor.id : worker.id;
  await sql`update questionnaire_response set asked_by = ${asker}`.execute(database.admin);
  await sql`update network_map set recorded_by = ${asker}`.execute(database.admin);
  await sql`update person_document set brought_by = coalesce(${asker}::uuid, brought_by)`.execute(
    database.admin,
  );
  return actor;
}

const controllerOf = (actor: Actor): ControllerId => actor.memberships[0]?.controllerId ?? ccas;

function actorOf(role: Role, tenant: TenantId, controller: ControllerId): Actor {
  const someone = professional(tenant, controller, role);
  if (role === "anonymous")
    return { ...someone, kind: "anonymous", id: null, tenantId: null, memberships: [] };
  return role === "link-holder" ? { ...someone, kind: "link" } : someone;
}

/** Whether something is answered, and shows what is looked for; refused or hidden, it does not. */
async function shows<Answer>(
  asked: Promise<Answer>,
  isThere: (answer: Answer) => boolean = () => true,
): Promise<boolean> {
  try {
    return isThere(await asked);
  } catch (error) {
    if (error instanceof TisserError) return false;
    throw error;
  }
}

/** What each kind of thing is looked for through: every door by which it could be seen. All must agree. */
const probes: Readonly<Record<Thing, (actor: Actor) => readonly Promise<boolean>[]>> = {
  identity: (actor) => {
    const { personId } = scene;
    const isListed = ({ total, persons }: OutputOf<typeof findFiles>) => total === 1 && persons.length === 1;
    return [
      shows(run(readFile, { personId }, { actor })),
      shows(run(listCompanions, { personId }, { actor })),
      shows(run(listContacts, { personId }, { actor })),
      shows(run(listHeld, { personId }, { actor })),
      shows(run(listRepresentatives, { personId }, { actor })),
      shows(run(findFiles, { q: "Canari" }, { actor }), isListed),
      shows(run(findFiles, {}, { actor }), isListed),
      shows(
        run(findAlike, { givenNames: "Odile", familyName: "Beausoleil" }, { actor }),
        ({ persons }) => persons.length === 1,
      ),
      shows(run(listWaiting, {}, { actor }), ({ items }) => items.some((item) => item.givenNames !== "")),
      shows(
        run(listFigureFiles, { controllerId: ccas, figure: "reached", code: "noticed" }, { actor }),
        ({ files }) => files.some(({ givenNames }) => givenNames !== ""),
      ),
    ];
  },
  wishes: (actor) => {
    const { personId } = scene;
    return [
      shows(run(readNeeds, { personId }, { actor })),
      shows(run(listPlan, { personId }, { actor })),
      shows(run(listSideNotes, { personId }, { actor }), ({ notes }) => notes.length === 1),
      shows(run(readPlanSheet, { personId }, { actor })),
      shows(run(readPlanClosing, { personId }, { actor })),
      shows(run(listReassessments, { personId }, { actor })),
      shows(run(listEngagements, { personId }, { actor })),
      shows(run(readHours, { personId }, { actor })),
      shows(run(exportPersonHours, { personId }, { actor })),
      shows(run(readPersonStatement, { personId, month: "2026-10" }, { actor })),
    ];
  },
  result: (actor) => {
    const { personId, screeningId } = scene;
    return [
      shows(run(listScreenings, { personId }, { actor }), ({ screenings }) =>
        screenings.some(({ score }) => score !== null),
      ),
      shows(run(listNetworkMaps, { personId }, { actor }), ({ maps }) =>
        maps.some(({ network }) => network !== null),
      ),
      shows(run(readScreening, { personId, screeningId }, { actor })),
      // Questions are proposed again to whom the answers are not shown.
      shows(run(readNextQuestions, { personId }, { actor }), ({ instruments }) =>
        instruments.every(({ id }) => id !== "ucla3"),
      ),
    ];
  },
  referral: (actor) => {
    const { personId, referralId, groupId, signedId, paperId } = scene;
    return [
      shows(run(listConsentPapers, { referralId: signedId }, { actor }), ({ papers }) => papers.length === 1),
      shows(run(readConsentPaper, { referralId: signedId, paperId }, { actor })),
      shows(run(readReferral, { referralId }, { actor })),
      shows(run(readReferralGroup, { groupId }, { actor }), ({ lines }) =>
        lines.some(({ person }) => person !== null),
      ),
      shows(run(listReferrals, { personId }, { actor })),
      shows(
        run(listFigureFiles, { controllerId: ccas, figure: "partner", code: signedId }, { actor }),
        ({ files }) => files.length > 0,
      ),
      shows(run(readSharingGround, { personId, offerId: cafe.id }, { actor })),
    ];
  },
  document: (actor) => {
    const { personId, documentId } = scene;
    return [
      shows(run(listDocuments, { personId }, { actor }), ({ documents }) => documents.length === 1),
      shows(run(readDocument, { personId, documentId }, { actor })),
    ];
  },
  riskAlert: (actor) => {
    const { personId, alertId } = scene;
    const isListed = ({ alerts }: OutputOf<typeof listRiskAlerts>) => alerts.length === 1;
    return [
      shows(run(listRiskAlerts, {}, { actor }), isListed),
      shows(run(listRiskAlerts, { personId }, { actor }), isListed),
      shows(run(readRiskAlert, { alertId }, { actor })),
    ];
  },
  dangerAct: (actor) => {
    const { personId, dangerActId } = scene;
    return [
      shows(run(readDangerAct, { dangerActId }, { actor })),
      shows(run(listDangerActs, { personId }, { actor }), ({ acts }) => acts.length === 1),
    ];
  },
  accesses: (actor) => [shows(run(listAccesses, { personId: scene.personId }, { actor }))],
};

const things = Object.keys(whoSees) as readonly Thing[];
const cells = things.flatMap((thing) =>
  roles.flatMap((role) => relations.map((relation) => [thing, role, relation] as const)),
);

describe("of each kind of thing, each role sees in each relation what the table says, by every door", () => {
  test.each(cells)("%s, %s, %s", async (thing, role, relation) => {
    const actor = await stand(role, relation);
    const isSeen = covers[reachOf(thing, role)].includes(relation);
    const seen = await Promise.all(probes[thing](actor));
    expect(seen).toEqual(seen.map(() => isSeen));
  });

  test.each(roles.flatMap((role) => relations.map((relation) => [role, relation] as const)))(
    "the whole file with who opened it, by export: %s, %s",
    async (role, relation) => {
      const actor = await stand(role, relation);
      const isInside = !["elsewhere", "other-territory"].includes(relation);
      const mayExport = role === "data-protection-officer" || role === "platform-operator";
      expect(await shows(run(exportFile, { personId: scene.personId }, { actor }))).toBe(
        mayExport && isInside,
      );
    },
  );
});

test("every reading of persons is one that the table was asked about", () => {
  const asked = new Set<string>(
    [
      readFile,
      findFiles,
      findAlike,
      listCompanions,
      listContacts,
      listHeld,
      listConsentPapers,
      readConsentPaper,
      listDocuments,
      readDocument,
      listWaiting,
      // Figures made of answers and maps are refused to who sees only those they asked for (decision 144).
      listFigureFiles,
      readNeeds,
      listPlan,
      readPlanSheet,
      readPlanClosing,
      listScreenings,
      listSideNotes,
      listNetworkMaps,
      readScreening,
      readNextQuestions,
      readReferral,
      readReferralGroup,
      readSharingGround,
      listReferrals,
      listRiskAlerts,
      readRiskAlert,
      exportFile,
      listReassessments,
      listAccesses,
      listEngagements,
      readHours,
      exportPersonHours,
      readPersonStatement,
      readDangerAct,
      listDangerActs,
      listRepresentatives,
    ].map(({ name }) => name),
  );
  // Own questions under way, counts, settings, what those without account read by their own link, what the team keeps of its
  // volunteers and hours, joining two files, which asks for both of them, the page that goes back once a referral ended, which asks for the referral,
  // and the list of those whom one accompanies oneself, which is narrower than the table.
  const elsewhere = new Set([
    "pathway.readAssessment",
    "pathway.listAssessments",
    "pathway.readInstrumentSettings",
    "pathway.readOnCall",
    "pathway.listCallRequests",
    "pathway.readCallRequest",
    "pathway.listLoads",
    "pathway.readAnswer",
    "pathway.readQuestions",
    "pathway.readOwnPage",
    "pathway.readOwnDocument",
    "pathway.readMomentFile",
    "pathway.exportOwn",
    "pathway.readVisitCard",
    "pathway.listOwnVisits",
    "pathway.listVolunteers",
    "pathway.readHoursMonth",
    "pathway.exportHoursMonth",
    "pathway.listHoursClosings",
    "pathway.readHoursStatement",
    "pathway.exportHoursStatement",
    "pathway.exportHoursDepartment",
    "pathway.readTeamFigures",
    "pathway.exportTeamFigures",
    "pathway.readTerritoryFigures",
    "pathway.exportTerritoryFigures",
    "pathway.readTerritoryPathway",
    "pathway.readMessageBack",
    "pathway.listLetters",
    "pathway.readLetter",
    "pathway.previewMerge",
    "pathway.listMerges",
    "pathway.readDangerFigures",
    "pathway.listOwnCasesForOffer",
  ]);
  const readings = (Object.values(actions) as readonly unknown[]).filter(
    (one): one is AnyAction =>
      typeof one === "object" && one !== null && "isCommand" in one && !one.isCommand && "auditRead" in one,
  );
  expect(readings.map(({ name }) => name).filter((name) => !asked.has(name) && !elsewhere.has(name))).toEqual(
    [],
  );
});

describe("whoever sees own cases alone", () => {
  const doctor = professional(tenantId, ccas, "prescriber");

  test("is who refers or meets people outside, and nobody who also owns loops there", () => {
    expect(ownCasesIn(doctor)).toEqual([ccas]);
    expect(ownCasesIn(professional(tenantId, ccas, "prescriber", "link-worker"))).toEqual([]);
    expect(ownCasesIn(worker)).toEqual([]);
  });

  test("sees what they open, and changes it", async () => {
    const personId = await world.open(doctor, { givenNames: "Perruche" });
    const file = await run(readFile, { personId }, { actor: doctor });
    expect(file.allowed).toEqual([updateFile.name]);
    const { persons, total } = await run(findFiles, {}, { actor: doctor });
    expect([total, persons.map(({ id }) => id)]).toEqual([1, [personId]]);
    expect((await world.refer(personId, {}, doctor)).status).toBe("sent");
  });

  test("sees an alert, and the person, while on call; and on, once they took it over", async () => {
    const onCall = professional(tenantId, ccas, "field-worker");
    const { personId } = scene;
    expect(await refusal(run(readFile, { personId }, { actor: onCall }))).toBe("pathway.personNotFound");
    await sql`insert into on_call (tenant_id, controller_id, asking_hours, changed_at)
      values (${tenantId}, ${ccas}, '24/7', ${world.clock.now}) on conflict do nothing`.execute(
      database.admin,
    );
    await sql`insert into on_call_duty (tenant_id, controller_id, id, account_id, hours, turn, since)
      values (${tenantId}, ${ccas}, ${randomId()}, ${onCall.id}, '24/7', 1, ${world.clock.now})`.execute(
      database.admin,
    );
    expect((await run(listRiskAlerts, {}, { actor: onCall })).alerts[0]?.givenNames).toBe("Canari-Odile");
    const { alertId } = scene;
    await run(actions.acknowledgeRiskAlert, { alertId, words: "Appelé." }, { actor: onCall });
    await sql`update on_call_duty set until = ${world.clock.now}`.execute(database.admin);
    expect((await run(readFile, { personId }, { actor: onCall })).givenNames).toBe("Canari-Odile");
  });
});
