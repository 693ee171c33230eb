import { randomId, type Actor, type CallOf, type Id, type OutputOf, type PersonId } from "#base";
import fc from "fast-check";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, mission, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import { listAccesses, listFigureFiles, readTeamFigures, recordScreening } from "../actions.ts";
import { filesPageSize } from "./actions.ts";
import { openFigure, pathInterval, pathStep, tieTold } from "./codes.ts";

const world = await loopWorld();
const { run, worker, prescriber, colleague, stranger, tenantId, ccas, database } = world;
const coordinator = professional(tenantId, ccas, "team-coordinator");

beforeEach(() => world.reset());

type Asked = Pick<CallOf<typeof listFigureFiles>, "figure" | "code">;
type Listed = OutputOf<typeof listFigureFiles>;

const open = (asked: Asked, actor: Actor = coordinator, page = 1): Promise<Listed> =>
  run(listFigureFiles, { ...asked, controllerId: ccas, page: String(page) }, { actor });

/** Every line behind a figure, over its pages. */
async function allBehind(asked: Asked, actor: Actor = coordinator): Promise<Listed["files"]> {
  const first = await open(asked, actor);
  const files = [...first.files];
  for (let page = 2; page <= Math.ceil(first.total / filesPageSize); page += 1)
    files.push(...(await open(asked, actor, page)).files);
  expect(files).toHaveLength(first.total);
  return files;
}

const events = ["sent", "accepted", "contacted", "started", "completed"] as const;
const ends = [
  { status: "sent", loop: "open", outcome: null, reason: null, events: 1 },
  { status: "expired", loop: "open", outcome: null, reason: null, events: 1 },
  { status: "accepted", loop: "open", outcome: null, reason: null, events: 2 },
  { status: "contacted", loop: "closed_unknown", outcome: null, reason: null, events: 3 },
  { status: "refused", loop: "closed_known", outcome: null, reason: "no-capacity", events: 1 },
  { status: "not_completed", loop: "closed_known", outcome: null, reason: "no-show", events: 3 },
  { status: "completed", loop: "closed_known", outcome: "enrolled", reason: null, events: 5 },
] as const;
type End = (typeof ends)[number];

/** Lets a referral have gone as far as an end, a day for each step. */
async function endAt(referralId: Id<"referral">, end: End, daysAStep: number): Promise<void> {
  await sql`update referral set status = ${end.status}, loop = ${end.loop}, outcome = ${end.outcome},
    reason = ${end.reason}, next_step = ${end.status === "refused" ? "none-known" : null} where id = ${referralId}`.execute(
    database.admin,
  );
  for (const [step, status] of events.slice(1, end.events).entries())
    await sql`insert into referral_event (tenant_id, controller_id, id, referral_id, position, at, by_kind, by_id, move,
        from_status, to_status)
      select tenant_id, controller_id, ${randomId()}, id, ${step + 3},
        sent_at + make_interval(days => ${(step + 1) * daysAStep}), 'worker', null, 'accept', ${events[step]}, ${status}
      from referral where id = ${referralId}`.execute(database.admin);
}

interface Line {
  readonly use: "not-asked" | "informed" | "agreed" | "objected";
  readonly end: End | null;
  readonly days: number;
  readonly isElsewhere: boolean;
  readonly isOwnCase: boolean;
}
const line: fc.Arbitrary<Line> = fc.record({
  use: fc.constantFrom("not-asked", "informed", "agreed", "agreed", "objected"),
  end: fc.option(fc.constantFrom(...ends)),
  days: fc.integer({ min: 0, max: 20 }),
  isElsewhere: fc.boolean(),
  isOwnCase: fc.boolean(),
});

async function populate(lines: readonly Line[]): Promise<ReadonlySet<PersonId>> {
  const cases = new Set<PersonId>();
  for (const { use, end, days, isElsewhere, isOwnCase } of lines) {
    const personId = await world.open(worker, { statisticsUse: use });
    if (isOwnCase) {
      await world.accompany(personId, prescriber);
      cases.add(personId);
    }
    if (end === null) continue;
    const { referralId } = await world.refer(personId, isElsewhere ? { receiverName: mission.name } : {});
    await endAt(referralId, end, days);
  }
  return cases;
}

