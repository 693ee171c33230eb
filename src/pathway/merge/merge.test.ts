import { randomId, type CallOf, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { cafe, loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  addPlanItem,
  confirmMerge,
  eraseFile,
  exportFile,
  findFiles,
  listCompanions,
  listMerges,
  listPlan,
  listReferrals,
  listRiskAlerts,
  listScreenings,
  moveReferral,
  previewMerge,
  proposeMerge,
  readFile,
  readReferral,
  readScreening,
  recordScreening,
  undoMerge,
  updateFile,
  withdrawAgreements,
  type openFile,
} from "../actions.ts";
import { stricter, type ContactRules } from "./stricter.ts";
import { tablesOfFile, tablesThatStay } from "./moved-rows-store.ts";

const world = await loopWorld();
const { run, worker, officer, prescriber, colleague, tenantId, ccas, database } = world;
const coordinator = professional(tenantId, ccas, "team-coordinator");

beforeEach(() => world.reset());

const rules = (given: Partial<ContactRules> = {}): ContactRules => ({
  contactChannels: ["phone", "sms"],
  contactMoments: [],
  mayLeaveVoicemail: true,
  statisticsUse: "agreed",
  contactHours: null,
  contactWords: null,
  ...given,
});

describe("of two files the more careful word holds", () => {
  test.each<[string, Partial<ContactRules>, Partial<ContactRules>, Partial<ContactRules>]>([
    ["only channels of both", { contactChannels: ["sms", "post"] }, {}, { contactChannels: ["sms"] }],
    ["do not contact", { contactChannels: [] }, {}, { contactChannels: [] }],
    ["a voicemail that was refused", { mayLeaveVoicemail: false }, {}, { mayLeaveVoicemail: false }],
    ["a voicemail that was not asked", { mayLeaveVoicemail: null }, {}, { mayLeaveVoicemail: null }],
    ["an objection to statistics", { statisticsUse: "objected" }, {}, { statisticsUse: "objected" }],
    ["moments of both", { contactMoments: ["weekday-morning"] }, {}, { contactMoments: ["weekday-morning"] }],
    [
      "words of both",
      { contactWords: "Dire Odile" },
      { contactWords: "Dire Léon" },
      { contactWords: "Dire Odile / Dire Léon" },
    ],
    [
      "nothing written where no moment is shared",
      { contactMoments: ["weekday-morning"] },
      { contactMoments: ["weekend"] },
      { contactChannels: ["phone"], contactMoments: ["weekday-morning"] },
    ],
  ])("%s", (_name, one, other, expected) => {
    expect(stricter(rules(one), rules(other))).toMatchObject(expected);
  });
});

test("every table of a person moves with a merge, or is said to stay", async () => {
  const { rows } = await sql<{
    name: string;
  }>`select distinct table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'person_id' order by 1`.execute(database.admin);
  const known = [...Object.keys(tablesOfFile), ...tablesThatStay];
  expect(rows.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
});

test("every sealed column of what moves is sealed anew", async () => {
  const below = Object.values(tablesOfFile).flatMap((one) => (one.below === undefined ? [] : [one.below]));
  const sealed = new Map([
    ...Object.entries(tablesOfFile).map(([table, one]) => [table, one.sealed] as const),
    ...below.map((one) => [one.table, one.sealed] as const),
  ]);
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type = 'bytea' and table_name = any (${[...sealed.keys()]}::text[])
    order by 1, 2`.execute(database.admin);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ table, column }) => !sealed.get(table)?.includes(column))).toEqual([]);
});

const open = (given: Partial<CallOf<typeof openFile>> = {}): Promise<PersonId> => world.open(worker, given);
const propose = (keptId: PersonId, mergedId: PersonId, actor = worker) =>
  run(proposeMerge, { keptId, mergedId }, { actor });
const merge = async (keptId: PersonId, mergedId: PersonId) => {
  const { mergeId } = await propose(keptId, mergedId);
  await run(confirmMerge, { mergeId }, { actor: coordinator });
  return mergeId;
};
const move = async (
  referralId: Awaited<ReturnType<typeof world.refer>>["referralId"],
  name: "decline" | "recall",
) => {
  const { version } = await run(readReferral, { referralId }, { actor: worker });
  await run(
    moveReferral,
    { referralId, move: name, note: "Dit par la personne." },
    { actor: worker, version },
  );
};
const screen = async (personId: PersonId) => {
  const id = randomId<"screening">();
  const answers = { "ucla3-1": 3, "ucla3-2": 2, "ucla3-3": 3 } as const;
  await run(
    recordScreening,
    { id, personId, instrument: "ucla3", mode: "in-person", answers, note: "Parle d’une voisine." },
    { actor: worker },
  );
  return id;
};

describe("two files of one person", () => {
  test("become one by two people: everything is there, opened with its key, and both ids lead to it", async () => {
    const keptId = await open({ phone: null, contactChannels: ["phone", "sms"] });
    const mergedId = await open({ givenNames: "Odile", statisticsUse: "objected" });
    const screeningId = await screen(mergedId);
    await run(
      addPlanItem,
      { id: randomId<"planItem">(), personId: mergedId, offerId: cafe.id, goal: "Revoir du monde" },
      { actor: worker },
    );
    const { referralId } = await world.refer(mergedId);
    const preview = await run(previewMerge, { keptId, mergedId }, { actor: worker });
    expect(preview).toMatchObject({ filled: ["phone"], obstacles: [], isTaken: false, agreementsEnded: 0 });
    expect(preview.stricter.toSorted()).toEqual(["contactChannels", "statisticsUse"]);
    expect(preview.moves.find(({ kind }) => kind === "referral")?.count).toBe(1);
    expect((await run(readFile, { personId: keptId }, { actor: worker })).phone).toBeNull();
    await merge(keptId, mergedId);
    for (const personId of [keptId, mergedId]) {
      const file = await run(readFile, { personId }, { actor: worker });
      expect(file).toMatchObject({
        id: keptId,
        givenNames: "Canari-Odile",
        phone: "06 39 98 77 66",
        contactChannels: ["phone"],
        statisticsUse: "objected",
      });
      const { referrals } = await run(listReferrals, { personId }, { actor: worker });
      expect(referrals.map(({ id }) => id)).toEqual([referralId]);
      const { items } = await run(listPlan, { personId }, { actor: worker });
      expect(items.map(({ goal }) => goal)).toEqual(["Revoir du monde"]);
      const { screenings } = await run(listScreenings, { personId }, { actor: worker });
      expect(screenings.map(({ id }) => id)).toEqual([screeningId]);
    }
    const answers = await run(readScreening, { personId: keptId, screeningId }, { actor: worker });
    expect(answers).toMatchObject({ note: "Parle d’une voisine." });
    const { persons, total } = await run(findFiles, {}, { actor: worker });
    expect([total, persons.map(({ id }) => id)]).toEqual([1, [keptId]]);
    await world.ring();
    expect(world.failures).toEqual([]);
  });

  test("have one alert, found by both ids: it is never lost with the number of the file", async () => {
    const [keptId, mergedId] = [await open(), await open()];
    await sql`insert into risk_alert (tenant_id, controller_id, id, person_id, screening_id, instrument, level, asked_at,
        raised_at, was_covered, acknowledged_at, acknowledged_by)
      values (${tenantId}, ${ccas}, ${randomId()}, ${mergedId}, ${randomId()}, 'phq9', 2, ${world.clock.now},
        ${world.clock.now}, true, ${world.clock.now}, ${coordinator.id})`.execute(database.admin);
    await merge(keptId, mergedId);
    for (const personId of [keptId, mergedId]) {
      const { alerts } = await run(listRiskAlerts, { personId }, { actor: worker });
      expect(alerts.map((alert) => alert.personId)).toEqual([keptId]);
    }
  });

  test("one referred by both old ids has two referrals, and no third by either id", async () => {
    const [keptId, mergedId] = [await open(), await open()];
    const one = await world.refer(keptId);
    const two = await world.refer(mergedId);
    await merge(keptId, mergedId);
    const { referrals } = await run(listReferrals, { personId: mergedId }, { actor: worker });
    expect(referrals.map(({ id }) => id).toSorted()).toEqual([one.referralId, two.referralId].toSorted());
    const again = (personId: PersonId) => refusal(world.refer(personId));
    expect([await again(keptId), await again(mergedId)]).toEqual([
      "pathway.tooManyOpenReferrals",
      "pathway.tooManyOpenReferrals",
    ]);
    await move(one.referralId, "decline");
    const third = await world.refer(mergedId);
    expect((await run(readReferral, { referralId: third.referralId }, { actor: worker })).personId).toBe(
      keptId,
    );
  });

  test("keep what was taken back later: the agreement of the other file ends, its referral is recalled", async () => {
    const [keptId, mergedId] = [await open(), await open()];
    const { referralId } = await world.refer(keptId);
    world.wait(1);
    await world.refer(mergedId);
    world.wait(1);
    await run(withdrawAgreements, { personId: mergedId }, { actor: worker });
    const preview = await run(previewMerge, { keptId, mergedId }, { actor: worker });
    expect(preview.agreementsEnded).toBe(1);
    await merge(keptId, mergedId);
    expect(await run(readReferral, { referralId }, { actor: worker })).toMatchObject({
      status: "recalled",
      isWithdrawn: true,
    });
  });

  test("of which one asks not to be contacted are not contacted: what waits to be sent is withheld", async () => {
    const keptId = await open({ contactChannels: ["sms"] });
    const mergedId = await open({ contactChannels: [] });
    expect((await run(previewMerge, { keptId, mergedId }, { actor: worker })).isNoContact).toBe(true);
    await merge(keptId, mergedId);
    const file = await run(readFile, { personId: keptId }, { actor: worker });
    expect(file.contactChannels).toEqual([]);
  });

  test("are taken apart again within thirty days: what moved goes back, what came since stays", async () => {
    const keptId = await open({
      phone: null,
      contactChannels: ["phone", "sms"],
      contactWords: "Dire Odile",
    });
    const mergedId = await open({ contactWords: "Dire Léon" });
    await world.accompany(mergedId, prescriber);
    const screeningId = await screen(mergedId);
    const mergeId = await merge(keptId, mergedId);
    const { referralId } = await world.refer(keptId);
    expect((await run(listCompanions, { personId: keptId }, { actor: worker })).companions.length).toBe(2);
    world.wait(29 * 24);
    await run(undoMerge, { mergeId }, { actor: worker });
    const kept = await run(readFile, { personId: keptId }, { actor: worker });
    expect(kept).toMatchObject({
      id: keptId,
      phone: null,
      contactChannels: ["phone", "sms"],
      contactWords: "Dire Odile",
    });
    const merged = await run(readFile, { personId: mergedId }, { actor: worker });
    expect(merged).toMatchObject({
      id: mergedId,
      contactChannels: ["phone"],
      contactWords: "Dire Léon",
    });
    const screeningsOf = async (personId: PersonId) =>
      (await run(listScreenings, { personId }, { actor: worker })).screenings.map(({ id }) => id);
    expect([await screeningsOf(keptId), await screeningsOf(mergedId)]).toEqual([[], [screeningId]]);
    expect(await run(readScreening, { personId: mergedId, screeningId }, { actor: worker })).toMatchObject({
      note: "Parle d’une voisine.",
    });
    expect((await run(readReferral, { referralId }, { actor: worker })).personId).toBe(keptId);
    expect((await run(listCompanions, { personId: keptId }, { actor: worker })).companions.length).toBe(1);
    expect(await refusal(run(undoMerge, { mergeId }, { actor: worker }))).toBe("pathway.mergeOver");
    expect(await merge(mergedId, keptId)).not.toBe(mergeId);
  });

  test("are not taken apart later than that", async () => {
    const mergeId = await merge(await open(), await open());
    world.wait(30 * 24 + 1);
    expect(await refusal(run(undoMerge, { mergeId }, { actor: worker }))).toBe("pathway.mergeTooLate");
    expect((await run(listMerges, {}, { actor: worker })).merges).toEqual([]);
  });

  test("taken apart after somebody changed the kept one, leave it as it stands: nothing is widened by itself", async () => {
    const keptId = await open({ contactChannels: ["phone", "sms"] });
    const mergeId = await merge(keptId, await open({ contactChannels: [] }));
    const { version } = await run(readFile, { personId: keptId }, { actor: worker });
    const words = { givenNames: "Odile", processingGround: "public-interest-task" } as const;
    await run(updateFile, { personId: keptId, ...words, contactChannels: [] }, { actor: worker, version });
    await run(undoMerge, { mergeId }, { actor: worker });
    const kept = await run(readFile, { personId: keptId }, { actor: worker });
    expect(kept).toMatchObject({ givenNames: "Odile", contactChannels: [] });
  });

  test("are there for their organisation alone", async () => {
    await merge(await open(), await open());
    const seen = (tenant: typeof tenantId, controllers: (typeof ccas)[]) =>
      database.as({ tenantId: tenant, controllerIds: controllers }, async (tx) => {
        const { rows } = await sql`select from person_merge`.execute(tx);
        return rows.length;
      });
    expect(await seen(tenantId, [ccas])).toBe(1);
    expect(await seen(tenantId, [randomId<"controller">()])).toBe(0);
    expect(await seen(randomId<"tenant">(), [ccas])).toBe(0);
  });

  test("are erased together, and handed out together", async () => {
    const [keptId, mergedId] = [await open(), await open({ familyName: "Autre-Nom" })];
    await merge(keptId, mergedId);
    const { records } = await run(exportFile, { personId: mergedId }, { actor: officer });
    expect(records.filter(({ kind }) => kind === "file-taken-in")).toMatchObject([
      { fields: { familyName: "Autre-Nom" } },
    ]);
    await run(eraseFile, { personId: mergedId }, { actor: officer });
    for (const personId of [keptId, mergedId])
      expect(await refusal(run(readFile, { personId }, { actor: worker }))).toBe("pathway.personNotFound");
    const { rows } = await sql`select from person`.execute(database.admin);
    expect(rows.length).toBe(0);
  });
});

describe("a proposal", () => {
  test("is confirmed by somebody else of the organisation, once, and changes nothing before", async () => {
    const [keptId, mergedId] = [await open(), await open()];
    const { mergeId } = await propose(keptId, mergedId);
    expect((await run(readFile, { personId: mergedId }, { actor: worker })).id).toBe(mergedId);
    const confirm = (actor: typeof worker) => refusal(run(confirmMerge, { mergeId }, { actor }));
    expect(await confirm(worker)).toBe("pathway.mergeSecondPersonNeeded");
    expect(await confirm(prescriber)).toBe("base.notAllowed");
    expect(await confirm(colleague)).toBe("pathway.mergeNotFound");
    const { merges } = await run(listMerges, {}, { actor: coordinator });
    expect(merges).toMatchObject([{ id: mergeId, mayConfirm: true, proposedBy: `name of ${worker.id}` }]);
    expect((await run(listMerges, {}, { actor: worker })).merges).toMatchObject([{ mayConfirm: false }]);
    expect((await Promise.all([confirm(coordinator), confirm(coordinator)])).toSorted()).toEqual([
      "accepted",
      "pathway.mergeOver",
    ]);
  });

  test("is of two different files of one organisation that take part in no other", async () => {
    const [one, two, three] = [await open(), await open(), await open()];
    const refused = (keptId: PersonId, mergedId: PersonId, actor = worker) =>
      refusal(propose(keptId, mergedId, actor));
    expect(await refused(one, one)).toBe("pathway.mergeSame");
    expect(await refused(one, two, colleague)).toBe("pathway.personNotFound");
    const foreign = await world.open(colleague);
    expect(await refused(one, foreign)).toBe("pathway.personNotFound");
    const { mergeId } = await propose(one, two);
    expect(await refused(two, three)).toBe("pathway.mergeExists");
    expect(await refused(three, one)).toBe("pathway.mergeExists");
    await run(undoMerge, { mergeId }, { actor: worker });
    expect(await refused(two, three)).toBe("accepted");
  });

  test("is not carried out where what is noted of the person's life differs", async () => {
    const [keptId, mergedId] = [await open(), await open()];
    await sql`update person set life_event = 'hospital', life_event_at = ${world.clock.now} where id = ${mergedId}`.execute(
      database.admin,
    );
    const { mergeId } = await propose(keptId, mergedId);
    expect(await refusal(run(confirmMerge, { mergeId }, { actor: coordinator }))).toBe(
      "pathway.mergeLifeEvents",
    );
    expect((await run(previewMerge, { keptId, mergedId }, { actor: worker })).obstacles).toEqual([
      "life-events",
    ]);
  });
});
