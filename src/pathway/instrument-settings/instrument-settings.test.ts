import { operatorActor, randomId, type Actor, type CallOf } from "#base";
import { loadInstrument } from "#instruments";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  addDuty,
  decideInstrument,
  decideWording,
  endTraining,
  importInstrumentText,
  listOfferedInstruments,
  listRiskAlerts,
  listScreenings,
  readInstrumentSettings,
  recordOfficialResult,
  recordScreening,
  recordTraining,
  setAskingHours,
  withdrawImportedText,
  withdrawInstrumentText,
} from "../actions.ts";
import { mayPublishWords } from "./published-words.ts";
import { newestWordingDecisions } from "./store.ts";

const world = await loopWorld({ hasHealth: true });
const { run, worker, ccas, tenantId } = world;
const admin = professional(tenantId, ccas, "territory-admin");
const coordinator = professional(tenantId, ccas, "team-coordinator");
const oscar = professional(tenantId, ccas, "link-worker");
const purpose = "Décider ensemble d’un avis médical, sans diagnostic.";

function idOf({ id }: Actor) {
  if (id === null) throw new Error("nobody");
  return id;
}
const decide = (given: Partial<CallOf<typeof decideInstrument>> = {}, actor: Actor = admin) =>
  run(decideInstrument, { controllerId: ccas, instrument: "gad7", isEnabled: true, ...given }, { actor });
const offered = async (personId: Parameters<typeof world.refer>[0], actor: Actor = worker) => {
  const { instruments } = await run(listOfferedInstruments, { personId }, { actor });
  return new Map(instruments.map(({ id, reason }) => [id, reason]));
};
const settingsOf = async (instrument: string) => {
  const { instruments } = await run(readInstrumentSettings, { controllerId: ccas }, { actor: admin });
  const found = instruments.find(({ id }) => id === instrument);
  if (found === undefined) throw new Error(instrument);
  return found;
};
async function cover(): Promise<void> {
  await run(setAskingHours, { controllerId: ccas, askingHours: "24/7" }, { actor: coordinator, version: 0 });
  for (const actor of [oscar, coordinator])
    await run(
      addDuty,
      { id: randomId<"on-call-duty">(), controllerId: ccas, accountId: idOf(actor), hours: "24/7" },
      { actor: coordinator },
    );
}

beforeEach(async () => {
  await world.reset();
  for (const actor of [worker, coordinator, oscar]) await world.employ(actor);
});

describe("a symptom scale", () => {
  test("is off until the territory writes down what it is for and who answers for it", async () => {
    const personId = await world.open();
    expect((await offered(personId)).has("gad7")).toBe(false);
    expect(await refusal(decide())).toBe("pathway.purposeNeeded");
    expect(await refusal(decide({ purpose }))).toBe("pathway.purposeNeeded");
    expect(await refusal(decide({ purpose: "court", answerableId: idOf(coordinator) }))).toBe(
      "base.invalidInput",
    );
    expect(await refusal(decide({ purpose, answerableId: idOf(world.stranger) }))).toBe(
      "pathway.answerableUnfit",
    );
    await decide({ purpose, answerableId: idOf(coordinator) });
    expect((await offered(personId)).get("gad7")).toBeNull();
    expect(await settingsOf("gad7")).toMatchObject({
      isEnabled: true,
      isByDefault: false,
      purpose,
      answerable: `name of ${idOf(coordinator)}`,
    });
    // Every decision stays; the newest counts.
    await decide({ isEnabled: false });
    expect((await offered(personId)).has("gad7")).toBe(false);
    const { rows } = await sql<{ position: number }>`select position from instrument_decision
      order by position`.execute(world.database.admin);
    expect(rows.map(({ position }) => position)).toEqual([1, 2]);
  });

  test("is enabled for one organisation, by the administration of its territory only", async () => {
    const given = { purpose, answerableId: idOf(coordinator) };
    expect(await refusal(decide(given, coordinator))).toBe("base.notAllowed");
    expect(await refusal(decide({ ...given, controllerId: randomId<"controller">() }))).toBe(
      "pathway.settingsOrganisationUnknown",
    );
    await decide(given);
    const elsewhere = await world.open(world.colleague);
    expect((await offered(elsewhere, world.colleague)).has("gad7")).toBe(false);
  });

  test("is never asked of somebody alone on a screen", async () => {
    await decide({ purpose, answerableId: idOf(coordinator) });
    const personId = await world.open();
    const answers = Object.fromEntries((await loadInstrument("gad7")).items.map(({ linkId }) => [linkId, 0]));
    const given = { id: randomId<"screening">(), personId, instrument: "gad7", answers };
    expect(await refusal(run(recordScreening, { ...given, mode: "self" }, { actor: worker }))).toBe(
      "pathway.answersUnreadable",
    );
    expect(await refusal(run(recordScreening, { ...given, mode: "telephone" }, { actor: worker }))).toBe(
      "accepted",
    );
  });
});

