import { anonymousActor, randomId, type Actor, type CallOf } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import {
  answerReferral,
  eraseFile,
  listReferrals,
  listScreenings,
  listWaiting,
  moveReferral,
  openAnswerLink,
  readAnswer,
  readNeeds,
  readReferral,
  sendReferral,
  updateFile,
  withdrawAgreements,
} from "./actions.ts";
import { cafe, loopWorld, refusal, secretIn } from "../../tests/support/loop.ts";
import { bothSides } from "../../tests/support/receiver.ts";
import { professional } from "../../tests/support/run.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const { receive, answer } = bothSides(world);

beforeEach(() => world.reset());

describe("a referral", () => {
  test("goes from sent to an outcome by the answers of a receiver without account, and its loop is then known", async () => {
    const personId = await world.open();
    const sent = await world.refer(personId);
    expect(sent).toMatchObject({ status: "sent", loop: "open" });
    const receiver = await receive();
    expect(outbox).toHaveLength(1);
    const seen = await run(readAnswer, {}, { actor: receiver });
    expect(seen.person).toEqual({
      firstName: "Canari-Odile",
      phone: "06 39 98 77 66",
      wishes: "Jouer aux dames",
      contactChannels: ["phone"],
      preferredLocale: "fr",
    });
    expect(seen).toMatchObject({
      senderName: "CCAS d’essai",
      moves: ["ask-information", "accept", "refuse", "answer-later"],
    });
    expect(await answer(receiver, { move: "accept" })).toMatchObject({ status: "accepted", loop: "open" });
    await answer(receiver, { move: "contact" });
    await answer(receiver, { move: "start" });
    expect(await refusal(answer(receiver, { move: "complete" }))).toBe("pathway.moveIncomplete");
    expect(await answer(receiver, { move: "complete", outcome: "met-someone-seen-again" })).toMatchObject({
      status: "completed",
      loop: "closed_known",
    });
    const read = await run(readReferral, { referralId: sent.referralId }, { actor: worker });
    expect(read.fhir).toEqual({ task: "completed", businessStatus: null, serviceRequest: "active" });
    expect(read.events.map(({ move, by }) => `${move} ${by}`)).toEqual([
      "create worker",
      "send worker",
      "accept receiver",
      "contact receiver",
      "start receiver",
      "complete receiver",
    ]);
    expect(read).toMatchObject({ outcome: "met-someone-seen-again", delivery: "sent" });
  });

  test("is accepted once: whoever answers again is told where it stands, and nothing changes", async () => {
    await world.refer(await world.open());
    const receiver = await receive();
    const { version } = await run(readAnswer, {}, { actor: receiver });
    await run(answerReferral, { move: "accept" }, { actor: receiver, version });
    expect(await refusal(run(answerReferral, { move: "accept" }, { actor: receiver, version }))).toBe(
      "base.versionStale",
    );
    expect(await refusal(answer(receiver, { move: "accept" }))).toBe("pathway.moveNotAllowed");
    expect(
      await refusal(answer(receiver, { move: "refuse", reason: "no-capacity", nextStep: "call-us" })),
    ).toBe("pathway.moveNotAllowed");
  });

  test("answered by two at once is answered once", async () => {
    await world.refer(await world.open());
    const receiver = await receive();
    const { version } = await run(readAnswer, {}, { actor: receiver });
    const both = await Promise.all([
      refusal(run(answerReferral, { move: "accept" }, { actor: receiver, version })),
      refusal(
        run(
          answerReferral,
          { move: "refuse", reason: "no-capacity", nextStep: "try-again-later" },
          { actor: receiver, version },
        ),
      ),
    ]);
    expect(both.filter((code) => code === "accepted")).toHaveLength(1);
  });

  test("moved by two workers at once moves once: the other is told that it changed, and reads what was done", async () => {
    const { referralId, version } = await world.refer(await world.open());
    const move = (given: Omit<CallOf<typeof moveReferral>, "referralId">, actor: Actor) =>
      refusal(run(moveReferral, { referralId, ...given }, { actor, version }));
    const both = await Promise.all([
      move({ move: "decline", note: "Dit au téléphone" }, worker),
      move(
        { move: "recall", note: "Plus la peine" },
        professional(world.tenantId, world.ccas, "link-worker"),
      ),
    ]);
    expect(both.toSorted()).toEqual(["accepted", "base.versionStale"]);
    const read = await run(readReferral, { referralId }, { actor: worker });
    const [status, note] =
      both[0] === "accepted" ? ["declined", "Dit au téléphone"] : ["recalled", "Plus la peine"];
    expect([read.status, read.events.at(-1)?.note, read.events.length]).toEqual([status, note, 3]);
  });

  test("is refused only with a reason and a next step, and then waits for the worker", async () => {
    const personId = await world.open();
    await world.refer(personId);
    const receiver = await receive();
    expect(await refusal(answer(receiver, { move: "refuse", reason: "transport" }))).toBe(
      "pathway.moveIncomplete",
    );
    await answer(receiver, { move: "refuse", reason: "no-capacity", nextStep: "try-other-organisation" });
    const { items } = await run(listWaiting, {}, { actor: worker });
    expect(items.find((item) => item.personId === personId)).toMatchObject({
      reason: "refused",
      receiverName: cafe.name,
    });
  });

  test("without agreement waits for it and tells the receiver nothing; with it, it goes", async () => {
    const personId = await world.open();
    const { referralId, status, version } = await world.refer(personId, { evidence: null });
    expect(status).toBe("awaiting_consent");
    await world.ring();
    expect(outbox).toEqual([]);
    const sending = run(sendReferral, { referralId, evidence: "informed" }, { actor: worker, version });
    expect(await refusal(sending)).toBe("pathway.noGround");
    const sent = await run(
      sendReferral,
      { referralId, evidence: "signed-paper" },
      { actor: worker, version },
    );
    expect(sent.status).toBe("sent");
    await world.ring();
    expect(outbox).toHaveLength(1);
  });

  test("is not one of three under way at once, not even by two workers in the same moment", async () => {
    const personId = await world.open();
    const tries = await Promise.all([1, 2, 3, 4].map(() => refusal(world.refer(personId))));
    expect(tries.toSorted()).toEqual([
      "accepted",
      "accepted",
      "pathway.tooManyOpenReferrals",
      "pathway.tooManyOpenReferrals",
    ]);
  });

  test("that nobody answers is asked after, ends as expired after thirty days, and as unknown after sixty more", async () => {
    const personId = await world.open();
    const { referralId } = await world.refer(personId);
    await world.ring();
    world.wait(24 * 10 + 1);
    await world.ring();
    expect(outbox.map(({ template }) => template)).toEqual(["answer-asked", "answer-reminder"]);
    world.wait(24 * 20);
    await world.ring();
    const expired = await run(readReferral, { referralId }, { actor: worker });
    expect(expired).toMatchObject({ status: "expired", loop: "open" });
    world.wait(24 * 60);
    await world.ring();
    const closed = await run(readReferral, { referralId }, { actor: worker });
    expect(closed).toMatchObject({ status: "expired", loop: "closed_unknown" });
    await world.ring();
    expect(closed.events.filter(({ move }) => move === "close-unknown")).toHaveLength(1);
  });

  test("that goes on after it was closed as unknown is open again, and its clock begins anew", async () => {
    const { referralId } = await world.refer(await world.open());
    const receiver = await receive();
    await answer(receiver, { move: "accept" });
    world.wait(24 * 61);
    await world.ring();
    const unknown = await run(readReferral, { referralId }, { actor: worker });
    expect(unknown).toMatchObject({ status: "accepted", loop: "closed_unknown" });
    const moved = await run(
      moveReferral,
      { referralId, move: "contact" },
      { actor: worker, version: unknown.version },
    );
    expect(moved).toMatchObject({ status: "contacted", loop: "open" });
  });

  test("that started is asked after once, three months after the last act, and any act ends it", async () => {
    const { referralId } = await world.refer(await world.open());
    const receiver = await receive();
    for (const move of ["accept", "contact", "start"] as const) await answer(receiver, { move });
    const asked = async () => {
      await world.ring();
      const { items } = await run(listWaiting, { mine: "true" }, { actor: worker });
      return items.filter(({ reason }) => reason === "review-due").map((item) => item.referralId);
    };
    const move = async (name: "pause" | "start") => {
      const { version } = await run(readReferral, { referralId }, { actor: worker });
      await run(moveReferral, { referralId, move: name }, { actor: worker, version });
    };
    world.wait(80 * 24);
    expect(await asked()).toEqual([]);
    await move("pause");
    await move("start");
    world.wait(89 * 24);
    expect(await asked()).toEqual([]);
    world.wait(25);
    expect(await asked()).toEqual([referralId]);
    world.wait(200 * 24);
    expect(await asked()).toEqual([referralId]);
    await move("pause");
    expect(await asked()).toEqual([]);
    world.wait(91 * 24);
    expect(await asked()).toEqual([]);
    await move("start");
    expect(await asked()).toEqual([]);
    world.wait(91 * 24);
    expect(await asked()).toEqual([referralId]);
  });

  test("followed on by another is closed as rerouted, and the other names it", async () => {
    const personId = await world.open();
    const first = await world.refer(personId);
    const receiver = await receive();
    await answer(receiver, { move: "refuse", reason: "no-capacity", nextStep: "try-other-organisation" });
    const second = await world.refer(personId, { partOfId: first.referralId });
    const read = await run(readReferral, { referralId: second.referralId }, { actor: worker });
    expect(read.partOfId).toBe(first.referralId);
    const old = await run(readReferral, { referralId: first.referralId }, { actor: worker });
    expect(old.fhir).toEqual({ task: "rejected", businessStatus: null, serviceRequest: "active" });
    expect(read.fhir).toEqual({ task: "requested", businessStatus: null, serviceRequest: "active" });
    expect(old).toMatchObject({ status: "rerouted", loop: "closed_known" });
  });
});