/** Every figure of the dashboard with what it shows; null where it is withheld. */
function figuresOf(
  known: OutputOf<typeof readTeamFigures>,
): readonly { readonly asked: Asked; readonly count: number | null }[] {
  return [
    ...known.funnel.map(({ step, count }) => ({ asked: { figure: "reached" as const, code: step }, count })),
    ...known.ends.map(({ code, count }) => ({ asked: { figure: "ended" as const, code }, count })),
    ...known.intervals.map(({ interval, n }) => ({
      asked: { figure: "between" as const, code: interval },
      count: n,
    })),
    ...known.intervals.map(({ interval, notYet }) => ({
      asked: { figure: "not-yet" as const, code: interval },
      count: notYet,
    })),
    ...known.partners.map(({ referralId, open: count }) => ({
      asked: { figure: "partner" as const, code: referralId },
      count,
    })),
    { asked: { figure: "ties" as const, code: "known" }, count: known.ties.n },
  ];
}

describe("whoever reads the figures of the team", () => {
  test("finds behind each of them as many as it counts, in any year", { timeout: 300_000 }, async () => {
    const seen = new Set<string>();
    for (const lines of fc.sample(fc.array(line, { minLength: 40, maxLength: 55, size: "max" }), 2)) {
      await world.reset();
      await populate(lines);
      await world.open(colleague);
      const counted = lines.filter(({ use }) => use !== "objected");
      const known = await run(readTeamFigures, {}, { actor: coordinator });
      for (const { asked, count } of figuresOf(known)) {
        const files = await allBehind(asked);
        if (count === null) continue;
        seen.add(asked.figure);
        expect([asked, files.length]).toEqual([asked, count]);
      }
      // What is withheld is listed as well: whoever opens it may open each file.
      for (const end of ends) {
        const code = end.outcome ?? end.reason ?? (end.loop === "closed_unknown" ? "unknown" : "open");
        const isOf = (one: Line): boolean =>
          one.end !== null &&
          (code === "open"
            ? one.end.loop === "open" && one.end.status !== "expired"
            : (one.end.outcome ?? one.end.reason ?? (one.end.loop === "closed_unknown" ? "unknown" : "")) ===
              code);
        expect([code, (await open({ figure: "ended", code })).total]).toEqual([
          code,
          counted.filter(isOf).length,
        ]);
      }
      const unanswered = counted.filter(({ end }) => end?.status === "expired");
      expect((await open({ figure: "ended", code: "unanswered" })).total).toBe(unanswered.length);
      const listed = await allBehind({ figure: "reached", code: "noticed" });
      expect(listed).toHaveLength(counted.length);
    }
    expect([...seen].toSorted()).toEqual(["between", "ended", "not-yet", "partner", "reached"]);
  });

  test("sees what waits first, with its next step, then what nobody touched for longest", async () => {
    const ids: PersonId[] = [];
    for (const [at, end] of ([ends[0], ends[1], ends[4]] as const).entries()) {
      const personId = await world.open(worker, { givenNames: `Essai ${at}` });
      ids.push(personId);
      const priority = at === 2 ? "priority" : "routine";
      const { referralId } = await world.refer(personId, { priority });
      await endAt(referralId, end, 1);
      world.wait(1);
    }
    const { files, ends: shown } = await open({ figure: "ended", code: "together" });
    // Refused as a matter of priority, then unanswered, then under way.
    expect(
      files.map(({ personId, next, isPriority }) => [personId, next?.reason ?? null, isPriority]),
    ).toEqual([
      [ids[2], "refused", true],
      [ids[1], "no-answer", false],
      [ids[0], null, false],
    ]);
    expect(shown).toEqual([
      { code: "no-capacity", count: 1 },
      { code: "open", count: 1 },
      { code: "unanswered", count: 1 },
    ]);
    expect(files[1]).toMatchObject({
      end: "unanswered",
      receiverName: "Café des voisins d’essai",
      days: null,
    });
  });

  test("sees the slowest first behind a time, and leafs through long lists", async () => {
    const days = [3, 11, 0];
    for (const one of days) {
      const { referralId } = await world.refer(await world.open());
      await endAt(referralId, ends[2], one);
    }
    const slow = await open({ figure: "between", code: "sent-to-answered" });
    expect(slow.files.map((file) => file.days)).toEqual([11, 3, 0]);
    for (let at = 0; at < filesPageSize; at += 1) await world.open();
    const noticed = await open({ figure: "reached", code: "noticed" });
    expect([noticed.total, noticed.files.length]).toEqual([filesPageSize + 3, filesPageSize]);
    const all = await allBehind({ figure: "reached", code: "noticed" });
    expect(new Set(all.map(({ personId }) => personId)).size).toBe(filesPageSize + 3);
    // Past the end stands the last page.
    expect(await open({ figure: "reached", code: "noticed" }, coordinator, 9)).toMatchObject({ page: 2 });
  });

  test("sees who has no second answers, and who is on a list stands on record as read", async () => {
    const personId = await world.open();
    const answers = { "ucla3-1": 3, "ucla3-2": 3, "ucla3-3": 3 };
    await run(
      recordScreening,
      { id: randomId<"screening">(), personId, instrument: "ucla3", mode: "in-person", answers },
      { actor: worker },
    );
    expect((await open({ figure: "not-compared", code: "ucla3" })).files).toMatchObject([{ personId }]);
    expect((await open({ figure: "compared", code: "ucla3" })).files).toEqual([]);
    expect((await open({ figure: "ties", code: "unknown" })).files).toMatchObject([{ personId }]);
    const { accesses } = await run(listAccesses, { personId }, { actor: world.officer });
    expect(accesses.filter(({ kind }) => kind === "read")).toMatchObject([
      { name: `name of ${coordinator.id}` },
    ]);
    const { rows } = await sql<{
      line: string;
    }>`select line from audit_entry where line like '%listFigureFiles%' and line like ${`%${personId}%`}`.execute(
      database.admin,
    );
    expect(rows).toHaveLength(2);
    for (const { line: kept } of rows) expect(kept).toMatch(/givenNames.*referrals.*results/);
  });
});