test("an instrument on by default can be put off, and one that does not exist is refused", async () => {
  const personId = await world.open();
  expect((await offered(personId)).get("ucla3")).toBeNull();
  await decide({ instrument: "ucla3", isEnabled: false });
  expect((await offered(personId)).has("ucla3")).toBe(false);
  expect(await refusal(decide({ instrument: "ucla-99" }))).toBe("pathway.instrumentUnknown");
});

test("a territory without health items knows no instrument about health", async () => {
  const plain = await loopWorld();
  const boss = professional(plain.tenantId, plain.ccas, "territory-admin");
  const { instruments } = await plain.run(
    readInstrumentSettings,
    { controllerId: plain.ccas },
    { actor: boss },
  );
  const ids = instruments.map(({ id }) => id);
  expect(ids).toContain("ucla3");
  expect(ids.filter((id) => /phq|gad|k6|who5|cssrs|zarit/.test(id))).toEqual([]);
});

describe("the official form of the C-SSRS", () => {
  const record = (
    personId: Parameters<typeof world.refer>[0],
    level: CallOf<typeof recordOfficialResult>["level"],
    actor: Actor = worker,
  ) =>
    run(
      recordOfficialResult,
      { id: randomId<"screening">(), personId, instrument: "cssrs-screener", level, mode: "in-person" },
      { actor },
    );
  const train = (actor: Actor) =>
    run(
      recordTraining,
      {
        id: randomId<"trained-person">(),
        controllerId: ccas,
        instrument: "cssrs-screener",
        accountId: idOf(actor),
        trainedOn: "2026-03-02",
        training: "Formation à l’échelle de Columbia, CHU d’essai",
      },
      { actor: coordinator },
    );
  beforeEach(async () => {
    await cover();
    await decide({ instrument: "cssrs-screener" });
  });

  test("gives its result only, by those on record as trained", async () => {
    const personId = await world.open();
    expect((await offered(personId)).get("cssrs-screener")).toBe("not-trained");
    expect(await refusal(record(personId, "none"))).toBe("pathway.notTrained");
    await train(worker);
    expect(await refusal(train(worker))).toBe("pathway.trainedPersonUnfit");
    expect(await refusal(train(world.stranger))).toBe("pathway.trainedPersonUnfit");
    const { alertId } = await record(personId, "none");
    expect(alertId).toBeNull();
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings[0]).toMatchObject({ score: null, band: "none", wording: "official-form" });
  });

  test("calls for an alert at every level that is not none, and for the highest at once", async () => {
    await train(worker);
    const personId = await world.open();
    for (const level of ["low", "moderate", "indeterminate", "high"] as const) await record(personId, level);
    const { alerts } = await run(listRiskAlerts, {}, { actor: oscar });
    expect(alerts.map(({ level }) => level).toSorted()).toEqual([2, 2, 2, 3]);
  });

  test("has no question here: neither asked, nor shipped, nor loaded", async () => {
    await train(worker);
    const personId = await world.open();
    const asked = {
      id: randomId<"screening">(),
      personId,
      instrument: "cssrs-screener",
      mode: "in-person" as const,
      answers: { "cssrs-1": 1 },
    };
    expect(await refusal(run(recordScreening, asked, { actor: worker }))).toBe(
      "pathway.instrumentNotOffered",
    );
    const { items } = await loadInstrument("cssrs-screener");
    expect(items.flatMap(({ text }) => Object.values(text))).toEqual([]);
    const file = {
      instrument: "cssrs-screener",
      version: "1",
      language: "fr",
      wording: "fr-mine",
      licence: "none",
      source: "mine",
      isOfficial: false,
      items: items.map(({ linkId }) => ({ linkId, text: "?" })),
    };
    const input = { id: randomId<"operator-text">(), fileName: "c.json", content: JSON.stringify(file) };
    expect(await refusal(run(importInstrumentText, input, { actor: admin }))).toBe(
      "instruments.operatorFileBroken",
    );
  });

  test("is closed again to somebody whose training ended", async () => {
    await train(worker);
    const [entry] = (await settingsOf("cssrs-screener")).trained;
    const id = entry?.id ?? randomId<"trained-person">();
    await run(endTraining, { id, controllerId: ccas, instrument: "cssrs-screener" }, { actor: coordinator });
    expect(await refusal(record(await world.open(), "high"))).toBe("pathway.notTrained");
  });
});

