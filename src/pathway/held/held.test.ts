import { randomId, type CallOf, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { firstInvitation } from "../../../tests/support/first-invitation.ts";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { ownPageOf } from "../../../tests/support/own-page.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  askOwnCopy,
  changeOwnContact,
  exportFile,
  exportOwn,
  inviteFirst,
  listHeld,
  listWaiting,
  proveOwnCopy,
  readFile,
  readOwnPage,
  recordLifeEvent,
  releaseHeld,
  stopHeld,
  stopOwnHeld,
  updateFile,
} from "../actions.ts";
import { mostWrongProofs } from "./codes.ts";

const world = await loopWorld();
const { run, worker, outbox, tenantId, ccas } = world;
const own = ownPageOf(world);
const [phone, other, email] = ["06 39 98 77 66", "06 39 98 00 11", "canari@example.org"];

beforeEach(() => world.reset());

const open = (given: Partial<CallOf<typeof updateFile>> = {}): Promise<PersonId> =>
  world.open(worker, { contactChannels: ["sms"], phone, ...given });
const read = (personId: PersonId) => run(readFile, { personId }, { actor: worker });
async function change(personId: PersonId, given: Partial<CallOf<typeof updateFile>>) {
  const { version, ...file } = await read(personId);
  const { givenNames, processingGround, contactChannels, contactMoments } = file;
  const kept = { givenNames, processingGround, contactChannels, contactMoments, phone: file.phone };
  return run(updateFile, { personId, ...kept, email: file.email, ...given }, { actor: worker, version });
}
const held = async (personId: PersonId) => (await run(listHeld, { personId }, { actor: worker })).requests;
const queued = async () =>
  (await run(listWaiting, {}, { actor: worker })).items.map(({ reason, maySetAside }) => ({
    reason,
    maySetAside,
  }));
const invite = (personId: PersonId, channel: "sms" | "email" = "sms") =>
  run(inviteFirst, firstInvitation(personId, channel), { actor: worker });
const went = async () => {
  await world.ring();
  return outbox.map(({ to, template }) => `${template} ${to}`);
};
/** What a table keeps of what waits, as it lies there. */
const kept = async () =>
  (
    await sql<{ status: string; hasContent: boolean; ended_by: string | null }>`
      select status, content is not null as "hasContent", ended_by from held_request order by asked_at, id`.execute(
      world.database.admin,
    )
  ).rows;

