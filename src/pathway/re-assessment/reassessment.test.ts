import { anonymousActor, randomId, type Actor, type CallOf } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import { noExchange } from "../../server/run-action.ts";
import {
  answerQuestions,
  answerReferral,
  eraseFile,
  inviteAgain,
  inviteFirst,
  listReassessments,
  listScreenings,
  listWaiting,
  openAnswerLink,
  readAnswer,
  readQuestions,
  recordScreening,
  renewAnswerLink,
  stopReassessment,
  updateFile,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
type PersonId = CallOf<typeof listReassessments>["personId"];

beforeEach(() => world.reset());

const day = 24;
const ucla3 = (code: number) => ({ "ucla3-1": code, "ucla3-2": code, "ucla3-3": code });
const invitation = { channel: "sms", agreedName: "Inès", callbackPhone: "04 99 91 92 93" } as const;

const openReachable = () =>
  world.open(worker, { contactChannels: ["phone", "sms"], email: "odile@poste.example" });

const ask = async (personId: PersonId, mode: "in-person" | "self" | "telephone", code = 3) =>
  run(
    recordScreening,
    { id: randomId<"screening">(), personId, instrument: "ucla3", mode, answers: ucla3(code) },
    { actor: worker },
  );

const tasks = async (personId: PersonId) =>
  (await run(listReassessments, { personId }, { actor: worker })).reassessments;

const states = async (personId: PersonId) =>
  (await tasks(personId)).map(({ step, status }) => `${step} ${status}`);

const waiting = async () =>
  (await run(listWaiting, {}, { actor: worker })).items
    .filter(({ reason }) => reason === "reassessment-due")
    .map(({ personId }) => personId);

/** Sends the first questions by link to a person. */
async function inviteFor(personId: PersonId, given: Partial<typeof invitation> = {}): Promise<void> {
  await run(
    inviteFirst,
    { id: randomId<"reassessment">(), personId, instrument: "ucla3", ...invitation, ...given },
    { actor: worker },
  );
  await world.ring();
}

/** Opens the link of the newest message, as the person. */
async function follow(): Promise<Actor> {
  const http = noExchange();
  const { next } = await run(
    openAnswerLink,
    { token: secretIn(outbox.at(-1)) },
    { actor: anonymousActor, http },
  );
  expect(next).toBe("questions");
  const holder = await world.holder(http.setCookies);
  if (holder === null) throw new Error("no session");
  return holder;
}

describe("questions that were asked", () => {
  test("wait to be asked again after twelve weeks and after six months, in the same way of asking", async () => {
    const personId = await world.open();
    await ask(personId, "in-person");
    expect(await states(personId)).toEqual(["weeks-12 planned", "months-6 planned"]);
    expect((await tasks(personId)).map(({ dueAt }) => dueAt.slice(0, 10))).toEqual([
      "2027-02-22",
      "2027-05-31",
    ]);
    world.wait(84 * day - 1);
    await world.ring();
    expect(await waiting()).toEqual([]);
    world.wait(2);
    await world.ring();
    expect(await waiting()).toEqual([personId]);
    await ask(personId, "in-person", 2);
    expect(await states(personId)).toEqual(["weeks-12 answered", "months-6 planned"]);
    expect(await waiting()).toEqual([]);
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings[0]?.change).toMatchObject({ status: "compared", difference: -3 });
  });

  test("asked in another way, or in between, answer no time of the series and begin no other", async () => {
    const personId = await world.open();
    await ask(personId, "in-person");
    world.wait(30 * day);
    await ask(personId, "in-person");
    world.wait(55 * day);
    await world.ring();
    await ask(personId, "telephone");
    expect(await states(personId)).toEqual(["weeks-12 due", "months-6 planned"]);
  });

  test("answered a fortnight early count for the time that comes", async () => {
    const personId = await world.open();
    await ask(personId, "in-person");
    world.wait(70 * day + 1);
    await ask(personId, "in-person");
    expect(await states(personId)).toEqual(["weeks-12 answered", "months-6 planned"]);
  });

  test("not asked by six months wait once, not twice", async () => {
    const personId = await world.open();
    await ask(personId, "in-person");
    world.wait(183 * day);
    await world.ring();
    expect(await states(personId)).toEqual(["weeks-12 missed", "months-6 due"]);
    await ask(personId, "in-person");
    expect(await states(personId)).toEqual(["weeks-12 missed", "months-6 answered"]);
  });

  test("that were corrected plan nothing more", async () => {
    const personId = await world.open();
    const { screeningId } = await ask(personId, "in-person");
    await run(
      recordScreening,
      {
        id: randomId<"screening">(),
        personId,
        instrument: "ucla3",
        mode: "in-person",
        answers: ucla3(1),
        replacesId: screeningId,
      },
      { actor: worker },
    );
    expect(await states(personId)).toHaveLength(2);
  });

  test("are asked no more once the person would rather not", async () => {
    const personId = await world.open();
    await ask(personId, "in-person");
    world.wait(84 * day);
    await world.ring();
    const [due] = await tasks(personId);
    if (!due) throw new Error("no task");
    const stopping = { personId, reassessmentId: due.id };
    await run(stopReassessment, stopping, { actor: worker, version: due.version });
    expect(await states(personId)).toEqual(["weeks-12 stopped", "months-6 stopped"]);
    const [over] = await tasks(personId);
    const again = run(stopReassessment, stopping, { actor: worker, version: over?.version ?? 0 });
    expect(await refusal(again)).toBe("pathway.reassessmentOver");
    world.wait(200 * day);
    await world.ring();
    expect(await waiting()).toEqual([]);
  });

  test("by somebody are not sent to be answered alone: the two would not compare", async () => {
    const personId = await openReachable();
    await ask(personId, "in-person");
    const [first] = await tasks(personId);
    if (!first) throw new Error("no task");
    const inviting = run(
      inviteAgain,
      { personId, reassessmentId: first.id, ...invitation },
      { actor: worker, version: first.version },
    );
    expect(await refusal(inviting)).toBe("pathway.reassessmentModeDiffers");
  });

  test("of another organisation or territory are not there", async () => {
    const personId = await openReachable();
    await ask(personId, "self");
    const [first] = await tasks(personId);
    if (!first) throw new Error("no task");
    for (const actor of [world.colleague, world.stranger]) {
      expect(await refusal(run(listReassessments, { personId }, { actor }))).toBe("pathway.personNotFound");
      const stopping = run(
        stopReassessment,
        { personId, reassessmentId: first.id },
        { actor, version: first.version },
      );
      expect(await refusal(stopping)).toBe("pathway.personNotFound");
    }
    const another = await world.open();
    const crossed = run(
      stopReassessment,
      { personId: another, reassessmentId: first.id },
      { actor: worker, version: first.version },
    );
    expect(await refusal(crossed)).toBe("pathway.reassessmentNotFound");
  });
});

