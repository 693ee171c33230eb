import { anonymousActor, randomId, type Actor, type CallOf, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { cafe, loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import { copyOf } from "../../../tests/support/own-page.ts";
import { professional } from "../../../tests/support/run.ts";
import { noExchange } from "../../server/run-action.ts";
import {
  createReferrals,
  eraseFile,
  exportFile,
  listOwnCasesForOffer,
  listReferrals,
  moveReferral,
  openAnswerLink,
  readAnswer,
  readOwnPage,
  readReferralGroup,
  sendOwnPage,
  setNeeds,
  withdrawAgreements,
  type openFile,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker, officer, colleague, prescriber, outbox, database } = world;

beforeEach(() => world.reset());

const names = ["Aline", "Bertrand", "Chloé", "Denise", "Émile", "Fanny", "Gaston", "Henriette"];

/** Opens files of somebody with these given names, each with a family name of their own. */
async function people(...given: readonly string[]): Promise<PersonId[]> {
  const ids: PersonId[] = [];
  for (const givenNames of given) ids.push(await open({ givenNames, familyName: `${givenNames}-Canari` }));
  return ids;
}
const open = (given: Partial<CallOf<typeof openFile>> = {}) => world.open(worker, given);
const line = (id: PersonId, how = "witnessed-oral") => `${id}.${how}`;

async function refer(
  lines: readonly string[],
  given: Partial<CallOf<typeof createReferrals>> = {},
  actor: Actor = worker,
) {
  return run(
    createReferrals,
    {
      groupId: randomId<"referral-group">(),
      offerId: cafe.id,
      lines: [...lines],
      receiverName: cafe.name,
      receiverChannel: "email",
      receiverEmail: cafe.email,
      items: ["first-name", "phone"],
      words: "Atelier du jeudi, huit places.",
      callbackPhone: "04 99 91 92 93",
      ...given,
    },
    { actor },
  );
}
const read = (groupId: Awaited<ReturnType<typeof refer>>["groupId"], actor = worker) =>
  run(readReferralGroup, { groupId }, { actor });
const results = async (groupId: Awaited<ReturnType<typeof refer>>["groupId"]) =>
  (await read(groupId)).lines.map(({ person, result }) => [person?.givenNames ?? null, result]);

async function follow(at: number): Promise<Actor> {
  const http = noExchange();
  await run(openAnswerLink, { token: secretIn(outbox.at(at)) }, { actor: anonymousActor, http });
  const holder = await world.holder(http.setCookies);
  if (holder === null) throw new Error("no session");
  return holder;
}

test("eight persons are referred by one gesture, each by a referral, a message, a link and a thread of their own", async () => {
  const ids = await people(...names);
  const { groupId, ...counts } = await refer(ids.map((id) => line(id)));
  expect(counts).toEqual({ sent: 8, waiting: 0, refused: 0 });
  await world.ring();
  expect(outbox).toHaveLength(8);
  expect(new Set(outbox.map(secretIn)).size).toBe(8);
  const { lines, offerName } = await read(groupId);
  expect(offerName).toBe(cafe.name);
  expect(lines.map(({ person, status }) => [person?.givenNames, status])).toEqual(
    names.map((name) => [name, "sent"]),
  );
  expect(new Set(lines.map(({ referralId }) => referralId)).size).toBe(8);
});

test("nothing that one of them or the receiver reads of one tells who the others are", async () => {
  const aline = await open({ givenNames: "Aline", familyName: "Canari", contactChannels: ["sms"] });
  const [bertrand = aline] = await people("Bertrand");
  await refer([line(aline), line(bertrand)]);
  await world.ring();
  const receiver = await follow(0);
  const answer = await run(readAnswer, {}, { actor: receiver });
  expect(answer.together).toBe(2);
  expect(JSON.stringify(answer)).not.toContain(answer.person.firstName === "Aline" ? "Bertrand" : "Aline");
  expect(JSON.stringify(outbox)).not.toMatch(/Aline|Bertrand/);

  const invitation = { channel: "sms", agreedName: "Nour", callbackPhone: "04 99 91 92 93" } as const;
  await run(sendOwnPage, { personId: aline, ...invitation }, { actor: worker });
  await world.ring();
  const person = await follow(-1);
  const page = await run(readOwnPage, {}, { actor: person });
  expect(page.referrals).toHaveLength(1);
  for (const told of [
    page,
    await copyOf(world, person, aline),
    await run(exportFile, { personId: aline }, { actor: officer }),
    outbox.at(-1),
  ])
    for (const word of ["Bertrand", bertrand, "group", "together"])
      expect(JSON.stringify(told)).not.toContain(word);
  const copy = await run(exportFile, { personId: aline }, { actor: officer });
  expect(copy.records.filter(({ kind }) => kind === "referral-sending")).toMatchObject([
    { fields: { result: "sent" } },
  ]);
});

test("before sending, one sees of each of the own persons whether they can go, and why not", async () => {
  const [free] = await people("Aline");
  const silent = await open({ givenNames: "Bertrand", contactChannels: [] });
  const there = await open({ givenNames: "Chloé" });
  await world.refer(there);
  const averse = await open({ givenNames: "Denise" });
  await run(
    setNeeds,
    { personId: averse, exclusions: `Autre chose\n${cafe.organizationName?.toUpperCase()}` },
    { actor: worker, version: 0 },
  );
  const minor = await open({
    givenNames: "Émile",
    birthDate: "2010-01-01",
    minorGround: "representative-agreed",
  });
  world.wait(1);
  const twin = await open({ givenNames: "Aline", familyName: "Aline-Canari" });
  const list = (actor = worker) => run(listOwnCasesForOffer, { offerId: cafe.id }, { actor });
  const { persons } = await list();
  const found = Object.fromEntries(persons.map(({ personId, hindrance }) => [personId, hindrance]));
  expect(found).toEqual({
    [silent]: "do-not-contact",
    [there]: "already-there",
    [averse]: "excluded",
    [minor]: "representative-needed",
    // the latest comes first: of two alike, the earlier one is the second of the list
    [twin]: null,
    [free ?? ""]: "alike",
  });
  expect((await list(colleague)).persons).toEqual([]);
  world.atCafe.capacity = "no-capacity";
  expect((await list()).persons.find(({ personId }) => personId === twin)?.hindrance).toBe("full");
  expect(await refusal(run(listOwnCasesForOffer, { offerId: randomId<"offer">() }, { actor: worker }))).toBe(
    "pathway.offerNotFound",
  );
});

test("what hinders one hinders nobody else, and what became of each is there later", async () => {
  const [aline, bertrand, chloe, denise] = await people("Aline", "Bertrand", "Chloé", "Denise");
  if (!aline || !bertrand || !chloe || !denise) throw new Error("nobody");
  const theirs = await world.open(colleague, { givenNames: "Ailleurs" });
  await world.refer(chloe);
  const { groupId, ...counts } = await refer([
    line(aline),
    line(bertrand, "ask"),
    line(chloe),
    line(denise, "informed"),
    line(theirs),
    line(randomId<"person">()),
  ]);
  expect(counts).toEqual({ sent: 1, waiting: 1, refused: 4 });
  expect(await results(groupId)).toEqual([
    ["Aline", "sent"],
    ["Bertrand", "waits"],
    ["Chloé", "already-there"],
    // nobody says that being told is enough here: undone to the last row, the others stay
    ["Denise", "no-ground"],
    [null, "not-accompanied"],
    [null, "not-accompanied"],
  ]);
  expect((await run(listReferrals, { personId: denise }, { actor: worker })).referrals).toEqual([]);
  await world.ring();
  expect(world.failures).toEqual([]);
  // one for Aline, one for the referral that Chloé had before
  expect(outbox).toHaveLength(2);
});

test("somebody of whom nothing of what is told is on file is not referred with nothing", async () => {
  const [aline] = await people("Aline");
  const bertrand = await open({ givenNames: "Bertrand", familyName: "Canari", phone: null });
  const { groupId } = await refer([line(aline ?? bertrand), line(bertrand)], { items: ["phone"] });
  expect(await results(groupId)).toEqual([
    ["Aline", "sent"],
    ["Bertrand", "nothing-to-tell"],
  ]);
});

test("sent twice it is one; the same id for somebody else is refused", async () => {
  const ids = await people("Aline", "Bertrand", "Chloé");
  const groupId = randomId<"referral-group">();
  const lines = ids.slice(0, 2).map((id) => line(id));
  const both = await Promise.all([refer(lines, { groupId }), refer(lines, { groupId })]);
  expect(both[1]).toEqual(both[0]);
  expect(await refer(lines.toReversed(), { groupId })).toEqual(both[0]);
  await world.ring();
  expect(outbox).toHaveLength(2);
  expect(
    await refusal(
      refer(
        ids.map((id) => line(id)),
        { groupId },
      ),
    ),
  ).toBe("pathway.groupExists");
  expect(await refusal(refer([line(ids[0] ?? ids[1]!), line(ids[2]!)], { groupId }))).toBe(
    "pathway.groupExists",
  );
  expect(
    await refusal(refer(lines, { groupId }, professional(world.tenantId, world.ccas, "link-worker"))),
  ).toBe("pathway.groupExists");
});

test("two workers who refer the same persons at once refer each of them once", async () => {
  const ids = await people("Aline", "Bertrand", "Chloé");
  const other = professional(world.tenantId, world.ccas, "link-worker");
  for (const id of ids) await world.accompany(id, other);
  const both = await Promise.all([
    refer(ids.map((id) => line(id))),
    refer(
      ids.toReversed().map((id) => line(id)),
      {},
      other,
    ),
  ]);
  expect(both.map(({ sent }) => sent).toSorted()).toEqual([0, 3]);
  expect(both.map(({ refused }) => refused).toSorted()).toEqual([0, 3]);
  await world.ring();
  expect(outbox).toHaveLength(3);
});

test("one who withdraws, or is erased, leaves the others as they are, and the count that the receiver reads", async () => {
  const [aline, bertrand, chloe] = await people("Aline", "Bertrand", "Chloé");
  if (!aline || !bertrand || !chloe) throw new Error("nobody");
  const { groupId } = await refer([aline, bertrand, chloe].map((id) => line(id)));
  await run(withdrawAgreements, { personId: aline }, { actor: worker });
  const lines = (await read(groupId)).lines;
  expect(lines.map(({ status }) => status)).toEqual(["recalled", "sent", "sent"]);
  const [, { referralId } = { referralId: null }] = lines;
  const { referrals } = await run(listReferrals, { personId: bertrand }, { actor: worker });
  const version = referrals[0]?.version ?? 0;
  await run(moveReferral, { referralId: referralId!, move: "recall" }, { actor: worker, version });
  await sql`update referral set erasure_answer = 'erased', erasure_answered_at = ${world.clock.now}, erasure_answered_by = 'worker'
    where erasure_asked_at is not null`.execute(database.admin);
  await world.ring();
  await run(eraseFile, { personId: aline }, { actor: officer });
  expect(await results(groupId)).toEqual([
    ["Bertrand", "sent"],
    ["Chloé", "sent"],
  ]);
  // of the three, one was erased and one recalled: whoever reads the last one's page is told of no others
  const receiver = await follow(outbox.findIndex(({ text }) => text.includes("answer-asked")));
  expect((await run(readAnswer, {}, { actor: receiver })).together).toBe(1);
});

describe("what concerns all is refused whole, before anybody is referred", () => {
  test.each([
    ["no address for the channel", { receiverEmail: null }, "pathway.receiverAddressNeeded"],
    ["an agreement that ended", { until: "2026-11-29" }, "pathway.agreementEndInvalid"],
    ["an agreement of more than a year", { until: "2028-01-01" }, "pathway.agreementEndInvalid"],
    ["nobody", { lines: [] }, "pathway.groupNobody"],
    ["somebody without how they agreed", { lines: [randomId<"person">()] }, "base.invalidInput"],
    ["an offer of nobody", { offerId: randomId<"offer">() }, "pathway.offerNotFound"],
  ])("%s", async (_name, given, code) => {
    const [aline] = await people("Aline");
    if (!aline) throw new Error("nobody");
    expect(await refusal(refer([line(aline)], given as Partial<CallOf<typeof createReferrals>>))).toBe(code);
    expect((await run(listReferrals, { personId: aline }, { actor: worker })).referrals).toEqual([]);
  });
});

test("a doctor refers those whom they accompany, and reads of a gesture only these", async () => {
  const [aline, bertrand] = await people("Aline", "Bertrand");
  if (!aline || !bertrand) throw new Error("nobody");
  await world.accompany(aline, prescriber);
  const theirs = await refer([line(aline), line(bertrand)], {}, prescriber);
  expect(theirs).toMatchObject({ sent: 1, refused: 1 });
  const { groupId } = await refer([line(bertrand)]);
  expect(await refusal(read(groupId, prescriber))).toBe("pathway.groupNotFound");
  expect(await refusal(read(groupId, colleague))).toBe("pathway.groupNotFound");
  expect((await read(theirs.groupId, prescriber)).lines[0]).toMatchObject({ result: "sent" });
});