describe("words under licence", () => {
  const texts = async () => {
    const { items } = await loadInstrument("mini-zarit");
    return {
      instrument: "mini-zarit",
      version: "1",
      language: "fr",
      wording: "fr-licensed",
      licence: "agreement 12 of 2026",
      source: "holder of the rights",
      isOfficial: true,
      items: items.map(({ linkId }) => ({ linkId, text: `Question ${linkId}` })),
    };
  };
  const load = async (change: object = {}) =>
    run(
      importInstrumentText,
      {
        id: randomId<"operator-text">(),
        fileName: "zarit.json",
        content: JSON.stringify({ ...(await texts()), ...change }, null, 1),
      },
      { actor: admin },
    );

  test("open an instrument to the territory that loaded them, and to no other", async () => {
    const personId = await world.open();
    expect((await offered(personId)).has("mini-zarit")).toBe(false);
    expect(await refusal(decide({ instrument: "mini-zarit" }))).toBe("pathway.operatorTextNeeded");
    await load();
    expect((await offered(personId)).get("mini-zarit")).toBeNull();
    expect(await settingsOf("mini-zarit")).toMatchObject({
      texts: [{ language: "fr", wording: "fr-licensed", licence: "agreement 12 of 2026" }],
    });
    const answers = Object.fromEntries((await texts()).items.map(({ linkId }) => [linkId, 0]));
    await run(
      recordScreening,
      { id: randomId<"screening">(), personId, instrument: "mini-zarit", mode: "in-person", answers },
      { actor: worker },
    );
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings[0]).toMatchObject({ wording: "fr-licensed", status: "scored" });
    const stranger = await world.open(world.stranger);
    expect((await offered(stranger, world.stranger)).has("mini-zarit")).toBe(false);
  });

  test("taken back are asked no more, the answers stay, and who, when and why stays on record", async () => {
    const personId = await world.open();
    await load();
    const answers = Object.fromEntries((await texts()).items.map(({ linkId }) => [linkId, 0]));
    const record = () =>
      run(
        recordScreening,
        { id: randomId<"screening">(), personId, instrument: "mini-zarit", mode: "in-person", answers },
        { actor: worker },
      );
    await record();
    const reason = "La licence a pris fin au premier novembre.";
    const given = { controllerId: ccas, instrument: "mini-zarit", wording: "fr-licensed", reason };
    const withdraw = (change: Partial<typeof given> = {}, actor: Actor = admin) =>
      run(withdrawInstrumentText, { ...given, ...change }, { actor });
    expect(await refusal(withdraw({}, coordinator))).toBe("base.notAllowed");
    expect(await refusal(withdraw({ reason: "fini" }))).toBe("base.invalidInput");
    expect(await refusal(withdraw({ wording: "fr-2" }))).toBe("pathway.operatorTextUnknown");
    expect((await settingsOf("mini-zarit")).texts).toHaveLength(1);
    await withdraw();
    expect((await offered(personId)).has("mini-zarit")).toBe(false);
    expect(await settingsOf("mini-zarit")).toMatchObject({ texts: [], lacks: "text-not-loaded" });
    expect(await refusal(record())).toBe("pathway.instrumentNotOffered");
    expect(await refusal(withdraw())).toBe("pathway.operatorTextUnknown");
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings).toMatchObject([{ wording: "fr-licensed", status: "scored" }]);
    const { rows } = await sql<object>`select withdrawn_by, withdrawal_reason from operator_text`.execute(
      world.database.admin,
    );
    expect(rows).toEqual([{ withdrawn_by: admin.id, withdrawal_reason: reason }]);
    // The operator at the terminal finds nothing left to take back, and takes back the next ones there.
    const byOperator = (wording: string) =>
      run(
        withdrawImportedText,
        { instrument: "mini-zarit", wording, reason },
        { actor: { ...operatorActor, tenantId } },
      );
    expect(await refusal(byOperator("fr-licensed"))).toBe("pathway.operatorTextUnknown");
    await load({ wording: "fr-terminal" });
    expect(await byOperator("fr-terminal")).toEqual({ instrument: "mini-zarit", wording: "fr-terminal" });
    expect((await settingsOf("mini-zarit")).texts).toEqual([]);
    expect(
      await refusal(run(withdrawImportedText, { instrument: "x", wording: "y", reason }, { actor: admin })),
    ).toBe("base.notAllowed");
    // New words under another name open it again.
    await load({ wording: "fr-2026" });
    expect((await offered(personId)).get("mini-zarit")).toBeNull();
  });

  test("are refused twice under one name, and when they do not fit, with file and line", async () => {
    await load();
    expect(await refusal(load())).toBe("instruments.operatorTextRepeated");
    const fewer = load({ wording: "fr-2", items: (await texts()).items.slice(1) });
    await expect(fewer).rejects.toMatchObject({
      code: "instruments.operatorFileBroken",
      params: { file: "zarit.json", line: 9, path: "items", fault: "instruments.operatorItemMissing" },
    });
  });
});