describe("questions by link", () => {
  test("go in a message that names nothing, are answered once without account, and show their change in the file", async () => {
    const personId = await openReachable();
    await inviteFor(personId);
    expect(outbox).toMatchObject([{ channel: "sms", to: "06 39 98 77 66", template: "as-agreed" }]);
    expect(JSON.stringify(outbox)).not.toMatch(/Odile|ucla|seul|question"|CCAS/i);
    const person = await follow();
    const seen = await run(readQuestions, {}, { actor: person });
    expect(seen).toMatchObject({ instrument: "ucla3", isAnswered: false, agreedName: "Inès", reading: null });
    expect(JSON.stringify(seen)).not.toContain("Odile");
    expect(await run(answerQuestions, { answers: ucla3(3) }, { actor: person })).toEqual({
      status: "scored",
    });
    const again = run(answerQuestions, { answers: ucla3(1) }, { actor: person });
    expect(await refusal(again)).toBe("pathway.questionsAnswered");
    expect(await run(readQuestions, {}, { actor: person })).toMatchObject({
      isAnswered: true,
      reading: "reading.ucla3.lonely",
    });
    expect(await states(personId)).toEqual(["first answered", "weeks-12 planned", "months-6 planned"]);
    world.wait(85 * day);
    await world.ring();
    const due = (await tasks(personId)).find(({ status }) => status === "due");
    if (!due) throw new Error("nothing is due");
    await run(
      inviteAgain,
      { personId, reassessmentId: due.id, ...invitation },
      { actor: worker, version: due.version },
    );
    expect(await waiting()).toEqual([]);
    await world.ring();
    await run(answerQuestions, { answers: ucla3(2) }, { actor: await follow() });
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings[0]).toMatchObject({ mode: "self", isOwn: false, score: 6 });
    expect(screenings[0]?.change).toMatchObject({ status: "compared", difference: -3 });
  });

  test("go only by a channel that the person agreed to, and to an address that there is", async () => {
    const personId = await world.open(worker, { contactChannels: ["email"], phone: null });
    expect(await refusal(inviteFor(personId))).toBe("pathway.contactNotAgreed");
    expect(await refusal(inviteFor(personId, { channel: "email" as "sms" }))).toBe(
      "pathway.contactAddressMissing",
    );
    expect(await tasks(personId)).toEqual([]);
    expect(outbox).toEqual([]);
  });

  test.each([
    ["takes the channel back", ["phone"], "06 39 98 77 66"],
    ["wants no contact at all", [], "06 39 98 77 66"],
    ["has another number by then", ["sms"], "06 39 98 11 22"],
  ] as const)(
    "are withheld where the person %s before they go, and wait to be asked together",
    async (_, channels, phone) => {
      const personId = await openReachable();
      await run(
        inviteFirst,
        { id: randomId<"reassessment">(), personId, instrument: "ucla3", ...invitation },
        { actor: worker },
      );
      await run(
        updateFile,
        {
          personId,
          givenNames: "Canari-Odile",
          phone,
          processingGround: "public-interest-task",
          contactChannels: [...channels],
          identityCheck: "seen",
        },
        { actor: worker, version: 1 },
      );
      await world.ring();
      expect(outbox).toEqual([]);
      expect(await tasks(personId)).toMatchObject([{ status: "due", delivery: "withheld" }]);
      expect(await waiting()).toEqual([personId]);
    },
  );

  test("that nobody follows give the task back after eight days, and a late tap sends a new link", async () => {
    const personId = await openReachable();
    await inviteFor(personId);
    const token = secretIn(outbox.at(-1));
    world.wait(8 * day + 1);
    await world.ring();
    expect(await states(personId)).toEqual(["first due"]);
    const opening = run(openAnswerLink, { token }, { actor: anonymousActor, http: noExchange() });
    expect(await refusal(opening)).toBe("pathway.linkExpired");
    for (let taps = 0; taps < 8; taps += 1) await run(renewAnswerLink, { token }, { actor: anonymousActor });
    await world.ring();
    // Each new link closes the one before, and no more than five go in a day.
    expect(outbox.length).toBe(2);
    await run(answerQuestions, { answers: ucla3(1) }, { actor: await follow() });
    expect((await states(personId))[0]).toBe("first answered");
  });

  test("close when the person would rather not: an open page says so, and keeps nothing", async () => {
    const personId = await openReachable();
    await inviteFor(personId);
    const person = await follow();
    const [task] = await tasks(personId);
    if (!task) throw new Error("no task");
    await run(
      stopReassessment,
      { personId, reassessmentId: task.id },
      { actor: worker, version: task.version },
    );
    expect(await refusal(run(readQuestions, {}, { actor: person }))).toBe("pathway.questionsGone");
    const answering = run(answerQuestions, { answers: ucla3(1) }, { actor: person });
    expect(await refusal(answering)).toBe("pathway.questionsGone");
    expect((await run(listScreenings, { personId }, { actor: worker })).screenings).toEqual([]);
  });

  test("answered by two open pages at once are answered once", async () => {
    const personId = await openReachable();
    await inviteFor(personId);
    const person = await follow();
    const both = await Promise.all(
      [1, 3].map((code) => refusal(run(answerQuestions, { answers: ucla3(code) }, { actor: person }))),
    );
    expect(both.toSorted()).toEqual(["accepted", "pathway.questionsAnswered"]);
  });

  test("are of the link alone: a receiver's link reads none, and the person's reads no referral", async () => {
    const personId = await openReachable();
    await inviteFor(personId);
    const person = await follow();
    expect(await refusal(run(readAnswer, {}, { actor: person }))).toBe("pathway.referralNotFound");
    const answering = run(answerReferral, { move: "accept" }, { actor: person, version: 1 });
    expect(await refusal(answering)).toBe("pathway.referralNotFound");
    expect(await refusal(run(readQuestions, {}, { actor: worker }))).toBe("base.notAllowed");
    expect(await refusal(run(readQuestions, {}, { actor: anonymousActor }))).toBe("base.signInNeeded");
    await world.refer(personId);
    await world.ring();
    const http = noExchange();
    await run(openAnswerLink, { token: secretIn(outbox.at(-1)) }, { actor: anonymousActor, http });
    const receiver = await world.holder(http.setCookies);
    if (receiver === null) throw new Error("no session");
    expect(await refusal(run(readQuestions, {}, { actor: receiver }))).toBe("base.notAllowed");
  });

  test("left without an answer, of another questionnaire, or out of range are told as they are", async () => {
    const personId = await openReachable();
    await inviteFor(personId);
    const person = await follow();
    for (const answers of [{ "ucla3-1": 9 }, { "osss3-1": 1 }])
      expect(await refusal(run(answerQuestions, { answers }, { actor: person }))).toBe(
        "pathway.answersUnreadable",
      );
    const answers = { "ucla3-1": 3, "ucla3-2": "prefers-not" } as const;
    expect(await run(answerQuestions, { answers }, { actor: person })).toEqual({ status: "incomplete" });
    expect((await run(readQuestions, {}, { actor: person })).reading).toBe("reading.incomplete");
  });

  test("are not sent about health here, to a child, or twice under one id", async () => {
    const personId = await openReachable();
    const inviting = (id: PersonId, instrument: string, reassessmentId = randomId<"reassessment">()) =>
      refusal(
        run(inviteFirst, { id: reassessmentId, personId: id, instrument, ...invitation }, { actor: worker }),
      );
    expect(await inviting(personId, "who5")).toBe("pathway.instrumentNotOffered");
    expect(await inviting(personId, "phq9")).toBe("pathway.instrumentNotOffered");
    expect(await inviting(personId, "lsns6")).toBe("pathway.instrumentNotOffered");
    const child = await world.open(worker, {
      birthDate: "2012-01-01",
      minorGround: "child-protection",
      contactChannels: ["sms"],
    });
    expect(await inviting(child, "ucla3")).toBe("pathway.tooYoungForScoring");
    const id = randomId<"reassessment">();
    expect(await inviting(personId, "ucla3", id)).toBe("accepted");
    expect(await inviting(personId, "ucla3", id)).toBe("pathway.reassessmentOver");
  });

  test("are gone with the file, with their links and messages", async () => {
    const personId = await openReachable();
    await inviteFor(personId);
    const token = secretIn(outbox.at(-1));
    await run(eraseFile, { personId }, { actor: world.officer });
    const opening = run(openAnswerLink, { token }, { actor: anonymousActor, http: noExchange() });
    expect(await refusal(opening)).toBe("pathway.linkUnusable");
    for (const table of ["reassessment", "answer_link", "message", "questionnaire_response"]) {
      const { rows } = await sql`select from ${sql.id(table)}`.execute(world.database.admin);
      expect(rows, table).toEqual([]);
    }
  });
});
