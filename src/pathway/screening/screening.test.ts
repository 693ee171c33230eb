import { randomId, type Actor, type CallOf, type PersonId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { listScreenings, readNeeds, readNextQuestions, recordScreening, setNeeds } from "../actions.ts";

const world = await loopWorld();
const { run, worker } = world;

beforeEach(() => world.reset());

describe("answers to a questionnaire", () => {
  const ucla3 = (first: number, second: number, third: number) => ({
    "ucla3-1": first,
    "ucla3-2": second,
    "ucla3-3": third,
  });
  const ask = (
    personId: Parameters<typeof world.refer>[0],
    answers: CallOf<typeof recordScreening>["answers"],
    given: Partial<CallOf<typeof recordScreening>> = {},
    actor: Actor = worker,
  ) =>
    run(
      recordScreening,
      { id: randomId<"screening">(), personId, instrument: "ucla3", mode: "in-person", answers, ...given },
      { actor },
    );

  test("asked twice give a change with its uncertainty and what regression to the mean alone would give", async () => {
    const personId = await world.open();
    await ask(personId, ucla3(3, 3, 3));
    world.wait(24 * 84);
    await ask(personId, ucla3(2, 1, 2));
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings.map(({ score }) => score)).toEqual([5, 9]);
    expect(screenings[0]?.change).toMatchObject({ status: "compared", difference: -4 });
    const [newest] = screenings;
    if (newest?.change.status !== "compared") throw new Error("not compared");
    expect(newest.change.low).toBeLessThan(-4);
    expect(newest.change.high).toBeGreaterThan(-4);
    // (1 − .72)(4.6 − 9), from the reliability of the instrument and the mean of the survey.
    expect(newest.change.expectedFromRegression).toBeCloseTo(-1.232, 9);
    expect(newest.change.meanFrom).toBe("synthetic-survey");
  });

  test("asked in another way do not compare, and the reason is said", async () => {
    const personId = await world.open();
    await ask(personId, ucla3(3, 3, 3));
    await ask(personId, ucla3(2, 2, 2), { mode: "telephone" });
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings[0]?.change).toEqual({ status: "refused", reason: "different-mode" });
  });

  test("left out or rather not given are kept as such and give no number", async () => {
    const personId = await world.open();
    const { status } = await ask(personId, { "ucla3-1": 3, "ucla3-2": "prefers-not", "ucla3-3": "skipped" });
    expect(status).toBe("incomplete");
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings[0]).toMatchObject({ status: "incomplete", score: null });
  });

  test("of another instrument, out of range, from the future, of a child, or about health here are refused", async () => {
    const personId = await world.open();
    expect(await refusal(ask(personId, { "osss3-1": 1 }))).toBe("pathway.answersUnreadable");
    expect(await refusal(ask(personId, ucla3(4, 1, 1)))).toBe("pathway.answersUnreadable");
    expect(await refusal(ask(personId, { ...ucla3(1, 1, 1), "ucla3-2": "" }))).toBe("base.invalidInput");
    expect(await refusal(ask(personId, ucla3(1, 1, 1), { askedAt: "2038-01-19T03:14:07Z" }))).toBe(
      "pathway.askedInFuture",
    );
    expect(await refusal(ask(personId, { "phq9-1": 1 }, { instrument: "phq9" }))).toBe(
      "pathway.instrumentNotOffered",
    );
    expect(await refusal(ask(personId, { "who5-1": 1 }, { instrument: "who5" }))).toBe(
      "pathway.instrumentNotOffered",
    );
    expect(await refusal(ask(personId, ucla3(1, 1, 1), { version: "0" }))).toBe("pathway.answersUnreadable");
    const child = await world.open(worker, { birthDate: "2012-01-01", minorGround: "child-protection" });
    expect(await refusal(ask(child, ucla3(1, 1, 1)))).toBe("pathway.tooYoungForScoring");
  });

  test("brought twice under one id are kept once, as they first came", async () => {
    const personId = await world.open();
    const id = randomId<"screening">();
    await ask(personId, ucla3(3, 3, 3), { id });
    for (const again of [ucla3(3, 3, 3), ucla3(1, 1, 1)])
      expect(await refusal(ask(personId, again, { id }))).toBe("pathway.screeningExists");
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings.map(({ score }) => score)).toEqual([9]);
  });

  test("corrected are both kept, once, and the corrected ones count no more", async () => {
    const personId = await world.open();
    const { screeningId } = await ask(personId, ucla3(3, 3, 3));
    await ask(personId, ucla3(3, 3, 2), { replacesId: screeningId });
    expect(await refusal(ask(personId, ucla3(3, 1, 2), { replacesId: screeningId }))).toBe(
      "pathway.screeningReplaced",
    );
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings.map(({ isReplaced, change }) => [isReplaced, change.status])).toEqual([
      [false, "none"],
      [true, "none"],
    ]);
  });

  test("show no score to a referrer who did not ask them, nor the way the person lives", async () => {
    const personId = await world.open();
    await ask(personId, ucla3(3, 3, 3));
    await world.accompany(personId, world.prescriber);
    const { screenings } = await run(listScreenings, { personId }, { actor: world.prescriber });
    expect(screenings[0]).toMatchObject({ status: "hidden", score: null, band: null });
    expect((await run(readNeeds, { personId }, { actor: world.prescriber })).profile.pattern).toBeNull();
    expect((await run(readNeeds, { personId }, { actor: worker })).profile.pattern).toBe("loneliness");
  });
});