describe("another number", () => {
  test("is refused while nobody says how it was checked, and nothing changes", async () => {
    const personId = await open();
    expect(await refusal(change(personId, { phone: other }))).toBe("pathway.identityCheckNeeded");
    expect(await read(personId)).toMatchObject({ phone, version: 1 });
  });

  test.each(["seen", "called-back"] as const)("checked (%s) holds at once", async (identityCheck) => {
    const personId = await open();
    expect(await change(personId, { phone: other, identityCheck })).toMatchObject({ heldUntil: null });
    expect((await read(personId)).phone).toBe(other);
    expect(await held(personId)).toEqual([]);
  });

  test.each(["document", "not-checked"] as const)(
    "not proved (%s) waits 72 hours in sight of the team, then holds once",
    async (identityCheck) => {
      const personId = await open();
      const { heldUntil } = await change(personId, { phone: other, identityCheck, wishes: "Chanter" });
      expect(heldUntil).toBe("2026-12-03T09:00:00.000Z");
      expect(await read(personId)).toMatchObject({ phone, wishes: "Chanter" });
      expect(await held(personId)).toMatchObject([
        { kind: "contact-change", isByLink: false, identity: identityCheck, change: { phone: other } },
      ]);
      expect(await queued()).toEqual([{ reason: "change-held", maySetAside: false }]);
      world.wait(71);
      await world.ring();
      expect((await read(personId)).phone).toBe(phone);
      world.wait(1);
      expect(await Promise.all([world.ring(), world.ring()])).toContain(1);
      expect(await read(personId)).toMatchObject({ phone: other, wishes: "Chanter", version: 3 });
      expect(await held(personId)).toEqual([]);
      expect(await kept()).toEqual([{ status: "applied", hasContent: false, ended_by: null }]);
      expect(await queued()).toEqual([]);
      // Nobody checked it: it confirms nothing.
      expect((await read(personId)).contactConfirmedAt).toBe("2026-11-30T09:00:00.000Z");
    },
  );

  test("may be stopped by anybody of the team, and then never holds", async () => {
    const personId = await open();
    await change(personId, { phone: other, identityCheck: "not-checked" });
    const [request] = await held(personId);
    const requestId = request?.id ?? randomId<"held-request">();
    expect(await refusal(run(stopHeld, { personId, requestId }, { actor: world.colleague }))).toBe(
      "pathway.personNotFound",
    );
    const stranger = await open();
    expect(await refusal(run(stopHeld, { personId: stranger, requestId }, { actor: worker }))).toBe(
      "pathway.heldRequestOver",
    );
    const mate = professional(tenantId, ccas, "link-worker");
    await run(stopHeld, { personId, requestId }, { actor: mate });
    expect(await refusal(run(stopHeld, { personId, requestId }, { actor: worker }))).toBe(
      "pathway.heldRequestOver",
    );
    world.wait(100);
    await world.ring();
    expect((await read(personId)).phone).toBe(phone);
    expect(await kept()).toEqual([{ status: "stopped", hasContent: false, ended_by: mate.id }]);
  });

  test("holds as soon as somebody called the known number back, and the rules are confirmed then", async () => {
    const personId = await open();
    await change(personId, { phone: other, identityCheck: "not-checked" });
    world.wait(5);
    const [request] = await held(personId);
    const requestId = request?.id ?? randomId<"held-request">();
    const proof = { personId, requestId, identityCheck: "called-back" } as const;
    await run(releaseHeld, proof, { actor: worker });
    expect(await read(personId)).toMatchObject({ phone: other, contactConfirmedAt: world.clock.now });
    expect(await refusal(run(releaseHeld, proof, { actor: worker }))).toBe("pathway.heldRequestOver");
    world.wait(100);
    await world.ring();
    expect(await read(personId)).toMatchObject({ phone: other, version: 3 });
  });

  test("lets what is stricter hold at once, and gives way to what is said of the same later", async () => {
    const personId = await open({ contactChannels: ["sms", "phone"], contactMoments: ["weekday-morning"] });
    await change(personId, {
      contactChannels: ["sms", "visit"],
      contactMoments: [],
      identityCheck: "not-checked",
    });
    expect(await read(personId)).toMatchObject({
      contactChannels: ["sms"],
      contactMoments: ["weekday-morning"],
    });
    expect((await held(personId))[0]?.change).toEqual({
      contactChannels: ["sms", "visit"],
      contactMoments: [],
    });
    // Another field that nobody checked: both wait together, from now on.
    world.wait(10);
    await change(personId, { phone: other, identityCheck: "not-checked" });
    const [request, ...more] = await held(personId);
    expect(more).toEqual([]);
    expect(request).toMatchObject({
      dueAt: "2026-12-03T19:00:00.000Z",
      change: { phone: other, contactChannels: ["sms", "visit"], contactMoments: [] },
    });
    // Do not contact: what would have widened the ways is gone for good.
    await change(personId, { contactChannels: [] });
    expect(await held(personId)).toEqual([]);
    world.wait(100);
    await world.ring();
    expect(await read(personId)).toMatchObject({ contactChannels: [], phone });
  });

  test("of somebody whose accompaniment ended meanwhile never holds", async () => {
    const personId = await open();
    await change(personId, { phone: other, identityCheck: "not-checked" });
    await run(recordLifeEvent, { personId, event: "death" }, { actor: worker });
    world.wait(73);
    await world.ring();
    expect((await read(personId)).phone).toBe(phone);
    expect((await kept()).map(({ status }) => status)).toEqual(["stopped"]);
    expect(world.failures).toEqual([]);
  });
});