describe("a message", () => {
  test("says nothing of the person, of the organisation or of the matter", async () => {
    await world.refer(await world.open());
    await world.ring();
    const said = JSON.stringify(outbox);
    for (const word of [
      "Canari",
      "Odile",
      "Beausoleil",
      "dames",
      "CCAS",
      "Café",
      "06 39",
      "solitude",
      "isol",
    ])
      expect(said).not.toContain(word);
    expect(said).toContain("04 99 91 92 93");
  });

  test("that the gateway does not take is tried again, and given up in sight of the worker", async () => {
    const personId = await world.open();
    world.gateway.isDown = true;
    const { referralId } = await world.refer(personId);
    for (let hour = 0; hour < 48; hour += 1) {
      await world.ring();
      world.wait(1);
    }
    expect(outbox).toEqual([]);
    const read = await run(readReferral, { referralId }, { actor: worker });
    expect(read.delivery).toBe("failed");
    const { items } = await run(listWaiting, {}, { actor: worker });
    expect(items.find((item) => item.personId === personId)?.reason).toBe("delivery-failed");
  });
});

describe("another organisation of the territory, and another territory", () => {
  test("see nothing of a person by id, by referral, by list; unknown and foreign answer alike", async () => {
    const personId = await world.open();
    const { referralId } = await world.refer(personId);
    for (const actor of [world.colleague, world.stranger]) {
      for (const id of [personId, randomId<"person">()]) {
        expect(await refusal(run(listReferrals, { personId: id }, { actor }))).toBe("pathway.personNotFound");
        expect(await refusal(run(listScreenings, { personId: id }, { actor }))).toBe(
          "pathway.personNotFound",
        );
        expect(await refusal(run(readNeeds, { personId: id }, { actor }))).toBe("pathway.personNotFound");
        expect(await refusal(world.refer(id, {}, actor))).toBe("pathway.personNotFound");
      }
      expect(await refusal(run(readReferral, { referralId }, { actor }))).toBe("pathway.referralNotFound");
      expect((await run(listWaiting, {}, { actor })).items).toEqual([]);
    }
  });
});

