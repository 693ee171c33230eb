import { addMilliseconds, type CallOf, type PersonId } from "#base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { firstInvitation } from "../../../tests/support/first-invitation.ts";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import {
  inviteFirst,
  listHeld,
  readFile,
  recordLifeEvent,
  sendOwnPage,
  stopHeld,
  updateFile,
  withdrawAgreements,
} from "../actions.ts";
import type { ReadyMessage } from "../message/send.ts";
import { isMoment, type ContactMoment } from "./moment.ts";

/** How many interleavings are tried; a figure of issue 6 wants a thousand: `TISSER_INTERLEAVINGS=1000`. */
const interleavings = Number(process.env["TISSER_INTERLEAVINGS"] ?? 40);
/** Persons whose stories run at once in one world, under one clock: their acts cross each other. */
const together = 20;

const world = await loopWorld();
const { run, worker, outbox } = world;

const steps = [
  "invite-sms",
  "invite-email",
  "refer",
  "change-hours",
  "change-channels",
  "change-number",
  "hold-number",
  "stop-held",
  "own-page",
  "withdraw",
  "silence",
  "death",
  "hospital",
  "back",
  "nothing",
] as const;
type Step = (typeof steps)[number];

/** What a person said last, which every message is held against. */
interface Rules {
  readonly personId: PersonId;
  channels: readonly string[];
  moments: readonly ContactMoment[];
  phone: string;
  readonly email: string;
  /** Address of the welcome to which they are referred: theirs alone, so that each message tells of whom it is. */
  readonly receiver: string;
  isThere: boolean;
  hasWithdrawn: boolean;
  /** The accompaniment ended: what waits then never holds. */
  isClosed: boolean;
  /** A number that nobody checked, and from when on it is theirs unless it is stopped; until then nothing goes to any address. */
  held: { readonly phone: string; readonly until: string } | null;
}

async function begin(number: number): Promise<Rules> {
  const digits = String(number).padStart(4, "0");
  const [phone, email] = [
    `06 39 98 ${digits.slice(0, 2)} ${digits.slice(2)}`,
    `canari-${number}@example.org`,
  ];
  const personId = await world.open(worker, { contactChannels: ["sms", "email"], phone, email });
  const receiver = `accueil-${number}@cafe.example`;
  const said = { channels: ["sms", "email"], moments: [], isThere: true, hasWithdrawn: false } as const;
  const waiting = { isClosed: false, held: null };
  return { personId, phone, email, receiver, ...said, ...waiting };
}

async function change(person: Rules, given: Partial<CallOf<typeof updateFile>>): Promise<void> {
  const { version, ...file } = await run(readFile, { personId: person.personId }, { actor: worker });
  const { givenNames, processingGround, contactChannels, contactMoments, email, phone } = file;
  const kept = { givenNames, processingGround, contactChannels, contactMoments, email, phone };
  const written = { personId: person.personId, identityCheck: "seen" as const, ...kept, ...given };
  await run(updateFile, written, { actor: worker, version });
}

const invite = (personId: PersonId, channel: "sms" | "email") =>
  refusal(run(inviteFirst, firstInvitation(personId, channel), { actor: worker }));

/** A number that this person never had before. */
function nextNumber(person: Rules): string {
  const tries = (numbers.get(person.personId) ?? 0) + 1;
  numbers.set(person.personId, tries);
  return `07 ${String(tries).padStart(2, "0")} ${person.phone.slice(6)}`;
}
const numbers = new Map<PersonId, number>();

async function stop(person: Rules): Promise<void> {
  const { personId } = person;
  const { requests } = await run(listHeld, { personId }, { actor: worker });
  for (const { id: requestId } of requests) await run(stopHeld, { personId, requestId }, { actor: worker });
  person.held = null;
}

/** What waited long enough holds once the timers ring, unless the accompaniment ended. */
function applyHeld(person: Rules): void {
  if (person.held === null || person.held.until > world.clock.now) return;
  if (!person.isClosed) person.phone = person.held.phone;
  person.held = null;
}