describe("while a change waits", () => {
  test("nothing goes to either address; what waits goes by what holds afterwards", async () => {
    const stopped = await open({ contactChannels: ["sms", "email"], email });
    await invite(stopped);
    await change(stopped, { phone: other, identityCheck: "not-checked" });
    expect(await went()).toEqual([]);
    expect(await refusal(invite(stopped))).toBe("pathway.contactHeld");
    expect(await refusal(invite(stopped, "email"))).toBe("pathway.contactHeld");
    const [request] = await held(stopped);
    const requestId = request?.id ?? randomId<"held-request">();
    await run(stopHeld, { personId: stopped, requestId }, { actor: worker });
    expect(await went()).toEqual([`as-agreed ${phone}`]);

    outbox.length = 0;
    const applied = await open();
    await invite(applied);
    await change(applied, { phone: other, identityCheck: "not-checked" });
    world.wait(72);
    // The message was for the number before: it goes to nobody, and the questions are asked together.
    expect(await went()).toEqual([]);
    await invite(applied);
    expect(await went()).toEqual([`as-agreed ${other}`]);
    expect(world.failures).toEqual([]);
  });

  test("organisations are told of referrals as before", async () => {
    const personId = await open();
    await change(personId, { phone: other, identityCheck: "not-checked" });
    await world.refer(personId);
    expect(await went()).toEqual(["answer-asked accueil@cafe.example"]);
  });

  test("the known address gets a word without content, where a name was agreed on and the rules allow it", async () => {
    const known = await open();
    await own.enter(known);
    outbox.length = 0;
    await change(known, { phone: other, identityCheck: "not-checked" });
    expect(await went()).toEqual([`call-back ${phone}`]);
    expect(outbox[0]?.text).not.toContain("/r/");
    expect(JSON.stringify(outbox)).not.toContain(other);

    outbox.length = 0;
    const quiet = await open();
    await own.enter(quiet);
    outbox.length = 0;
    await change(quiet, { contactChannels: ["phone"], phone: other, identityCheck: "not-checked" });
    expect(await went()).toEqual([]);
  });

  test("whoever holds the link does not learn of a change that a worker noted", async () => {
    const personId = await open();
    const person = await own.enter(personId);
    await change(personId, { phone: other, identityCheck: "not-checked" });
    const page = await run(readOwnPage, {}, { actor: person });
    expect(page.changeHeldUntil).toBeNull();
    expect(JSON.stringify(page)).not.toContain(other);
    const stopping = run(stopOwnHeld, { kind: "contact-change" }, { actor: person });
    expect(await refusal(stopping)).toBe("pathway.heldRequestOver");
  });
});

