import { anonymousActor, randomId, type PersonId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { noExchange } from "../../../src/server/run-action.ts";
import { cafe, loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import {
  addPlanItem,
  changePlanItem,
  handOwnLink,
  listLetters,
  openAnswerLink,
  prepareLetter,
  readOwnPage,
  readPlanSheet,
  recordLifeEvent,
  recordScreening,
  renewAnswerLink,
  sendOwnPage,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const words = { agreedName: "Nour", callbackPhone: "04 99 91 92 93" } as const;

beforeEach(() => world.reset());

const read = (personId: PersonId) => run(readPlanSheet, { personId }, { actor: worker });
const hand = (personId: PersonId) => run(handOwnLink, { personId, ...words }, { actor: worker });
const secretOf = (address: string | undefined): string => secretIn({ text: address ?? "" } as never);

/** Opens a link and answers the person's session. */
async function open(token: string) {
  const http = noExchange();
  await run(openAnswerLink, { token }, { actor: anonymousActor, http });
  const holder = await world.holder(http.setCookies);
  if (holder === null) throw new Error("no session");
  return holder;
}

describe("the sheet of a plan", () => {
  test("holds what is still to be done, with the goal, whom to ask for and the next time of asking again", async () => {
    const personId = await world.open();
    const [going, done] = [randomId<"planItem">(), randomId<"planItem">()];
    await run(
      addPlanItem,
      { id: going, personId, offerId: cafe.id, goal: "Sortir le mardi" },
      { actor: worker },
    );
    await run(addPlanItem, { id: done, personId, title: "Appeler ma sœur" }, { actor: worker });
    await run(changePlanItem, { personId, planItemId: done, status: "done" }, { actor: worker, version: 1 });
    expect((await read(personId)).items).toMatchObject([{ title: cafe.name, receiverName: null }]);
    await world.refer(personId, { planItemId: going, receiverName: "Accueil du café" });
    const answers = { "ucla3-1": 3, "ucla3-2": 3, "ucla3-3": 3 };
    await run(
      recordScreening,
      { id: randomId<"screening">(), personId, instrument: "ucla3", mode: "in-person", answers },
      { actor: worker },
    );
    expect(await read(personId)).toMatchObject({
      givenNames: "Canari-Odile",
      wishes: "Jouer aux dames",
      items: [{ id: going, goal: "Sortir le mardi", offerId: cafe.id, receiverName: "Accueil du café" }],
      nextReviewOn: "2027-02-22",
      caller: null,
      link: null,
    });
  });

  test("is read by nobody of another organisation or territory", async () => {
    const personId = await world.open();
    for (const actor of [world.colleague, world.stranger]) {
      const reading = run(readPlanSheet, { personId }, { actor });
      expect(await refusal(reading)).toBe("pathway.personNotFound");
      const handing = run(handOwnLink, { personId, ...words }, { actor });
      expect(await refusal(handing)).toBe("pathway.personNotFound");
    }
    expect(await refusal(run(readPlanSheet, { personId }, { actor: anonymousActor }))).toBe(
      "base.signInNeeded",
    );
  });
});

describe("a link handed over on paper", () => {
  test("stands on the sheet until it is opened, needs no channel, and shows nothing of what was answered", async () => {
    const personId = await world.open(worker, { contactChannels: [] });
    await hand(personId);
    const { link, caller } = await read(personId);
    expect(caller).toEqual(words);
    expect(link?.address).toMatch(/^https:\/\/tisser\.example\/r\/[\w-]{43}$/);
    expect((await read(personId)).link).toEqual(link);
    const person = await open(secretOf(link?.address));
    expect(await run(readOwnPage, {}, { actor: person })).toMatchObject({ ...words, showsSaid: false });
    expect((await read(personId)).link).toBeNull();
    await world.ring();
    expect(outbox).toEqual([]);
  });

  test("is printed no more once another takes its place, or after thirty days", async () => {
    const personId = await world.open(worker, { contactChannels: ["sms"] });
    await hand(personId);
    const first = (await read(personId)).link;
    await hand(personId);
    const second = (await read(personId)).link;
    expect(second?.address).not.toBe(first?.address);
    expect(await refusal(open(secretOf(first?.address)))).not.toBe("accepted");
    await run(sendOwnPage, { personId, channel: "sms", ...words }, { actor: worker });
    expect((await read(personId)).link).toBeNull();
    await hand(personId);
    world.wait(24 * 30 - 1);
    expect((await read(personId)).link).not.toBeNull();
    world.wait(2);
    expect((await read(personId)).link).toBeNull();
  });

  test("leaves the next link to the way agreed on before; where there was none, somebody makes a new sheet", async () => {
    const reached = await world.open(worker, { contactChannels: ["sms"] });
    await run(sendOwnPage, { personId: reached, channel: "sms", ...words }, { actor: worker });
    await world.ring();
    outbox.length = 0;
    await hand(reached);
    const address = (await read(reached)).link?.address;
    await open(secretOf(address));
    await run(renewAnswerLink, { token: secretOf(address) }, { actor: anonymousActor });
    await world.ring();
    expect(outbox.map(({ channel }) => channel)).toEqual(["sms"]);
    const byHand = await world.open(worker, { contactChannels: ["sms"] });
    await hand(byHand);
    const other = (await read(byHand)).link?.address;
    await open(secretOf(other));
    await run(renewAnswerLink, { token: secretOf(other) }, { actor: anonymousActor });
    await world.ring();
    expect(outbox).toHaveLength(1);
  });

  test("takes the place of a letter that waits, as does a link that is sent", async () => {
    const personId = await world.open(worker, { contactChannels: ["post", "sms"] });
    const prepare = () => run(prepareLetter, { personId, ...words }, { actor: worker });
    const waiting = async () => (await run(listLetters, {}, { actor: worker })).letters.length;
    await prepare();
    await hand(personId);
    expect(await waiting()).toBe(0);
    await prepare();
    expect([await waiting(), (await read(personId)).link]).toEqual([1, null]);
    await run(sendOwnPage, { personId, channel: "sms", ...words }, { actor: worker });
    expect(await waiting()).toBe(0);
  });

  test("is not made once the person died, and one made before is printed no more", async () => {
    const personId = await world.open();
    await hand(personId);
    await run(recordLifeEvent, { personId, event: "death" }, { actor: worker });
    expect(await refusal(hand(personId))).toBe("pathway.contactForbidden");
    expect((await read(personId)).link).toBeNull();
  });
});