describe("whoever does not read the figures of the team", () => {
  test(
    "sees of each list their own cases alone, and no number of the others",
    { timeout: 120_000 },
    async () => {
      const lines = fc.sample(fc.array(line, { minLength: 20, maxLength: 30, size: "max" }), 1)[0] ?? [];
      const cases = await populate(lines);
      expect(await refusal(run(readTeamFigures, {}, { actor: prescriber }))).toBe("base.notAllowed");
      const figures: readonly Asked[] = [
        ...pathStep.codes.map((code) => ({ figure: "reached" as const, code })),
        ...pathInterval.codes.map((code) => ({ figure: "between" as const, code })),
        ...pathInterval.codes.map((code) => ({ figure: "not-yet" as const, code })),
        ...["open", "unanswered", "unknown", "no-capacity"].map((code) => ({
          figure: "ended" as const,
          code,
        })),
      ];
      let found = 0;
      for (const asked of figures) {
        const everybody = await allBehind(asked);
        const own = await open(asked, prescriber);
        const theirs = everybody.filter(({ personId }) => cases.has(personId));
        expect(own.files.map(({ personId }) => personId).toSorted()).toEqual(
          theirs.map(({ personId }) => personId).toSorted(),
        );
        expect([own.isOwnCases, own.total]).toEqual([true, theirs.length]);
        found += theirs.length;
      }
      expect(found).toBeGreaterThan(0);
      for (const code of tieTold.codes)
        expect(await refusal(open({ figure: "ties", code }, prescriber))).toBe("base.notAllowed");
    },
  );

  test("of another team, another territory, or counting alone, opens no list", async () => {
    await world.refer(await world.open());
    const asked = { figure: "reached", code: "noticed" } as const;
    const supervisor = professional(tenantId, ccas, "territory-admin");
    for (const actor of [supervisor, professional(tenantId, ccas, "analyst"), world.officer])
      expect(await refusal(open(asked, actor))).toBe("base.notAllowed");
    expect(listFigureFiles.allow.check(supervisor, { controllerId: ccas, thing: "referral" })).toEqual({
      allowed: false,
      reason: "countsOnly",
    });
    for (const actor of [colleague, stranger])
      expect(await refusal(open(asked, actor))).toBe("pathway.organisationNeeded");
    // A list of their own team holds nobody of this one, whatever the address names.
    expect((await run(listFigureFiles, asked, { actor: colleague })).files).toEqual([]);
  });
});

test("a figure that there is not is refused, and so is a partner at whom nobody is", async () => {
  const refused: readonly (readonly [Asked, string])[] = [
    [{ figure: "reached", code: "healed" }, "pathway.figureUnknown"],
    [{ figure: "ended", code: "75" }, "pathway.figureUnknown"],
    [{ figure: "compared", code: "nothing" }, "pathway.figureUnknown"],
    [{ figure: "partner", code: randomId() }, "pathway.figureUnknown"],
    [{ figure: "partner", code: "open" }, "pathway.figureUnknown"],
    [{ figure: "reached", code: "Café" }, "base.invalidInput"],
    [{ figure: "sex" as "reached", code: "woman" }, "base.invalidInput"],
  ];
  for (const [asked, code] of refused) expect([asked, await refusal(open(asked))]).toEqual([asked, code]);
  expect(openFigure.codes).not.toContain("equity");
});
