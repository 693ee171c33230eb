import { anonymousActor, randomId, type CallOf, type Id } from "#base";
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { cafe, loopWorld, refusal } from "../../../tests/support/loop.ts";
import { copyOf } from "../../../tests/support/own-page.ts";
import { noExchange } from "../../server/run-action.ts";
import {
  askToBeCalled,
  createReferrals,
  endLetter,
  exportFile,
  listLetters,
  listWaiting,
  openAnswerLink,
  prepareLetter,
  readFile,
  readLetter,
  readOwnPage,
  recordLifeEvent,
  type openFile,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker, prescriber, colleague, officer } = world;

beforeEach(() => world.reset());

const open = (given: Partial<CallOf<typeof openFile>> = {}) =>
  world.open(worker, { contactChannels: ["post"], phone: null, ...given });
const prepare = (personId: Awaited<ReturnType<typeof open>>, actor = worker) =>
  run(prepareLetter, { personId, agreedName: "Nour", callbackPhone: "04 99 91 92 93" }, { actor });
const read = (letterId: Id<"letter">, actor = worker) => run(readLetter, { letterId }, { actor });
const end = (letterId: Id<"letter">, outcome: "posted" | "cancelled", actor = worker) =>
  run(endLetter, { letterId, outcome }, { actor });
const tokenIn = (link: string): string => /\/r\/([\w-]+)$/.exec(link)?.[1] ?? "no link";

async function follow(link: string) {
  const http = noExchange();
  await run(openAnswerLink, { token: tokenIn(link) }, { actor: anonymousActor, http });
  const holder = await world.holder(http.setCookies);
  if (holder === null) throw new Error("no session");
  return holder;
}

test("a letter waits, is printed, and once posted leads the person to their own page; nothing keeps its link", async () => {
  const personId = await open();
  const { letterId } = await prepare(personId);
  const { letters } = await run(listLetters, {}, { actor: worker });
  expect(letters).toMatchObject([{ id: letterId, personId, givenNames: "Canari-Odile", isWithheld: false }]);
  const letter = await read(letterId);
  expect(letter).toMatchObject({ agreedName: "Nour", callbackPhone: "04 99 91 92 93", locale: "fr" });
  expect(world.outbox).toEqual([]);
  await end(letterId, "posted");
  expect(await refusal(read(letterId))).toBe("pathway.letterNotFound");
  const { rows } = await sql`select from letter where content is not null`.execute(world.database.admin);
  expect([rows.length, (await run(listLetters, {}, { actor: worker })).letters]).toEqual([0, []]);
  world.wait(20 * 24);
  const holder = await follow(letter.link);
  expect((await run(readOwnPage, {}, { actor: holder })).callbackPhone).toBe("04 99 91 92 93");
  await run(askToBeCalled, {}, { actor: holder });
  expect((await run(readFile, { personId }, { actor: worker })).callAskedAt).not.toBeNull();
  const { items } = await run(listWaiting, {}, { actor: worker });
  expect(items).toMatchObject([{ reason: "call-asked", personId }]);
  const { records } = await run(exportFile, { personId }, { actor: officer });
  expect(records.filter(({ kind }) => kind === "letter")).toMatchObject([{ fields: { end_kind: "posted" } }]);
});

test("one is written only to whoever agreed to post, and one at a time: the link before closes", async () => {
  expect(await refusal(prepare(await open({ contactChannels: ["phone"] })))).toBe("pathway.contactNotAgreed");
  expect(await refusal(prepare(await open({ contactChannels: [] })))).toBe("pathway.contactForbidden");
  const personId = await open();
  const first = await read((await prepare(personId)).letterId);
  const second = await read((await prepare(personId)).letterId);
  expect((await run(listLetters, {}, { actor: worker })).letters.length).toBe(1);
  expect(await refusal(follow(first.link))).toBe("pathway.linkSpent");
  await end(second.id, "cancelled");
  expect(await refusal(follow(second.link))).toBe("pathway.linkSpent");
});

test("a letter that waits when the person dies, or wants none any more, is neither printed nor noted as posted", async () => {
  const personId = await open();
  const { letterId } = await prepare(personId);
  await run(recordLifeEvent, { personId, event: "death" }, { actor: worker });
  expect((await run(listLetters, {}, { actor: worker })).letters).toMatchObject([{ isWithheld: true }]);
  expect(await refusal(read(letterId))).toBe("pathway.contactForbidden");
  expect(await refusal(end(letterId, "posted"))).toBe("pathway.contactForbidden");
  expect(await refusal(end(letterId, "cancelled"))).toBe("accepted");
});

test("letters are those of one's own organisation and own cases", async () => {
  const { letterId } = await prepare(await open());
  for (const actor of [colleague, prescriber, world.stranger]) {
    expect((await run(listLetters, {}, { actor })).letters).toEqual([]);
    expect(await refusal(read(letterId, actor))).toBe("pathway.letterNotFound");
  }
});

test("to one of several who were referred by one gesture names none of the others, and leads to nothing of them", async () => {
  const names = ["Aline", "Bertrand", "Chloé"];
  const ids = [];
  for (const givenNames of names)
    ids.push(
      await open({ givenNames, familyName: `${givenNames}-Canari`, wishes: `Souhait de ${givenNames}` }),
    );
  const groupId = randomId<"referral-group">();
  const told = await run(
    createReferrals,
    {
      groupId,
      offerId: cafe.id,
      lines: ids.map((id) => `${id}.witnessed-oral`),
      receiverName: cafe.name,
      receiverChannel: "none",
      items: ["first-name", "full-name", "wishes"],
      callbackPhone: "04 99 91 92 93",
    },
    { actor: worker },
  );
  expect(told.sent).toBe(3);
  for (const [at, personId] of ids.entries()) {
    const { letterId } = await prepare(personId);
    const letter = await read(letterId);
    const person = await follow(letter.link);
    const own = await run(readOwnPage, {}, { actor: person });
    const copy = await copyOf(world, person, personId);
    expect(own).toMatchObject({ givenNames: names[at], referrals: [{ receiverName: cafe.name }] });
    const seen = JSON.stringify([letter, own, copy]);
    expect(seen).toContain(`Souhait de ${names[at]}`);
    for (const [other, name] of names.entries())
      if (other !== at) {
        expect(seen).not.toContain(name);
        expect(seen).not.toContain(ids[other]);
      }
    expect(seen).not.toContain(groupId);
    // A letter says nothing of its own reader either: whoever lives with them may open it.
    expect(JSON.stringify(letter)).not.toMatch(/Canari|Souhait|Café/);
  }
});