describe("a working translation", () => {
  const decideWords = (isAccepted: boolean, wording = "fr-1", instrument = "ucla3") =>
    run(
      decideWording,
      {
        controllerId: ccas,
        instrument,
        wording,
        isAccepted,
        reason: "Relue par deux traductrices et par des habitants.",
      },
      { actor: admin },
    );
  const mayPublish = async (): Promise<boolean> => {
    const ucla3 = await loadInstrument("ucla3");
    const decisions = await world.database.as({ tenantId, controllerIds: [ccas] }, newestWordingDecisions);
    return mayPublishWords(ucla3, ucla3.wordings["fr"]?.version ?? "", decisions);
  };

  test("feeds no published figure until the territory says so, with its reason, and can say otherwise", async () => {
    const words = (await loadInstrument("ucla3")).wordings["fr"]?.version ?? "";
    expect(await mayPublish()).toBe(false);
    await decideWords(true, words);
    expect(await mayPublish()).toBe(true);
    await decideWords(false, words);
    expect(await mayPublish()).toBe(false);
    expect((await settingsOf("ucla3")).wordings).toMatchObject([{ isAccepted: false }]);
  });

  test("is the only kind of words on which one decides", async () => {
    const phq9 = (await loadInstrument("phq9")).wordings["fr"]?.version ?? "";
    expect(await refusal(decideWords(true, phq9, "phq9"))).toBe("pathway.wordingNotDecidable");
    expect(await refusal(decideWords(true, "fr-99"))).toBe("pathway.wordingNotDecidable");
  });
});