async function take(person: Rules, step: Step): Promise<void> {
  const { personId } = person;
  switch (step) {
    case "invite-sms":
    case "invite-email":
      await invite(personId, step === "invite-sms" ? "sms" : "email");
      return;
    case "refer":
      if (!person.hasWithdrawn) await refusal(world.refer(personId, { receiverEmail: person.receiver }));
      return;
    case "change-hours":
      person.moments = ["weekday-morning"];
      return change(person, { contactMoments: ["weekday-morning"] });
    case "change-channels":
      person.channels = ["email"];
      return change(person, { contactChannels: ["email"] });
    case "change-number":
      person.phone = nextNumber(person);
      person.held = null;
      return change(person, { phone: person.phone });
    case "hold-number": {
      const phone = nextNumber(person);
      person.held = { phone, until: addMilliseconds(world.clock.now, 72 * 3_600_000) };
      return change(person, { phone, identityCheck: "not-checked" });
    }
    case "stop-held":
      return stop(person);
    case "own-page":
      await refusal(
        run(
          sendOwnPage,
          { personId, channel: "sms", agreedName: "Odile", callbackPhone: "04 99 91 92 93" },
          { actor: worker },
        ),
      );
      return;
    case "silence":
      person.channels = [];
      return change(person, { contactChannels: [] });
    case "withdraw":
      person.hasWithdrawn = true;
      await run(withdrawAgreements, { personId }, { actor: worker });
      return;
    case "death":
    case "hospital":
    case "back":
      person.isThere = step === "back";
      if (step !== "hospital") person.isClosed = step === "death";
      await run(recordLifeEvent, { personId, event: step }, { actor: worker });
      return;
    default:
  }
}

/** Why a message must not have gone; null when it may. */
function fault(message: ReadyMessage, person: Rules | undefined): string | null {
  if (person === undefined) return "to an address that nobody gave, or gave up";
  if (["nothing-to-do", "on-hold", "erasure-reminder"].includes(message.template)) return null;
  if (!person.isThere) return "about somebody who is not there";
  if (person.channels.length === 0) return "about somebody who wants no contact";
  if (message.to === person.receiver) return person.hasWithdrawn ? "after a withdrawal" : null;
  if (person.held !== null && message.template !== "call-back")
    return "while a change that nobody checked waits";
  if (!person.channels.includes(message.channel)) return "by a way that was taken back";
  return isMoment(person.moments, world.clock.now, "Europe/Paris") ? null : "at another time";
}

const round = fc.record({
  acts: fc.array(fc.constantFrom(...steps), { minLength: together, maxLength: together }),
  hours: fc.constantFrom(0, 0, 1, 9, 60, 80),
  rings: fc.boolean(),
});

test(
  `no message goes after a withdrawal or outside the rules, in ${interleavings} random interleavings`,
  async () => {
    const rounds = fc.array(round, { minLength: 3, maxLength: 7 });
    const stories = fc.sample(rounds, Math.ceil(interleavings / together));
    let sent = 0;
    for (const [batch, story] of stories.entries()) {
      await world.reset();
      world.clock.now = addMilliseconds(world.clock.now, batch * 3_600_000);
      const numbers = Array.from({ length: together }, (_, at) => batch * together + at);
      const persons = await Promise.all(numbers.map(begin));
      const ring = async (): Promise<void> => {
        outbox.length = 0;
        await world.ring();
        for (const person of persons) applyHeld(person);
        sent += outbox.length;
        const faults = outbox.map((message) =>
          fault(
            message,
            persons.find(({ phone, email, receiver }) => [phone, email, receiver].includes(message.to)),
          ),
        );
        expect([faults.filter((one) => one !== null), story]).toEqual([[], story]);
      };
      for (const { acts, hours, rings } of story) {
        await Promise.all(persons.map((person, at) => take(person, acts[at] ?? "nothing")));
        world.wait(hours);
        if (rings) await ring();
      }
      await ring();
      await Promise.all(persons.map((person) => take(person, "death")));
      world.wait(24 * 70);
      await ring();
      expect(world.failures).toEqual([]);
    }
    if (process.env["TISSER_INTERLEAVINGS"])
      console.log(`${interleavings} interleavings, ${sent} messages, none against the rules`);
    expect(sent).toBeGreaterThan(interleavings / 5);
  },
  600_000 + interleavings * 1000,
);