test("needs become the question for matching, without anything that identifies", async () => {
  const personId = await world.open(worker, { birthDate: "1948-05-02" });
  expect(await run(readNeeds, { personId }, { actor: worker })).toMatchObject({ version: 0, needs: [] });
  const needs = { needs: ["meet-people"], barriers: ["transport"], exclusions: "Club des joyeux\n" } as const;
  await run(
    setNeeds,
    { personId, ...needs, needs: [...needs.needs], barriers: [...needs.barriers] },
    { actor: worker, version: 0 },
  );
  const { profile, version } = await run(readNeeds, { personId }, { actor: worker });
  expect(version).toBe(1);
  expect(profile).toMatchObject({
    age: 78,
    needs: ["meet-people"],
    exclusions: [{ organisation: "Club des joyeux" }],
    place: { town: "73065" },
  });
  expect(JSON.stringify(profile)).not.toMatch(/Canari|Beausoleil|06 39/);
});

describe("what the pathway proposes next", () => {
  const next = async (personId: PersonId, said: object = {}, actor = worker) => {
    const { instruments, ...rest } = await run(readNextQuestions, { personId, ...said }, { actor });
    return { ...rest, ids: instruments.map(({ id }) => id) };
  };
  const answer = (personId: PersonId, instrument: string, answers: Record<string, number>) =>
    run(
      recordScreening,
      { id: randomId<"screening">(), personId, instrument, mode: "in-person", answers },
      { actor: worker },
    );

  test("begins with the first questions, and a missing answer never ends it", async () => {
    const personId = await world.open();
    expect((await next(personId)).ids).toEqual(["ucla3", "ons-direct", "credoc5", "osss3"]);
    await answer(personId, "ucla3", { "ucla3-1": 3, "ucla3-2": 3, "ucla3-3": 3 });
    const { ids, advice } = await next(personId);
    expect(ids).toEqual(expect.arrayContaining(["ons-direct", "credoc5", "osss3"]));
    expect(advice).toContain("propose-link-worker");
  });

  test("follows what is said of the situation, of which nothing is kept", async () => {
    const personId = await world.open();
    expect((await next(personId)).ids).not.toContain("illectronisme");
    expect((await next(personId, { digital: "true", map: "true" })).ids).toEqual(
      expect.arrayContaining(["illectronisme", "ego-network"]),
    );
    expect((await next(personId)).ids).not.toContain("illectronisme");
  });

  test("looks only at the answers of the last twelve months", async () => {
    const personId = await world.open();
    await answer(personId, "ucla3", { "ucla3-1": 3, "ucla3-2": 3, "ucla3-3": 3 });
    world.wait(24 * 366);
    expect((await next(personId)).advice).not.toContain("propose-link-worker");
  });
});
