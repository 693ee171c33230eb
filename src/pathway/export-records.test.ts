import { randomId } from "#base";
import { beforeEach, expect, test } from "vitest";
import { cafe, loopWorld } from "../../tests/support/loop.ts";
import { addPlanItem, exportFile, recordScreening } from "./actions.ts";

const world = await loopWorld();
const { run, worker: actor, officer } = world;

beforeEach(() => world.reset());

test("an export hands out answers, results, notes, plan, agreements and referrals in clear, and nothing sealed", async () => {
  const personId = await world.open();
  await run(
    recordScreening,
    {
      id: randomId<"screening">(),
      personId,
      instrument: "ucla3",
      mode: "in-person",
      answers: { "ucla3-1": 3, "ucla3-2": 2, "ucla3-3": 3 },
      note: "Parle d’une voisine.",
    },
    { actor },
  );
  await run(
    addPlanItem,
    { id: randomId<"planItem">(), personId, offerId: cafe.id, goal: "Revoir du monde" },
    { actor },
  );
  await world.refer(personId);
  const { records, person } = await run(exportFile, { personId }, { actor: officer });
  expect(person.familyName).toBe("Beausoleil-Ménard");
  const of = (kind: string) => records.filter((record) => record.kind === kind).map(({ fields }) => fields);
  expect(of("screening")).toMatchObject([
    {
      instrument: "ucla3",
      answers: { "ucla3-1": 3, "ucla3-2": 2, "ucla3-3": 3 },
      note: "Parle d’une voisine.",
      result: { status: "scored", score: 8 },
    },
  ]);
  expect(of("planItem")).toMatchObject([{ title: cafe.name, goal: "Revoir du monde", status: "chosen" }]);
  expect(of("agreement")).toMatchObject([{ receiver_id: cafe.id, items: ["first-name", "phone", "wishes"] }]);
  expect(of("referral")).toMatchObject([
    {
      status: "sent",
      receiverName: cafe.name,
      words: expect.stringContaining("accompagnée"),
      events: [{}, {}],
    },
  ]);
  expect(of("reassessment").length).toBe(2);
  expect(JSON.stringify(records)).not.toMatch(/"type":"Buffer"|tenant_id|controller_id/);
});
