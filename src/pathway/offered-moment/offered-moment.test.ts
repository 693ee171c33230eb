import { anonymousActor, randomId, type Actor, type CallOf, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import { ownPageOf } from "../../../tests/support/own-page.ts";
import { bothSides, type ReferralId } from "../../../tests/support/receiver.ts";
import {
  chooseMoment,
  exportFile,
  noteMoment,
  offerMoments,
  proposeMoments,
  readAnswer,
  readMomentFile,
  readOwnPage,
  recordLifeEvent,
  refuseMoments,
  renewAnswerLink,
  withdrawOwn,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox, database } = world;
const side = bothSides(world);
const own = ownPageOf(world);
const { answer, move, read, receive } = side;
beforeEach(() => world.reset());

const waiting = async () => (await side.waiting("true")).map(({ reason }) => reason);

// The clock stands on Monday 30 November at ten, by the clocks of Paris.
const tuesday = { day: "2026-12-08", from: "14:00", until: "15:30", place: "3 rue des Essais" };
const friday = { day: "2026-12-11", from: "9h30", isByPhone: true };

interface Scene {
  readonly personId: PersonId;
  readonly referralId: ReferralId;
  readonly receiver: Actor;
  readonly person: Actor;
}

/** A referral that was accepted, of somebody who has a page of their own. */
async function accepted(): Promise<Scene> {
  const personId = await world.open(worker, { contactChannels: ["sms"] });
  const person = await own.enter(personId);
  const { referralId } = await world.refer(personId);
  const receiver = await receive();
  await answer(receiver, { move: "accept" });
  outbox.length = 0;
  return { personId, referralId, receiver, person };
}

async function offered(moments: CallOf<typeof offerMoments>["moments"] = [tuesday, friday]): Promise<Scene> {
  const scene = await accepted();
  await offer(scene, moments);
  return scene;
}

async function offer({ receiver }: Pick<Scene, "receiver">, moments: CallOf<typeof offerMoments>["moments"]) {
  const { version } = await run(readAnswer, {}, { actor: receiver });
  return run(offerMoments, { moments }, { actor: receiver, version });
}

const onPage = async ({ person, referralId }: Pick<Scene, "person" | "referralId">) => {
  const { referrals } = await run(readOwnPage, {}, { actor: person });
  const found = referrals.find(({ id }) => id === referralId);
  if (found === undefined) throw new Error("no referral on the page");
  return found;
};
const openIds = async (scene: Scene) => (await onPage(scene)).moments.open.map(({ id }) => id);
const chooses = async (scene: Scene, momentId: string, key = randomId()) =>
  run(chooseMoment, { referralId: scene.referralId, momentId: momentId }, { actor: scene.person, key });
const first = async (scene: Scene) => (await openIds(scene))[0] ?? "none";
const told = async () => {
  await world.ring();
  return outbox.map(({ template, to }) => `${template} ${to}`);
};

describe("moments offered for a meeting", () => {
  test("are told to the person without a word of them, chosen once, and are then the day of the meeting", async () => {
    const scene = await offered();
    expect(await told()).toEqual(["as-agreed 06 39 98 77 66"]);
    expect(outbox[0]?.text).not.toMatch(/2026|décembre|rue|Essais|caf/i);
    expect((await onPage(scene)).moments).toMatchObject({
      open: [
        {
          startsAt: "2026-12-08T13:00:00.000Z",
          endsAt: "2026-12-08T14:30:00.000Z",
          place: "3 rue des Essais",
        },
        { startsAt: "2026-12-11T08:30:00.000Z", endsAt: null, place: null },
      ],
      chosen: null,
      timeZone: "Europe/Paris",
    });
    expect(await waiting()).toEqual([]);
    outbox.length = 0;
    const [momentId = "none", other = "none"] = await openIds(scene);
    await chooses(scene, momentId);
    expect((await told()).toSorted()).toEqual([
      "moment-said accueil@cafe.example",
      `moment-told ${worker.id}@example.org`,
    ]);
    for (const { subject, text } of outbox) expect(subject + text).not.toMatch(/2026-|Odile|rue|Essais/i);
    expect(await read(scene.referralId)).toMatchObject({
      status: "contacted",
      meetingOn: "2026-12-08",
      moments: { open: [], chosen: { id: momentId } },
    });
    expect((await run(readAnswer, {}, { actor: scene.receiver })).moments.chosen?.place).toBe(
      "3 rue des Essais",
    );
    expect(await refusal(chooses(scene, other))).toBe("pathway.momentGone");
    expect(await refusal(chooses(scene, momentId))).toBe("pathway.momentGone");
    expect((await read(scene.referralId)).moments.chosen?.id).toBe(momentId);
    // The morning after, each side is asked once whether the person came.
    outbox.length = 0;
    world.wait(9 * 24 - 1);
    expect(await waiting()).toEqual(["attendance-to-ask"]);
    expect(outbox.map(({ template }) => template).toSorted()).toEqual(["as-agreed", "how-it-went"]);
    expect(world.failures).toEqual([]);
  });

  test("accept a referral that nobody answered yet, in the same gesture", async () => {
    const personId = await world.open(worker, { contactChannels: ["sms"] });
    const { referralId } = await world.refer(personId);
    const receiver = await receive();
    await offer({ receiver }, [tuesday]);
    const { status, events } = await read(referralId);
    expect(status).toBe("accepted");
    expect(events.map((event) => event.move)).toEqual(["create", "send", "accept", "offer-moments"]);
  });

  test("are chosen by one alone where two choose at once, and the same gesture sent twice is one", async () => {
    const scene = await offered();
    const [one = "none", two = "none"] = await openIds(scene);
    const key = randomId();
    const codes = await Promise.all([
      refusal(chooses(scene, one, key)),
      refusal(chooses(scene, one, key)),
      refusal(chooses(scene, two)),
      refusal(run(noteMoment, { referralId: scene.referralId, momentId: two }, { actor: worker })),
    ]);
    const { moments, events } = await read(scene.referralId);
    expect(events.filter((event) => event.move === "choose-moment")).toHaveLength(1);
    expect(moments.chosen).not.toBeNull();
    expect(codes.filter((code) => code === "pathway.momentGone").length).toBeGreaterThanOrEqual(2);
    const { rows } = await sql<{ status: string }>`select status from offered_moment order by status`.execute(
      database.admin,
    );
    expect(rows.map(({ status }) => status)).toEqual(["chosen", "ended"]);
  });

  test("that none suits are said so once, wait first in the queue, and the person is called", async () => {
    const scene = await offered();
    await world.ring();
    outbox.length = 0;
    await run(refuseMoments, { referralId: scene.referralId }, { actor: scene.person });
    expect(await waiting()).toEqual(["moments-unsuited"]);
    expect((await told()).toSorted()).toEqual([
      "moment-said accueil@cafe.example",
      `moment-told ${worker.id}@example.org`,
    ]);
    expect((await onPage(scene)).moments).toMatchObject({ open: [], isNoneSuiting: true });
    expect((await run(readAnswer, {}, { actor: scene.receiver })).moments.isNoneSuiting).toBe(true);
    expect(await refusal(run(refuseMoments, { referralId: scene.referralId }, { actor: scene.person }))).toBe(
      "pathway.momentGone",
    );
    await offer(scene, [friday]);
    expect(await waiting()).toEqual([]);
    expect((await onPage(scene)).moments.open).toHaveLength(1);
  });

  test("end by themselves when the first is past, and the queue says so", async () => {
    const scene = await offered();
    const gone = await first(scene);
    const [, later = "none"] = await openIds(scene);
    // An hour before the first; then the minute it is past, before any timer rang.
    world.wait(8 * 24 + 3);
    expect(await openIds(await again(scene))).toHaveLength(2);
    world.wait(1);
    const held = await again(scene);
    expect(await openIds(held)).toEqual([]);
    expect(await refusal(chooses(held, gone))).toBe("pathway.momentGone");
    expect(await refusal(chooses(held, later))).toBe("pathway.momentGone");
    expect(await waiting()).toEqual(["moments-past"]);
    expect((await onPage(held)).moments.isPast).toBe(true);
    expect(await read(scene.referralId)).toMatchObject({
      status: "accepted",
      moments: { isPast: true, open: [] },
    });
    expect(world.failures).toEqual([]);
  });

  /** The person opens a new link: the session of the old one is over. */
  async function again(scene: Scene): Promise<Scene> {
    return { ...scene, person: await own.enter(scene.personId) };
  }

  test("are read by a new link where the old one was lost", async () => {
    const scene = await offered();
    await world.ring();
    const lost = secretIn(outbox.at(-1));
    world.wait(24 * 3);
    await run(renewAnswerLink, { token: lost }, { actor: anonymousActor });
    await world.ring();
    expect(secretIn(outbox.at(-1))).not.toBe(lost);
    expect(await openIds(await again(scene))).toHaveLength(2);
  });

  test("to somebody without a page of their own are told by the worker, who notes the choice", async () => {
    const { referralId } = await world.refer(await world.open());
    const receiver = await receive();
    await answer(receiver, { move: "accept" });
    await offer({ receiver }, [tuesday, friday]);
    expect(await waiting()).toEqual(["moments-to-tell"]);
    const { moments } = await read(referralId);
    expect(moments.isToTell).toBe(true);
    outbox.length = 0;
    await run(noteMoment, { referralId, momentId: moments.open[1]?.id ?? null }, { actor: worker });
    expect(await waiting()).toEqual([]);
    expect(await read(referralId)).toMatchObject({ status: "contacted", meetingOn: "2026-12-11" });
    // Whoever noted it is not told of it.
    expect(await told()).toEqual(["moment-said accueil@cafe.example"]);
  });

  test("may be offered by the worker on the receiver’s word, and none may suit by telephone", async () => {
    const { referralId, personId } = await accepted();
    const { version } = await read(referralId);
    await run(proposeMoments, { referralId, moments: [friday] }, { actor: worker, version });
    await run(noteMoment, { referralId, momentId: null }, { actor: worker });
    expect((await read(referralId)).moments.isNoneSuiting).toBe(true);
    expect(await refusal(run(noteMoment, { referralId, momentId: null }, { actor: world.colleague }))).toBe(
      "pathway.referralNotFound",
    );
    const records = await run(exportFile, { personId }, { actor: world.officer });
    expect(records.records.filter(({ kind }) => kind === "offered-moment")).toHaveLength(1);
  });
});

describe("the moments that were offered end", () => {
  const ends: readonly (readonly [string, (scene: Scene) => Promise<unknown>])[] = [
    ["with a recall", ({ referralId }) => move(referralId, { move: "recall" })],
    ["with what the person takes back", ({ person }) => run(withdrawOwn, {}, { actor: person })],
    [
      "where the person prefers something else",
      ({ person, referralId }) => own.say(person, referralId, { move: "decline" }),
    ],
    [
      "with a stay in hospital",
      ({ personId }) => run(recordLifeEvent, { personId, event: "hospital" }, { actor: worker }),
    ],
    ["where they go on a waiting list", ({ receiver }) => answer(receiver, { move: "waitlist" })],
  ];
  test.each(ends)("%s, with where one would have met, and nothing rings for them", async (_, act) => {
    const scene = await offered();
    const momentId = await first(scene);
    await act(scene);
    const { rows } = await sql<{
      status: string;
      place: unknown;
    }>`select status, place from offered_moment`.execute(database.admin);
    expect(rows).toEqual([1, 2].map(() => ({ status: "ended", place: null })));
    expect(await refusal(chooses(scene, momentId))).toMatch(/^pathway\.(momentGone|ownPageGone)$/);
    expect((await read(scene.referralId)).moments).toMatchObject({ open: [], chosen: null });
    world.wait(9 * 24);
    expect(await waiting()).not.toContain("moments-past");
  });

  test("with a pause after one was chosen: it is no meeting any more", async () => {
    const scene = await offered();
    await chooses(scene, await first(scene));
    await own.say(scene.person, scene.referralId, { move: "pause" });
    expect(await read(scene.referralId)).toMatchObject({
      status: "paused",
      meetingOn: null,
      moments: { chosen: null },
    });
  });

  test("where others take their place: one that was on the page before is gone, and nothing changed", async () => {
    const scene = await offered();
    const momentId = await first(scene);
    await offer(scene, [friday]);
    expect(await refusal(chooses(scene, momentId))).toBe("pathway.momentGone");
    expect((await onPage(scene)).moments.open).toHaveLength(1);
    expect((await read(scene.referralId)).status).toBe("accepted");
  });

  test("not where the person is merely reached: they may still choose", async () => {
    const scene = await offered();
    await answer(scene.receiver, { move: "contact" });
    await chooses(scene, await first(scene));
    expect((await read(scene.referralId)).meetingOn).toBe("2026-12-08");
  });
});

describe("what is offered wrongly is refused with a code, and nothing is kept of it", () => {
  const past = { ...tuesday, day: "2026-11-29" };
  const bad: readonly (readonly [string, CallOf<typeof offerMoments>["moments"], string])[] = [
    ["a moment in the past", [tuesday, past], "pathway.momentsInvalid"],
    ["an end before the start", [{ ...tuesday, until: "13:00" }], "pathway.momentsInvalid"],
    ["two that are equal", [tuesday, { ...friday, day: tuesday.day, from: "14h" }], "pathway.momentsInvalid"],
    ["six", [1, 2, 3, 4, 5, 6].map((day) => ({ ...tuesday, day: `2026-12-1${day}` })), "base.invalidInput"],
    ["none", [], "pathway.momentsInvalid"],
  ];
  test.each(bad)("%s", async (_, moments, code) => {
    const scene = await accepted();
    const before = await read(scene.referralId);
    expect(await refusal(offer(scene, moments))).toBe(code);
    expect(await read(scene.referralId)).toEqual(before);
  });

  test("moments of a referral that is over, or of somebody else", async () => {
    const scene = await offered();
    const other = await offered([friday]);
    const momentId = await first(scene);
    expect(
      await refusal(
        run(chooseMoment, { referralId: other.referralId, momentId: momentId }, { actor: other.person }),
      ),
    ).toBe("pathway.momentGone");
    expect(
      await refusal(
        run(chooseMoment, { referralId: scene.referralId, momentId: momentId }, { actor: other.person }),
      ),
    ).toBe("pathway.referralNotFound");
    await move(scene.referralId, { move: "recall" });
    const { version } = await run(readAnswer, {}, { actor: scene.receiver });
    expect(await refusal(run(offerMoments, { moments: [friday] }, { actor: scene.receiver, version }))).toBe(
      "pathway.moveNotAllowed",
    );
  });

  test("a mere move by the doors of receiver and worker", async () => {
    const { receiver, referralId } = await accepted();
    for (const name of ["offer-moments", "choose-moment", "no-moment"] as const) {
      expect(await refusal(answer(receiver, { move: name, meetingOn: "2026-12-08" }))).toBe(
        "pathway.moveNotAllowed",
      );
      expect(await refusal(move(referralId, { move: name, meetingOn: "2026-12-08" }))).toBe(
        "pathway.moveNotAllowed",
      );
    }
  });
});

test("the agenda of the person says nothing but that there is a meeting, unless they ask for more", async () => {
  const scene = await offered();
  const ask = (details: "true" | "false") =>
    run(readMomentFile, { referralId: scene.referralId, details }, { actor: scene.person });
  expect(await refusal(ask("false"))).toBe("pathway.momentGone");
  await chooses(scene, await first(scene));
  const neutral = await ask("false");
  expect(neutral.text).toContain("SUMMARY:fr page.own.moment.agenda {}");
  expect(neutral.text).not.toMatch(/LOCATION|caf|voisins|rue|Essais|Odile/i);
  const telling = (await ask("true")).text.replaceAll("\r\n ", "");
  expect(telling).toContain("LOCATION:3 rue des Essais");
  expect(telling).toContain("Café des voisins d’essai");
  const kept = await run(exportFile, { personId: scene.personId }, { actor: world.officer });
  expect(
    kept.records.filter(({ kind }) => kind === "offered-moment").map(({ fields }) => fields["place"]),
  ).toContain("3 rue des Essais");
});
