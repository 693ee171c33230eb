import { anonymousActor, randomId, type CallOf } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  decidePathway,
  inviteFirst,
  listOfferedInstruments,
  previewPathway,
  readTerritoryPathway,
  recordScreening,
  resetPathway,
  restorePathway,
} from "../actions.ts";
import { beginSelfCheck, readSelfCheck } from "../self-check/actions.ts";
import { defaultChoices, type PathwayChoices } from "./choices.ts";

const world = await loopWorld({ hasHealth: true });
const { run, worker, ccas, tenantId } = world;
const admin = professional(tenantId, ccas, "territory-admin");
const reason = "Le comité du territoire l’a voulu ainsi.";
const decide = (changed: Partial<PathwayChoices> = {}, given: Partial<CallOf<typeof decidePathway>> = {}) =>
  run(decidePathway, { ...defaultChoices, reason, ...changed, ...given }, { actor: admin });
const osss3 = { "osss-1": 2, "osss-2": 2, "osss-3": 2 };

beforeEach(async () => {
  await world.reset();
  await sql`delete from pathway_decision`.execute(world.database.admin);
});

describe("a decision on the pathway", () => {
  test("is kept with who, when and why; every earlier one stays", async () => {
    await decide({ minimumAge: 18 });
    await decide({ modules: ["aidants"] });
    await run(resetPathway, { reason }, { actor: admin });
    const read = await run(readTerritoryPathway, {}, { actor: admin });
    expect(read.isDefault).toBe(true);
    expect(read.choices).toEqual(defaultChoices);
    expect(read.decisions.map(({ changed, isDefault }) => [isDefault, ...changed])).toEqual([
      [true],
      [false, "modules"],
      [false, "minimumAge"],
    ]);
    expect(read.decisions[0]).toMatchObject({
      reason,
      decidedBy: `name of ${admin.id}`,
      decidedAt: world.clock.now,
    });
  });

  test("is taken by the administration of the territory alone, with a reason", async () => {
    const coordinator = professional(tenantId, ccas, "team-coordinator");
    const given = { ...defaultChoices, reason };
    expect(await refusal(run(decidePathway, given, { actor: coordinator }))).toBe("base.notAllowed");
    expect(await refusal(run(previewPathway, defaultChoices, { actor: worker }))).toBe("base.notAllowed");
    expect(await refusal(decide({}, { reason: "parce que" }))).toBe("base.invalidInput");
    expect((await run(readTerritoryPathway, {}, { actor: coordinator })).isDefault).toBe(true);
  });

  test("that leaves the bounds is refused with its code, and changes nothing", async () => {
    expect(await refusal(decide({ minimumAge: 15 }))).toBe("pathway.pathwayOutOfBounds");
    expect(await refusal(decide({ alone: ["phq9"] }))).toBe("pathway.pathwayOutOfBounds");
    expect(await refusal(decide({ supportLines: [] }))).toBe("pathway.pathwayOutOfBounds");
    await expect(decide({ minimumAge: 15 })).rejects.toMatchObject({
      params: { fault: "minimum-age-lowered" },
      issues: [{ path: "minimumAge", code: "invalid" }],
    });
    const read = await run(readTerritoryPathway, {}, { actor: admin });
    expect(read.decisions).toEqual([]);
  });

  test("can be looked at before it is taken", async () => {
    const input = { ...defaultChoices, minimumAge: 15, modules: [] };
    expect(await run(previewPathway, input, { actor: admin })).toMatchObject({
      changed: ["minimumAge", "modules"],
      faults: [{ code: "minimum-age-lowered", path: "minimumAge" }],
    });
    expect((await run(readTerritoryPathway, {}, { actor: admin })).decisions).toEqual([]);
  });

  test("shows on saved examples where people would be led", async () => {
    await decide({ uclaFrom: 5 });
    const { examples } = await run(previewPathway, { ...defaultChoices, uclaFrom: 4 }, { actor: admin });
    const of = (id: string) => examples.find((one) => one.id === id);
    expect([of("a-little-lonely")?.before.t1, of("a-little-lonely")?.after.t1]).toEqual([
      "negative",
      "positive",
    ]);
    expect(of("sometimes-lonely")?.before).toEqual(of("sometimes-lonely")?.after);
  });

  test("can be undone by taking an earlier one again, which is a decision of its own", async () => {
    const restore = (position: number, given: { reason?: string } = {}) =>
      run(restorePathway, { position, reason, ...given }, { actor: admin });
    await decide({ uclaFrom: 4 });
    await decide({ minimumAge: 18 });
    expect(await restore(1)).toEqual({ position: 3 });
    const read = async () => run(readTerritoryPathway, {}, { actor: admin });
    expect((await read()).choices).toMatchObject({ uclaFrom: 4, minimumAge: 16 });
    expect((await read()).decisions).toHaveLength(3);
    await restore(0);
    expect((await read()).isDefault).toBe(true);
    expect(await refusal(restore(9))).toBe("pathway.pathwayDecisionUnknown");
    expect(await refusal(restore(1, { reason: "non" }))).toBe("base.invalidInput");
    // A bound that came after the decision holds: what is not safe any more is not taken again.
    await sql`update pathway_decision set choices = jsonb_set(choices, '{uclaFrom}', '7') where position = 1`.execute(
      world.database.admin,
    );
    await expect(restore(1)).rejects.toMatchObject({
      code: "pathway.pathwayOutOfBounds",
      params: { fault: "threshold-out-of-bounds" },
      issues: [{ path: "uclaFrom" }],
    });
  });

  test("of before thresholds could be chosen is read with those of the catalogue", async () => {
    await decide({ minimumAge: 18 });
    await sql`update pathway_decision set choices = choices - 'uclaFrom' - 'fromWatch'`.execute(
      world.database.admin,
    );
    const { choices } = await run(readTerritoryPathway, {}, { actor: admin });
    expect(choices).toEqual({ ...defaultChoices, minimumAge: 18 });
  });

  test("belongs to one territory", async () => {
    await decide({ order: defaultChoices.order.toReversed() });
    const elsewhere = professional(world.stranger.tenantId ?? tenantId, ccas, "territory-admin");
    expect((await run(readTerritoryPathway, {}, { actor: elsewhere })).decisions).toEqual([]);
  });
});

