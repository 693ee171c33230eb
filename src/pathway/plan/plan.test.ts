import { randomId, type Id, type PersonId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import {
  addPlanItem,
  changePlanItem,
  classifyPlanItem,
  listPlan,
  readPlanSheet,
  setPlanCompany,
} from "../actions.ts";
import { cafe, loopWorld, mission, refusal } from "../../../tests/support/loop.ts";
import { areaOf } from "./area.ts";

const world = await loopWorld();
const { run, worker: actor } = world;

beforeEach(() => world.reset());

const choose = (personId: PersonId, id = randomId<"planItem">()) =>
  run(addPlanItem, { id, personId, offerId: cafe.id }, { actor });
const statuses = async (personId: PersonId) =>
  (await run(listPlan, { personId }, { actor })).items.map(({ status }) => status);

describe("an offer in a plan", () => {
  test("stands there once while it is still to be done, also when it is chosen twice at once", async () => {
    const personId = await world.open();
    const tried = await Promise.all([refusal(choose(personId)), refusal(choose(personId))]);
    expect(tried.toSorted()).toEqual(["accepted", "pathway.planItemExists"]);
    expect(await refusal(choose(personId))).toBe("pathway.planItemExists");
    expect(await statuses(personId)).toEqual(["chosen"]);
  });

  test("may be chosen again after it was done, and then the first is not taken up again beside it", async () => {
    const personId = await world.open();
    const { planItemId, version } = await choose(personId);
    const done = await run(changePlanItem, { personId, planItemId, status: "done" }, { actor, version });
    await choose(personId);
    expect(await statuses(personId)).toEqual(["done", "chosen"]);
    const again = run(
      changePlanItem,
      { personId, planItemId, status: "chosen" },
      { actor, version: done.version },
    );
    expect(await refusal(again)).toBe("pathway.planItemExists");
  });

  test("of another person, or something without an offer, is another thing", async () => {
    const [one, other] = [await world.open(), await world.open()];
    await choose(one);
    await choose(other);
    for (let time = 0; time < 2; time += 1)
      await run(
        addPlanItem,
        { id: randomId<"planItem">(), personId: one, title: "Appeler ma sœur" },
        { actor },
      );
    expect(await statuses(one)).toEqual(["chosen", "chosen", "chosen"]);
  });
});

describe("what a thing in a plan is", () => {
  const items = async (personId: PersonId) => (await run(listPlan, { personId }, { actor })).items;

  test("follows from the offer: a mission is a way of helping, whatever is said, and the two taxonomies come with it", async () => {
    const personId = await world.open();
    await run(
      addPlanItem,
      { id: randomId<"planItem">(), personId, offerId: mission.id, isHelping: false, categories: ["listen"] },
      { actor },
    );
    await choose(personId);
    expect(await items(personId)).toMatchObject([
      {
        isHelping: true,
        area: "social",
        categories: ["take-part"],
        interventions: ["contact-opportunities"],
      },
      { isHelping: false, area: "social", categories: ["gather"] },
    ]);
  });

  test("is said of something without an offer, and may be said otherwise later by who saw what it was", async () => {
    const personId = await world.open();
    const id = randomId<"planItem">();
    const given = {
      id,
      personId,
      title: "Demander l’APA",
      area: "rights" as const,
      categories: ["support" as const],
    };
    await run(addPlanItem, given, { actor });
    const helping = { personId, title: "Porter les courses de Léa", isHelping: true };
    await run(addPlanItem, { id: randomId<"planItem">(), ...helping }, { actor });
    expect(await items(personId)).toMatchObject([
      { isHelping: false, area: "rights", categories: ["support"], interventions: [] },
      { isHelping: true, area: "social" },
    ]);
    const classify = (version: number) =>
      run(
        classifyPlanItem,
        { personId, planItemId: id, area: "care", interventions: ["social-support", "digital"] },
        { actor, version },
      );
    await classify(1);
    expect(await refusal(classify(1))).toBe("base.versionStale");
    expect((await items(personId))[0]).toMatchObject({
      area: "care",
      categories: [],
      interventions: ["social-support", "digital"],
      version: 2,
    });
    const wrong = { ...given, id: randomId<"planItem">(), categories: ["cheer"] };
    expect(await refusal(run(addPlanItem, wrong as never, { actor }))).toBe("base.invalidInput");
  });

  test.each([
    ["paperwork-help", "rights"],
    ["transport", "transport"],
    ["digital-helper", "digital"],
    ["respite", "care"],
    ["choir", "social"],
    [null, "social"],
  ] as const)("about an offer of type %s is %s", (type, area) => {
    expect(areaOf({ type })).toBe(area);
  });
});

describe("the first visit of a thing in a plan", () => {
  const accompany = (
    personId: PersonId,
    item: { readonly planItemId: Id<"planItem">; readonly version: number },
  ) =>
    run(
      setPlanCompany,
      { personId, planItemId: item.planItemId, accompaniedBy: "volunteer" },
      { actor, version: item.version },
    );

  test("is accompanied by nobody until it is said, and the sheet tells who comes", async () => {
    const personId = await world.open();
    const item = await choose(personId);
    const company = async () => [
      (await run(listPlan, { personId }, { actor })).items[0]?.accompaniedBy,
      (await run(readPlanSheet, { personId }, { actor })).items[0]?.accompaniedBy,
    ];
    expect(await company()).toEqual(["nobody", "nobody"]);
    await accompany(personId, item);
    expect(await company()).toEqual(["volunteer", "volunteer"]);
    expect(await refusal(accompany(personId, item))).toBe("base.versionStale");
  });

  test("is no longer agreed on once the thing is done", async () => {
    const personId = await world.open();
    const item = await choose(personId);
    const done = await run(
      changePlanItem,
      { personId, planItemId: item.planItemId, status: "done" },
      { actor, version: item.version },
    );
    expect(await refusal(accompany(personId, done))).toBe("pathway.planItemOver");
  });
});