describe("by the link to the own page", () => {
  test("rules are made stricter at once and wider after 72 hours, which the person may stop", async () => {
    const personId = await open({ contactChannels: ["sms", "phone"] });
    const person = await own.enter(personId);
    const { version } = await run(readOwnPage, {}, { actor: person });
    const wanted = { contactChannels: ["sms" as const, "visit" as const] };
    const done = await run(changeOwnContact, wanted, { actor: person, version });
    expect(done.heldUntil).not.toBeNull();
    expect((await read(personId)).contactChannels).toEqual(["sms"]);
    expect(await held(personId)).toMatchObject([{ isByLink: true, identity: null, notedBy: null }]);
    expect((await run(readOwnPage, {}, { actor: person })).changeHeldUntil).toBe(done.heldUntil);
    await run(stopOwnHeld, { kind: "contact-change" }, { actor: person });
    world.wait(100);
    await world.ring();
    expect((await read(personId)).contactChannels).toEqual(["sms"]);
  });

  test("a copy opens by the code that went another way, and by no other code", async () => {
    const personId = await open({ contactChannels: ["sms", "email"], email });
    const person = await own.enter(personId);
    expect(await refusal(run(exportOwn, {}, { actor: person }))).toBe("pathway.copyNotOpen");
    outbox.length = 0;
    expect(await run(askOwnCopy, {}, { actor: person })).toMatchObject({ hasCode: true });
    expect(await went()).toEqual([`second-proof ${email}`]);
    expect(await queued()).toEqual([{ reason: "copy-held", maySetAside: false }]);
    const code = /"code":"(\d{6})"/.exec(outbox[0]?.text ?? "")?.[1] ?? "none";
    const wrong = code === "000000" ? "000001" : "000000";
    expect(await run(proveOwnCopy, { code: wrong }, { actor: person })).toEqual({ isOpen: false, left: 9 });
    expect(await refusal(run(exportOwn, {}, { actor: person }))).toBe("pathway.copyNotOpen");
    expect(await run(proveOwnCopy, { code }, { actor: person })).toMatchObject({ isOpen: true });
    expect((await run(exportOwn, {}, { actor: person })).person).toMatchObject({ phone });
    expect(await queued()).toEqual([]);
    const later = await run(readOwnPage, {}, { actor: person });
    expect(later.copy).toMatchObject({ state: "open", until: "2026-11-30T10:00:00.000Z" });
  });

  test("a copy opens by no code that is late, or after ten wrong ones, whatever is asked anew", async () => {
    const personId = await open({ contactChannels: ["sms", "email"], email });
    const person = await own.enter(personId);
    const codeNow = async () => {
      outbox.length = 0;
      await run(askOwnCopy, {}, { actor: person });
      await world.ring();
      return /"code":"(\d{6})"/.exec(outbox[0]?.text ?? "")?.[1] ?? "none";
    };
    const late = await codeNow();
    world.wait(0.5);
    expect(await run(proveOwnCopy, { code: late }, { actor: person })).toMatchObject({ isOpen: false });
    const code = await codeNow();
    const wrong = code === "000000" ? "000001" : "000000";
    for (let tries = 1; tries < mostWrongProofs; tries += 1)
      await run(proveOwnCopy, { code: wrong }, { actor: person });
    expect(await run(proveOwnCopy, { code }, { actor: person })).toEqual({ isOpen: false, left: 0 });
    expect(await codeNow()).toBe("none");
    // Stopping it and asking anew gives no new tries.
    await run(stopOwnHeld, { kind: "own-copy" }, { actor: person });
    expect(await codeNow()).toBe("none");
    expect(await refusal(run(exportOwn, {}, { actor: person }))).toBe("pathway.copyNotOpen");
  });

  test("without another way a copy waits 72 hours, a word without content goes, and a new link brings it", async () => {
    const personId = await open();
    const first = await own.enter(personId);
    outbox.length = 0;
    expect(await run(askOwnCopy, {}, { actor: first })).toMatchObject({ hasCode: false });
    expect(await went()).toEqual([`call-back ${phone}`]);
    outbox.length = 0;
    world.wait(72);
    expect(await went()).toEqual([`as-agreed ${phone}`]);
    const person = await own.enter(personId);
    expect((await run(exportOwn, {}, { actor: person })).person).toMatchObject({ phone });
    world.wait(7 * 24);
    const late = await own.enter(personId);
    expect(await refusal(run(exportOwn, {}, { actor: late }))).toBe("pathway.copyNotOpen");
  });

  test("a copy that the team stopped does not open", async () => {
    const personId = await open();
    const person = await own.enter(personId);
    await run(askOwnCopy, {}, { actor: person });
    const [request] = await held(personId);
    const requestId = request?.id ?? randomId<"held-request">();
    await run(stopHeld, { personId, requestId }, { actor: worker });
    world.wait(73);
    await world.ring();
    const again = await own.enter(personId);
    expect(await refusal(run(exportOwn, {}, { actor: again }))).toBe("pathway.copyNotOpen");
    expect((await run(readOwnPage, {}, { actor: again })).copy).toEqual({ state: "none" });
  });
});

test("what waits is in the copy that the data-protection officer hands out, and goes with the file", async () => {
  const personId = await open();
  await change(personId, { phone: other, identityCheck: "not-checked" });
  const { records } = await run(exportFile, { personId }, { actor: world.officer });
  expect(records.find(({ kind }) => kind === "held-request")?.fields).toMatchObject({
    status: "held",
    asked: { phone: other },
  });
  await sql`delete from person where id = ${personId}`.execute(world.database.admin);
  expect(await kept()).toEqual([]);
  world.wait(73);
  await world.ring();
  expect(world.failures).toEqual([]);
});