describe("the questions asked together follow it", () => {
  test("in its order", async () => {
    const personId = await world.open();
    const offered = async () =>
      (await run(listOfferedInstruments, { personId }, { actor: worker })).instruments
        .map(({ id }) => id)
        .filter((id) => defaultChoices.order.includes(id));
    const before = await offered();
    await decide({ order: defaultChoices.order.toReversed() });
    expect(await offered()).toEqual(before.toReversed());
  });

  test("what needs somebody there is taken on no paper and sent by no link", async () => {
    const personId = await world.open(worker, { contactChannels: ["sms"] });
    const paper = () =>
      run(
        recordScreening,
        { id: randomId<"screening">(), personId, instrument: "osss3", mode: "paper", answers: osss3 },
        { actor: worker },
      );
    const link = () =>
      run(
        inviteFirst,
        {
          id: randomId<"reassessment">(),
          personId,
          instrument: "osss3",
          channel: "sms" as const,
          agreedName: "Inès",
          callbackPhone: "04 99 91 92 93",
        },
        { actor: worker },
      );
    expect([await refusal(paper()), await refusal(link())]).toEqual(["pathway.paperEntryNeeded", "accepted"]);
    await decide({ alone: [] });
    expect(await refusal(paper())).toBe("instruments.assistanceNeeded");
    expect(await refusal(link())).toBe("pathway.instrumentNotOffered");
  });

  test("what is for prescribers is shown to others, and asked by them alone", async () => {
    await decide({ cliniciansOnly: ["osss3"] });
    const personId = await world.open();
    const record = (actor = worker) =>
      run(
        recordScreening,
        { id: randomId<"screening">(), personId, instrument: "osss3", mode: "in-person", answers: osss3 },
        { actor },
      );
    const { instruments } = await run(listOfferedInstruments, { personId }, { actor: worker });
    expect(instruments.find(({ id }) => id === "osss3")?.reason).toBe("clinician-needed");
    expect(await refusal(record())).toBe("pathway.instrumentNotOffered");
    await world.accompany(personId, world.prescriber);
    expect(await refusal(record(world.prescriber))).toBe("accepted");
  });

  test("nobody under its age is scored", async () => {
    const personId = await world.open(worker, {
      birthDate: "2009-06-01",
      minorGround: "child-protection",
    });
    const record = () =>
      run(
        recordScreening,
        { id: randomId<"screening">(), personId, instrument: "osss3", mode: "in-person", answers: osss3 },
        { actor: worker },
      );
    expect(await refusal(record())).toBe("accepted");
    await decide({ minimumAge: 18 });
    expect(await refusal(record())).toBe("pathway.tooYoungForScoring");
  });
});

describe("the self-check follows the territories", () => {
  test("by the highest of their ages and the situations they show", async () => {
    const begin = (age: CallOf<typeof beginSelfCheck>["age"]) =>
      run(beginSelfCheck, { age }, { actor: anonymousActor });
    expect((await begin("16-17")).next).toBe("1");
    await decide({ minimumAge: 18, modules: ["aidants"] });
    expect(await run(readSelfCheck, {}, { actor: anonymousActor })).toMatchObject({ minimumAge: 18 });
    for (const age of ["under-16", "16-17", "grown"] as const)
      expect((await begin(age)).next).toBe("moins-de-16");
    for (const age of ["18-25", "60-plus"] as const) expect((await begin(age)).next).toBe("1");
  });
});
