import { beforeEach, expect, test } from "vitest";
import { loopWorld, mission, refusal } from "../../../tests/support/loop.ts";
import { emptier } from "../../../tests/support/emptier.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  decideDelays,
  listOwnCasesForOffer,
  listWaiting,
  readDelays,
  readReferral,
  resetDelays,
} from "../actions.ts";
import { defaultDelays, delayBounds, delayNames } from "./delays-chosen.ts";
import { readDelays as delaysAsKept } from "./store.ts";

const world = await loopWorld();
const { run, worker, tenantId, ccas } = world;
const administrator = professional(tenantId, ccas, "territory-admin");
const coordinator = professional(tenantId, ccas, "team-coordinator");
const reason = "Nos partenaires ferment tout le mois d’août.";

const empty = emptier(world.database, "delay_decision");
beforeEach(async () => {
  await world.reset();
  await empty();
});

const decide = (given: Partial<typeof defaultDelays>, actor = administrator) =>
  run(decideDelays, { ...defaultDelays, ...given, reason }, { actor });
const statusOf = async (referralId: Awaited<ReturnType<typeof world.refer>>["referralId"]) =>
  (await run(readReferral, { referralId }, { actor: worker })).status;

test("the defaults are those of the specification and lie within the bounds", () => {
  expect(defaultDelays).toEqual({
    draftDays: 7,
    reminderDays: 10,
    linkDays: 8,
    expiryDays: 30,
    priorityExpiryWorkingDays: 3,
    firstContactWorkingDays: 5,
    attendanceDays: 1,
    attendanceAgainDays: 30,
    waitlistDays: 21,
    secondTryDays: 3,
    thirdTryDays: 7,
    laterTryDays: 14,
    reviewDays: 90,
    unknownDays: 60,
    contactConfirmDays: 90,
    documentDays: 183,
    mostUnderWay: 2,
  });
  for (const name of delayNames) {
    expect(defaultDelays[name]).toBeGreaterThanOrEqual(delayBounds[name].least);
    expect(defaultDelays[name]).toBeLessThanOrEqual(delayBounds[name].most);
  }
});

test("a decision kept from before the review was a delay reads with its default", () => {
  const chosen = { ...defaultDelays, unknownDays: 75 };
  const { reviewDays: _review, waitlistDays: _list, secondTryDays: _try, ...earlier } = chosen;
  expect(delaysAsKept(earlier)).toEqual(chosen);
});

test("what a territory decided holds for what is done from then on, and for no other territory", async () => {
  const before = await world.refer(await world.open());
  await decide({ reminderDays: 6, expiryDays: 40 });
  const after = await world.refer(await world.open());
  await world.ring();
  const sent = world.outbox.length;
  world.wait(6 * 24 + 1);
  await world.ring();
  expect(world.outbox.length).toBe(sent + 1);
  world.wait(25 * 24);
  await world.ring();
  expect([await statusOf(before.referralId), await statusOf(after.referralId)]).toEqual(["expired", "sent"]);
  world.wait(10 * 24);
  await world.ring();
  expect(await statusOf(after.referralId)).toBe("expired");
  const elsewhere = professional(world.stranger.tenantId ?? tenantId, ccas, "territory-admin");
  expect(await run(readDelays, {}, { actor: elsewhere })).toMatchObject({ isDefault: true, decisions: [] });
});

test("an unknown end comes later where a territory waits longer, and is then counted as unknown", async () => {
  await decide({ unknownDays: 90 });
  const { referralId } = await world.refer(await world.open());
  const loopAfter = async (days: number) => {
    world.wait(days * 24);
    await world.ring();
    return (await run(readReferral, { referralId }, { actor: worker })).loop;
  };
  expect(await loopAfter(31)).toBe("open");
  expect(await loopAfter(61)).toBe("open");
  expect(await loopAfter(30)).toBe("closed_unknown");
  const { items } = await run(listWaiting, {}, { actor: worker });
  expect(items.filter(({ reason }) => reason !== "contact-rules")).toMatchObject([
    { reason: "outcome-unknown", referralId },
  ]);
});

test.each([
  [
    "a reminder after the end of waiting",
    { reminderDays: 30, expiryDays: 20 },
    "pathway.delaysDoNotGoTogether",
  ],
  [
    "unknown before an answer could come",
    { unknownDays: 30, expiryDays: 60 },
    "pathway.delaysDoNotGoTogether",
  ],
  ["waiting for ever", { expiryDays: 91 }, "base.invalidInput"],
  ["hurry", { priorityExpiryWorkingDays: 0 }, "base.invalidInput"],
  ["half days", { linkDays: 2.5 }, "base.invalidInput"],
])("%s is refused", async (_name, given, code) => {
  expect(await refusal(decide(given))).toBe(code);
});

test("every decision stays readable with its reason; only the administrator of the territory decides", async () => {
  expect(await refusal(decide({ linkDays: 10 }, coordinator))).toBe("base.notAllowed");
  expect(await refusal(decide({ linkDays: 10 }, worker))).toBe("base.notAllowed");
  await decide({ linkDays: 10 });
  await decide({ linkDays: 10, reminderDays: 12 });
  await run(resetDelays, { reason }, { actor: administrator });
  const { decisions, delays, isDefault } = await run(readDelays, {}, { actor: coordinator });
  expect([isDefault, delays]).toEqual([true, defaultDelays]);
  expect(decisions.map(({ position, changed }) => [position, changed])).toEqual([
    [
      3,
      [
        { name: "reminderDays", days: 10 },
        { name: "linkDays", days: 8 },
      ],
    ],
    [2, [{ name: "reminderDays", days: 12 }]],
    [1, [{ name: "linkDays", days: 10 }]],
  ]);
  const both = await Promise.all([refusal(decide({ linkDays: 9 })), refusal(decide({ linkDays: 11 }))]);
  expect(both).toContain("accepted");
  expect(both.every((code) => code === "accepted" || code === "pathway.delayDecisionOvertaken")).toBe(true);
});

test("a territory says how many referrals of one person may be under way, within bounds", async () => {
  const [cautious, busy] = [await world.open(), await world.open()];
  await world.refer(cautious);
  await decide({ mostUnderWay: 1 });
  expect(await refusal(world.refer(cautious))).toBe("pathway.tooManyOpenReferrals");
  const { persons } = await run(listOwnCasesForOffer, { offerId: mission.id }, { actor: worker });
  expect(persons.find(({ personId }) => personId === cautious)?.hindrance).toBe("too-many");
  await decide({ mostUnderWay: 3 });
  for (const expected of ["accepted", "accepted", "accepted", "pathway.tooManyOpenReferrals"])
    expect(await refusal(world.refer(busy))).toBe(expected);
  for (const mostUnderWay of [0, 5])
    expect(await refusal(decide({ mostUnderWay }))).toBe("base.invalidInput");
});
