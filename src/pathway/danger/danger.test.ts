import { randomId, toInstant, type Actor, type CallOf, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import { copyOf } from "../../../tests/support/own-page.ts";
import { professional } from "../../../tests/support/run.ts";
import { noExchange } from "../../server/run-action.ts";
import {
  actInDanger,
  eraseFile,
  exportFile,
  listAccesses,
  listDangerActs,
  listWaiting,
  openAnswerLink,
  readDangerAct,
  readDangerFigures,
  readOwnPage,
  reviewDangerAct,
  sendOwnPage,
  tellOfDangerAct,
} from "../actions.ts";
import { followUpsFit } from "./codes.ts";
import { likeliestReviewer, nextAskingAt, whomToAsk, type SecondPerson } from "./review-steps.ts";

const world = await loopWorld();
const { run, worker, officer, tenantId, ccas, outbox } = world;
const coordinator = professional(tenantId, ccas, "team-coordinator");
const second = professional(tenantId, ccas, "link-worker");

beforeEach(async () => {
  await world.reset();
  for (const one of [worker, coordinator, second, officer]) await world.employ(one);
});

const idOf = ({ id }: Actor) => id ?? randomId<"account">();
const act = (personId: PersonId, given: Partial<CallOf<typeof actInDanger>> = {}, actor: Actor = worker) =>
  run(
    actInDanger,
    {
      id: randomId<"danger-act">(),
      personId,
      ground: "vital-emergency",
      receiverName: "SAMU, poste 4",
      items: ["full-name", "phone", "town"],
      reason: "Ne répond plus, porte fermée, le voisin a entendu une chute.",
      reviewerId: idOf(second),
      telling: "cannot-be-reached",
      ...given,
    },
    { actor },
  );
const review = (
  {
    dangerActId,
    version = 1,
  }: { readonly dangerActId: CallOf<typeof readDangerAct>["dangerActId"]; readonly version?: number },
  given: Partial<CallOf<typeof reviewDangerAct>> = {},
  actor: Actor = second,
) =>
  run(
    reviewDangerAct,
    {
      dangerActId,
      verdict: "justified",
      followUps: ["nothing-more"],
      words: "Rien d’autre à faire.",
      ...given,
    },
    { actor, version },
  );

describe("acting in danger", () => {
  test("needs no agreement and no leave to contact, is on record at once, and sends nothing to the person", async () => {
    const personId = await world.open(worker, { contactChannels: [], phone: null });
    const { dangerActId } = await act(personId);
    const { acts } = await run(listDangerActs, { personId }, { actor: worker });
    expect(acts).toMatchObject([
      { id: dangerActId, receiverName: "SAMU, poste 4", despiteSilence: true, isOwn: true, reviewedAt: null },
    ]);
    await world.ring();
    expect(outbox.map(({ to, template }) => [to, template])).toEqual([
      [`${second.id}@example.org`, "danger-review"],
    ]);
    expect(JSON.stringify(outbox)).not.toMatch(/Canari|SAMU|CCAS|chute/);
  });

  test("says what was told, where something was; a contact alone tells nothing", async () => {
    const personId = await world.open();
    expect(await refusal(act(personId, { items: [] }))).toBe("pathway.dangerItemsNeeded");
    const { dangerActId } = await act(personId, { deed: "contacted", items: ["phone"] });
    expect((await run(readDangerAct, { dangerActId }, { actor: worker })).items).toEqual([]);
  });

  test("is of one's own organisation, once, with a second person who is somebody else and may", async () => {
    const personId = await world.open();
    expect(await refusal(act(personId, {}, world.colleague))).toBe("pathway.personNotFound");
    const id = randomId<"danger-act">();
    await act(personId, { id });
    expect(await refusal(act(personId, { id }))).toBe("pathway.dangerActExists");
    for (const reviewerId of [idOf(worker), idOf(world.colleague), randomId<"account">()])
      expect(await refusal(act(personId, { reviewerId }))).toBe("pathway.reviewerUnfit");
  });

  test("is not held up where nobody named a second person, and not where nobody else is there", async () => {
    const personId = await world.open();
    const { dangerActId } = await act(personId, { reviewerId: null });
    expect((await run(readDangerAct, { dangerActId }, { actor: worker })).reviewer).toContain(
      String(coordinator.id),
    );
    await sql`delete from membership where account_id <> ${worker.id}`.execute(world.database.admin);
    const alone = await act(personId, { reviewerId: null });
    expect(
      (await run(readDangerAct, { dangerActId: alone.dangerActId }, { actor: worker })).reviewer,
    ).toBeNull();
    await world.ring();
    expect(world.failures).toEqual([]);
  });
});

describe("the review", () => {
  test("is by a second person, once, with what follows; never by whoever acted", async () => {
    const personId = await world.open();
    const done = await act(personId);
    expect(await refusal(review(done, {}, worker))).toBe("base.notAllowed");
    expect(await refusal(review(done, {}, world.colleague))).toBe("pathway.dangerActNotFound");
    expect(await refusal(review(done, { verdict: "excessive" }))).toBe("pathway.followUpUnfit");
    await review(done, { verdict: "excessive", followUps: ["ask-to-erase", "talk-in-team"] }, officer);
    expect(await refusal(review({ ...done, version: 2 }))).toBe("pathway.dangerReviewed");
    const seen = await run(readDangerAct, { dangerActId: done.dangerActId }, { actor: worker });
    expect(seen).toMatchObject({ verdict: "excessive", followUps: ["ask-to-erase", "talk-in-team"] });
    expect(seen.allowed).toEqual([tellOfDangerAct.name]);
  });

  test("waits in the queue of those who may review, is asked for again at 12 and 24 hours and each day, and stops", async () => {
    const personId = await world.open();
    const done = await act(personId);
    const queueOf = async (actor: Actor) =>
      (await run(listWaiting, {}, { actor })).items.map(({ reason }) => reason);
    expect([await queueOf(worker), await queueOf(second)]).toEqual([[], ["danger-review"]]);
    const asked: (readonly string[])[] = [];
    for (const hours of [0, 12, 12, 24]) {
      world.wait(hours);
      outbox.length = 0;
      await world.ring();
      asked.push(outbox.map(({ to }) => to.split("@")[0] ?? "").toSorted());
    }
    const everybody = [second, coordinator, officer].map(({ id }) => String(id)).toSorted();
    const both = [second, coordinator].map(({ id }) => String(id)).toSorted();
    expect(asked).toEqual([[second.id], both, everybody, everybody]);
    await review(done);
    outbox.length = 0;
    world.wait(24 * 3);
    await world.ring();
    expect(outbox).toEqual([]);
    expect(await queueOf(second)).not.toContain("danger-review");
  });

  test("of an act noted two days after is late at once: everybody who may is asked", async () => {
    await act(await world.open(), { hoursAgo: 48 });
    await world.ring();
    expect(outbox).toHaveLength(3);
  });

  test("that was never made keeps the file from being erased", async () => {
    const personId = await world.open();
    const done = await act(personId);
    expect(await refusal(run(eraseFile, { personId }, { actor: officer }))).toBe("pathway.dangerReviewOpen");
    await review(done);
    await run(eraseFile, { personId }, { actor: officer });
    const { rows } = await sql`select from danger_act`.execute(world.database.admin);
    expect(rows).toEqual([]);
  });

  test("is counted, with what is late and what the person does not know", async () => {
    const personId = await world.open();
    await review(await act(personId, { telling: "told" }));
    world.wait(1);
    const late = await act(personId, { ground: "child-in-danger" });
    world.wait(30);
    const figures = async () => run(readDangerFigures, { controllerId: ccas }, { actor: coordinator });
    expect(await figures()).toMatchObject({ acts: 2, reviewedInTime: 1, overdue: 1, waiting: 0, untold: 1 });
    await review(late);
    const after = await figures();
    expect(after).toMatchObject({ reviewedInTime: 1, reviewedLate: 1, overdue: 0, open: [] });
    expect(after.byGround.filter(({ acts }) => acts > 0)).toEqual([
      { code: "vital-emergency", acts: 1 },
      { code: "child-in-danger", acts: 1 },
    ]);
    expect(await refusal(run(readDangerFigures, { controllerId: ccas }, { actor: worker }))).toBe(
      "base.notAllowed",
    );
  });
});

describe("the person", () => {
  const ownPageOf = async (personId: PersonId): Promise<Actor> => {
    outbox.length = 0;
    await run(
      sendOwnPage,
      { personId, channel: "sms", agreedName: "Odile", callbackPhone: "04 99 91 92 93" },
      { actor: worker },
    );
    await world.ring();
    const http = noExchange();
    const message = outbox.find(({ template }) => template === "as-agreed");
    await run(openAnswerLink, { token: secretIn(message) }, { actor: anonymous, http });
    const holder = await world.holder(http.setCookies);
    if (holder === null) throw new Error("no session");
    return holder;
  };
  const anonymous: Actor = {
    kind: "anonymous",
    id: null,
    tenantId: null,
    memberships: [],
    hasSecondFactor: false,
  };

  test("reads of it once they were told, and nowhere before: neither on their page nor in their copy", async () => {
    const personId = await world.open(worker, { contactChannels: ["sms"] });
    const done = await act(personId, { telling: "would-endanger" });
    await review(done);
    const actor = await ownPageOf(personId);
    const everything = async () => [
      await run(readOwnPage, {}, { actor }),
      await copyOf(world, actor, personId),
    ];
    const before = JSON.stringify(await everything());
    expect(before).not.toMatch(/danger-act|SAMU|"kind":"danger"|chute|vital-emergency/);
    await run(
      tellOfDangerAct,
      { dangerActId: done.dangerActId, telling: "told" },
      { actor: worker, version: 2 },
    );
    const page = await run(readOwnPage, {}, { actor });
    expect(page.dangerActs).toMatchObject([
      { ground: "vital-emergency", receiverName: "SAMU, poste 4", items: ["full-name", "phone", "town"] },
    ]);
    expect(page.accesses.map(({ kind }) => kind)).toContain("danger");
    // What the worker wrote may speak of others: whoever answers for the file hands it out.
    expect(JSON.stringify(await everything())).not.toContain("chute");
    const whole = await run(exportFile, { personId }, { actor: officer });
    expect(whole.records.find(({ kind }) => kind === "danger-act")?.fields).toMatchObject({
      reason: expect.stringContaining("chute"),
      reviewWords: "Rien d’autre à faire.",
    });
  });

  test("is to be told on the day one chose, at the latest a month on; and it is said once", async () => {
    const personId = await world.open();
    for (const tellingOn of ["2026-11-30", "2027-01-15"])
      expect(await refusal(act(personId, { tellingOn }))).toBe("pathway.tellingUnclear");
    const done = await act(personId, { tellingOn: "2026-12-03" });
    await review(done);
    const reasons = async () =>
      (await run(listWaiting, {}, { actor: worker })).items.map(({ reason }) => reason);
    expect(await reasons()).toEqual([]);
    world.wait(24 * 3);
    expect(await reasons()).toEqual(["danger-telling"]);
    const tell = (version: number) =>
      run(tellOfDangerAct, { dangerActId: done.dangerActId, telling: "told" }, { actor: worker, version });
    await tell(2);
    expect(await reasons()).toEqual([]);
    expect(await refusal(tell(3))).toBe("pathway.personTold");
  });

  test("and whoever answers for the file see in the list who acted", async () => {
    const personId = await world.open();
    await act(personId);
    const { accesses } = await run(listAccesses, { personId }, { actor: officer });
    expect(accesses).toContainEqual(
      expect.objectContaining({ kind: "danger", name: `name of ${worker.id}`, times: 1 }),
    );
  });
});

describe("whom a step asks", () => {
  const somebody = (isCoordinator = false, isOfficerOnly = false): SecondPerson => ({
    accountId: randomId<"account">(),
    isCoordinator,
    isOfficerOnly,
  });
  const [named, lead, dpo, actor] = [somebody(), somebody(true), somebody(false, true), somebody(true)];
  const colleagues = [named, lead, dpo, actor];
  const ask = (step: number, reviewerId = named.accountId) =>
    whomToAsk({ step, reviewerId, actedBy: actor.accountId, colleagues });

  test("widens, never asks whoever acted, and goes to the next circle where one is empty", () => {
    expect(ask(1)).toEqual([named.accountId]);
    expect(ask(2)).toEqual([named.accountId, lead.accountId]);
    expect(ask(3)).toEqual([named, lead, dpo].map(({ accountId }) => accountId));
    expect(ask(9)).toEqual(ask(3));
    expect(ask(1, randomId<"account">())).toEqual([lead.accountId]);
    const alone = { step: 1, reviewerId: null, actedBy: actor.accountId, colleagues: [actor] };
    expect(whomToAsk(alone)).toEqual([]);
  });

  test("the likeliest second person is a coordinator, then a colleague, then whoever answers for the files", () => {
    expect(likeliestReviewer(actor.accountId, colleagues)).toBe(lead.accountId);
    expect(likeliestReviewer(actor.accountId, [dpo, named])).toBe(named.accountId);
    expect(likeliestReviewer(actor.accountId, [actor])).toBeNull();
  });

  test("a clock that goes back never puts a step off by more than its delay", () => {
    const at = (text: string) => toInstant(new Date(text));
    expect(nextAskingAt(1, at("2038-01-01T00:00:00Z"), at("2026-12-01T00:00:00Z"))).toBe(
      at("2026-12-01T12:00:00Z"),
    );
    expect(nextAskingAt(2, at("2026-12-01T00:00:00Z"), at("2026-12-03T00:00:00Z"))).toBe(
      at("2026-12-03T00:00:00Z"),
    );
  });
});

test("something always follows a review; where too much was done, nothing more is no answer", () => {
  expect(followUpsFit("justified", [])).toBe(false);
  expect(followUpsFit("justified", ["nothing-more"])).toBe(true);
  expect(followUpsFit("justified", ["nothing-more", "talk-in-team"])).toBe(false);
  expect(followUpsFit("unjustified", ["nothing-more"])).toBe(false);
  expect(followUpsFit("unjustified", ["tell-officer"])).toBe(true);
});