test("whoever is erased takes the whole loop along, once receivers know: no row, no message, no way by the link", async () => {
  const personId = await world.open();
  await world.refer(personId);
  await world.ring();
  const erase = () => refusal(run(eraseFile, { personId }, { actor: world.officer }));
  expect(await erase()).toBe("pathway.receiversToTell");
  await run(withdrawAgreements, { personId }, { actor: world.officer });
  expect(await erase()).toBe("pathway.receiversBeingTold");
  await world.ring();
  const token = secretIn(outbox.findLast(({ template }) => template === "nothing-to-do"));
  expect(await erase()).toBe("accepted");
  expect(await refusal(run(openAnswerLink, { token }, { actor: anonymousActor }))).toBe(
    "pathway.linkUnusable",
  );
  for (const table of ["referral", "sharing_agreement", "message"]) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.id(table)}
      where person_id = ${personId}`.execute(world.database.admin);
    expect(rows[0]?.n).toBe(0);
  }
  world.wait(24 * 100);
  await world.ring();
  expect(world.failures.filter((kind) => kind !== "message")).toEqual([]);
});

test("a file changed between two looks is not overwritten", async () => {
  const personId = await world.open();
  const written = { givenNames: "Canari", processingGround: "consent" } as const;
  await run(updateFile, { personId, ...written }, { actor: worker, version: 1 });
  expect(await refusal(run(updateFile, { personId, ...written }, { actor: worker, version: 1 }))).toBe(
    "base.versionStale",
  );
});
