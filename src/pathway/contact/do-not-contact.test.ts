import { randomId, type Actor, type PersonId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { cafe, loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import {
  answerReferral,
  askOwnCopy,
  inviteFirst,
  moveReferral,
  noteMoment,
  proposeMoments,
  readAnswer,
  readFile,
  readReferral,
  recordLifeEvent,
  renewAnswerLink,
  sendOwnPage,
  updateFile,
  withdrawAgreements,
} from "../actions.ts";
import type { MessageTemplate } from "../message/outgoing.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const { answer, receive } = bothSides(world);
const visitor: Actor = {
  kind: "anonymous",
  id: null,
  tenantId: null,
  memberships: [],
  hasSecondFactor: false,
};

beforeEach(() => world.reset());

const open = () =>
  world.open(worker, {
    contactChannels: ["sms", "email"],
    email: "canari@example.org",
    phone: "06 39 98 77 66",
  });

async function silence(personId: PersonId): Promise<void> {
  const { version, ...file } = await run(readFile, { personId }, { actor: worker });
  const { givenNames, processingGround, email, phone } = file;
  const kept = { givenNames, processingGround, email, phone, contactChannels: [] };
  await run(updateFile, { personId, ...kept }, { actor: worker, version });
}

const invitation = { agreedName: "Odile", callbackPhone: "04 99 91 92 93" } as const;
const ring = () => world.ring();
const givenLink = async (personId: PersonId): Promise<void> => {
  await run(sendOwnPage, { personId, channel: "sms", ...invitation }, { actor: worker });
  await ring();
};

/** A way by which a message comes to wait: what happens before, and the act that lets it wait. */
interface Way {
  readonly template: MessageTemplate;
  readonly before?: (personId: PersonId) => Promise<unknown>;
  readonly act: (personId: PersonId, before: unknown) => Promise<unknown>;
  /** Whether it may go although nobody may be contacted: whoever was asked learns that there is nothing left to do. */
  readonly mayGo?: true;
}

const refer = (personId: PersonId) => world.refer(personId);
const sentReferral = async (personId: PersonId) => {
  const referral = await refer(personId);
  await ring();
  return referral;
};

/** Every way there is in which the pathway lets a message wait for a receiver or a person. */
const ways: Readonly<Record<string, Way>> = {
  "a referral": { template: "answer-asked", act: refer },
  "what was asked for is given": {
    template: "answer-asked",
    before: async (personId) => {
      const { referralId } = await sentReferral(personId);
      await answer(await receive(), { move: "ask-information", note: "À quelle heure ?" });
      return referralId;
    },
    act: async (_personId, before) => {
      const referralId = before as Awaited<ReturnType<typeof refer>>["referralId"];
      const { version } = await run(readReferral, { referralId }, { actor: worker });
      return run(
        moveReferral,
        { referralId, move: "give-information", note: "Le matin." },
        { actor: worker, version },
      );
    },
  },
  "a reminder": {
    template: "answer-reminder",
    before: sentReferral,
    act: async () => {
      world.wait(24 * 10);
    },
  },
  "a place on a waiting list is asked after": {
    template: "still-waiting",
    before: async (personId) => {
      await sentReferral(personId);
      const receiver = await receive();
      await answer(receiver, { move: "accept" });
      await answer(receiver, { move: "waitlist" });
    },
    act: async () => {
      world.wait(24 * 21);
    },
  },
  "a meeting is over": {
    template: "how-it-went",
    before: async (personId) => {
      await sentReferral(personId);
      const receiver = await receive();
      for (const move of ["accept", "contact"] as const) await answer(receiver, { move });
      await answer(receiver, { move: "set-meeting", meetingOn: "2026-12-01" });
    },
    act: async () => {
      world.wait(24 * 2);
    },
  },
  "the person chose a moment, and the worker noted it": {
    template: "moment-said",
    before: async (personId) => {
      const { referralId } = await sentReferral(personId);
      await answer(await receive(), { move: "accept" });
      const { version } = await run(readReferral, { referralId }, { actor: worker });
      const moments = [{ day: "2026-12-08", from: "14:00", isByPhone: true }];
      await run(proposeMoments, { referralId, moments }, { actor: worker, version });
      return referralId;
    },
    act: async (_personId, before) => {
      const referralId = before as Awaited<ReturnType<typeof refer>>["referralId"];
      const { moments } = await run(readReferral, { referralId }, { actor: worker });
      return run(noteMoment, { referralId, momentId: moments.open[0]?.id ?? null }, { actor: worker });
    },
  },
  "an end is disputed": {
    template: "answer-asked",
    before: async (personId) => {
      const { referralId } = await sentReferral(personId);
      const receiver = await receive();
      for (const move of ["accept", "contact", "start"] as const) await answer(receiver, { move });
      await answer(receiver, { move: "complete", outcome: "attends-regularly" });
      return referralId;
    },
    act: async (_personId, before) => {
      const referralId = before as Awaited<ReturnType<typeof refer>>["referralId"];
      const { version } = await run(readReferral, { referralId }, { actor: worker });
      return run(
        moveReferral,
        { referralId, move: "dispute", note: "N’est jamais venue." },
        { actor: worker, version },
      );
    },
  },
  "a receiver asks for a new link": {
    template: "answer-asked",
    before: async (personId) => {
      await sentReferral(personId);
      return secretIn(outbox.at(-1));
    },
    act: (_personId, token) => run(renewAnswerLink, { token: String(token) }, { actor: visitor }),
  },
  "questions by SMS": {
    template: "as-agreed",
    act: (personId) =>
      run(
        inviteFirst,
        { id: randomId<"reassessment">(), personId, instrument: "ucla3", channel: "sms", ...invitation },
        { actor: worker },
      ),
  },
  "the own page by e-mail": {
    template: "as-agreed",
    act: (personId) => run(sendOwnPage, { personId, channel: "email", ...invitation }, { actor: worker }),
  },
  "the person asks for a new link": {
    template: "as-agreed",
    before: async (personId) => {
      await run(sendOwnPage, { personId, channel: "sms", ...invitation }, { actor: worker });
      await ring();
      return secretIn(outbox.at(-1));
    },
    act: (_personId, token) => run(renewAnswerLink, { token: String(token) }, { actor: visitor }),
  },
  "another number that nobody checked": {
    template: "call-back",
    before: (personId) => givenLink(personId),
    act: async (personId) => {
      const { version, ...file } = await run(readFile, { personId }, { actor: worker });
      const { givenNames, processingGround, contactChannels, email } = file;
      const kept = { givenNames, processingGround, contactChannels, email };
      const asked = { ...kept, phone: "06 39 98 00 11", identityCheck: "not-checked" } as const;
      await run(updateFile, { personId, ...asked }, { actor: worker, version });
    },
  },
  "a copy asked for by the own page": {
    template: "second-proof",
    before: async (personId) => {
      await givenLink(personId);
      return receive();
    },
    act: async (_personId, holder) => {
      await run(askOwnCopy, {}, { actor: holder as Actor });
    },
  },
  "a withdrawal": {
    template: "nothing-to-do",
    before: sentReferral,
    act: (personId) => run(withdrawAgreements, { personId }, { actor: worker }),
    mayGo: true,
  },
  "a receiver did not say whether they erased": {
    template: "erasure-reminder",
    before: async (personId) => {
      await sentReferral(personId);
      await run(withdrawAgreements, { personId }, { actor: worker });
      await ring();
    },
    act: async () => {
      world.wait(24 * 10);
    },
    mayGo: true,
  },
  "a stay in hospital": {
    template: "on-hold",
    before: sentReferral,
    act: (personId) => run(recordLifeEvent, { personId, event: "hospital" }, { actor: worker }),
    mayGo: true,
  },
};
const rows = Object.entries(ways);

describe.each(rows)("do not contact: %s", (_name, { template, before, act, mayGo = false }) => {
  const sent = async (silenced: "never" | "before" | "while it waits"): Promise<readonly string[]> => {
    const personId = await open();
    const given = await before?.(personId);
    outbox.length = 0;
    if (silenced === "before") await silence(personId);
    await refusal(act(personId, given).then(() => undefined));
    if (silenced === "while it waits") await silence(personId);
    await ring();
    return outbox.map((message) => message.template);
  };

  test("goes where nothing forbids it", async () => {
    expect(await sent("never")).toEqual([template]);
  });

  test.each(["before", "while it waits"] as const)(
    `${mayGo ? "goes" : "does not go"}, said %s`,
    async (when) => {
      expect(await sent(when)).toEqual(mayGo ? [template] : []);
    },
  );
});

test("every kind of message there is was tried", () => {
  const templates: Readonly<Record<MessageTemplate, true>> = {
    "answer-asked": true,
    "answer-reminder": true,
    "still-waiting": true,
    "moment-said": true,
    "how-it-went": true,
    "nothing-to-do": true,
    "erasure-reminder": true,
    "on-hold": true,
    "as-agreed": true,
    "call-back": true,
    "second-proof": true,
  };
  expect(new Set(rows.map(([, { template }]) => template))).toEqual(new Set(Object.keys(templates)));
});

describe("bad input", () => {
  test("a receiver who answers after the recall is told where it stands, and nothing changes", async () => {
    const personId = await open();
    const { referralId } = await sentReferral(personId);
    const receiver = await receive();
    const { version } = await run(readAnswer, {}, { actor: receiver });
    await run(moveReferral, { referralId, move: "recall" }, { actor: worker, version });
    // With the page as it was, and with the page read anew.
    expect(await refusal(run(answerReferral, { move: "accept" }, { actor: receiver, version }))).toBe(
      "base.versionStale",
    );
    expect(await refusal(answer(receiver, { move: "accept" }))).toBe("pathway.moveNotAllowed");
    expect(await run(readReferral, { referralId }, { actor: worker })).toMatchObject({
      status: "recalled",
      loop: "closed_known",
    });
  });

  test("an agreement whose end is past, or more than a year off, is refused, and nothing is sent", async () => {
    const personId = await open();
    for (const until of ["2026-11-29", "1999-12-31", "2027-12-01"])
      expect(await refusal(world.refer(personId, { until }))).toBe("pathway.agreementEndInvalid");
    expect((await world.refer(personId, { until: "2026-11-30" })).status).toBe("sent");
    await ring();
    expect(outbox).toHaveLength(1);
    // The day after its last day the receiver reads nothing more of the person.
    const receiver = await receive();
    expect((await run(readAnswer, {}, { actor: receiver })).person).toHaveProperty("firstName");
    world.clock.now = "2026-11-30T22:59:00.000Z" as typeof world.clock.now;
    const late = await (async () => {
      await run(renewAnswerLink, { token: secretIn(outbox[0]) }, { actor: visitor });
      await ring();
      return receive();
    })();
    world.wait(0.1);
    expect((await run(readAnswer, {}, { actor: late })).person).toEqual({});
  });

  test("an urgent referral without answer comes back after three working days, another after thirty days", async () => {
    const [urgent, routine] = [await open(), await open()];
    const { referralId } = await world.refer(urgent, { priority: "priority" });
    const other = await world.refer(routine);
    const statusOf = async (id: typeof referralId) =>
      (await run(readReferral, { referralId: id }, { actor: worker })).status;
    world.wait(24 * 3 + 1);
    await ring();
    expect([await statusOf(referralId), await statusOf(other.referralId)]).toEqual(["expired", "sent"]);
  });
});

test("several persons referred to one offer: each has a link of their own, and no door of one gives away another", async () => {
  const names = ["Perruche-Anna", "Mésange-Bela", "Rossignol-Cloé"];
  const doors: { readonly actor: Actor; readonly name: string; readonly personId: PersonId }[] = [];
  for (const name of names) {
    const personId = await world.open(worker, { givenNames: name, phone: `06 39 98 00 0${doors.length}` });
    outbox.length = 0;
    await world.refer(personId);
    await ring();
    expect(outbox).toHaveLength(1);
    doors.push({ actor: await receive(), name, personId });
  }
  expect(new Set(doors.map(({ actor }) => actor.id)).size).toBe(names.length);
  for (const { actor, name } of doors) {
    const read = await run(readAnswer, {}, { actor });
    expect(read.offerId).toBe(cafe.id);
    const said = JSON.stringify([
      read,
      await answer(actor, { move: "accept" }),
      await run(readAnswer, {}, { actor }),
    ]);
    expect(said).toContain(name);
    for (const one of doors.filter((door) => door.name !== name)) {
      expect(said).not.toContain(one.name);
      expect(said).not.toContain(one.personId);
    }
  }
  // What one answers changes nothing of the others.
  expect(outbox.map(({ text }) => text).join()).not.toMatch(/Perruche|Mésange|Rossignol/);
});
