import {
  anonymousActor,
  operatorActor,
  randomId,
  type Actor,
  type AnyAction,
  type Instant,
  type LocalDate,
  type OutputOf,
} from "#base";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { offerBook, recogniseTown, sampleBytes, sourceNamed } from "../../../tests/support/feed.ts";
import { actionRunner } from "../../../tests/support/run.ts";
import { sentence } from "../../server/texts.ts";
import * as actions from "../actions.ts";
import { askDue, endPauses, exchangeHandlers, sendWaitingLinks, type UpkeepMessage } from "../handlers.ts";
import { readWholeOffers } from "../../directory/whole-offer.ts";
import { importFile } from "../import.ts";
import { addMonths } from "./campaign.ts";
import { readableCode, tokenOf, typedToken } from "./keeper-link.ts";

const database = await freshDatabase();
const secret = new Uint8Array(32).fill(7);
const baseUrl = "http://tisser.example";
let now = "2026-11-21T09:00:00.000Z" as Instant;
let wakes = 0;
const handlers = exchangeHandlers({
  book: offerBook(),
  recogniseTown,
  sentence,
  nationalLines: [],
  baseUrl,
  upkeep: { secret, wakeUpkeep: () => (wakes += 1) },
});
const address = "contact@exemple.fr";
let offerId = "";
let otherId = "";

const call = actionRunner(database, handlers, {
  get now() {
    return now;
  },
});
async function run<Output>(
  action: AnyAction,
  input: unknown,
  actor: Actor = anonymousActor,
): Promise<Output> {
  return (await call(action, input as never, { actor })) as Output;
}
const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    ({ code }: { readonly code: string }) => code,
  );

const sent: UpkeepMessage[] = [];
let isDown = false;
const send = async (): Promise<readonly UpkeepMessage[]> => {
  const before = sent.length;
  await sendWaitingLinks({
    inTransaction: (work) => database.as({}, work),
    send: async (message) => {
      if (isDown) throw new Error("down");
      sent.push(message);
    },
    secret,
    baseUrl,
    now: () => now,
    onFailure: () => undefined,
  });
  return sent.slice(before);
};

interface Kept {
  readonly isOnce: boolean;
  readonly entries: readonly {
    readonly offerId: string;
    readonly confirmedOn: string | null;
    readonly isOpen: boolean;
    readonly pausedUntil: string | null;
    readonly answer: string | null;
    readonly reports: number;
  }[];
}
const kept = (token: string): Promise<Kept> => run(actions.readKeptEntries, { token });
const code = async (): Promise<string> => {
  await run(actions.askKeeperCode, { address: "Contact@Exemple.fr" });
  const [message] = await send();
  const { token } = await run<{ token: string }>(actions.takeKeeperCode, {
    code: message?.params.code.toLowerCase(),
  });
  return token;
};
const hours = async (): Promise<unknown> =>
  (
    await sql<{ opening_hours: string }>`
      select opening_hours, edited_fields from service_at_location where id = ${offerId}::uuid`.execute(
      database.app,
    )
  ).rows[0];

beforeAll(async () => {
  const source = sourceNamed("aix-en-provence");
  const bytes = sampleBytes("aix-en-provence");
  const job = { source, fileName: "f", bytes, recogniseTown, isDryRun: false, now };
  await database.as({}, (db) => importFile(db, job));
  const { rows } = await sql<{ id: string; source_id: string }>`
    select id, source_id from service_at_location order by source_id`.execute(database.app);
  offerId = rows.find((row) => row.source_id === "1")?.id ?? "";
  otherId = rows.find((row) => row.source_id === "2")?.id ?? "";
});

describe("a code for an organisation", () => {
  test("goes to the address that its entry publishes, and opens its entries alone", async () => {
    const token = await code();
    expect(wakes).toBe(1);
    expect(sent[0]).toMatchObject({ to: "Contact@Exemple.fr", kind: "code", locale: "fr" });
    const { isOnce, entries } = await kept(token);
    expect([isOnce, entries.map((entry) => entry.offerId)]).toEqual([false, [offerId]]);
    expect(await refusal(run(actions.confirmKeptEntry, { token, offerId: otherId }))).toBe(
      "exchange.openNotFound",
    );
    const { rows } = await sql<{ all: string }>`
      select string_agg(to_jsonb(l)::text, ' ') as all from upkeep_link l`.execute(database.app);
    expect(rows[0]?.all.toLowerCase()).not.toContain("exemple");
    expect(rows[0]?.all).not.toContain(token);
  });

  test("is refused for an entry of somebody else, an unknown address, a machine, and a flood", async () => {
    const ask = (more: object): Promise<unknown> => refusal(run(actions.askKeeperCode, { address, ...more }));
    expect(await ask({ offerId: otherId })).toBe("exchange.notTheirAddress");
    expect(await ask({ address: "autre@exemple.fr" })).toBe("exchange.addressUnknown");
    expect(await ask({ leaveEmpty: "x" })).toBe("exchange.reportByMachine");
    expect(await ask({ address: "nulle part" })).toBe("base.invalidInput");
    expect(await ask({ offerId })).toBeNull();
    for (let more = 0; more < 3; more += 1) await ask({});
    expect(await ask({})).toBe("exchange.codesEnough");
    await send();
  });

  test("serves for an hour; a wrong one is refused like a late one", async () => {
    now = "2026-11-21T11:00:00.000Z" as Instant;
    const token = await code();
    expect(await refusal(run(actions.takeKeeperCode, { code: "ABCDE-FGHJK" }))).toBe("exchange.linkUnusable");
    now = "2026-11-21T12:00:01.000Z" as Instant;
    expect(await refusal(kept(token))).toBe("exchange.linkUnusable");
    expect(await refusal(run(actions.confirmKeptEntry, { token, offerId }))).toBe("exchange.linkUnusable");
  });
});

describe("by a code", () => {
  test("an organisation confirms and corrects; reading alone changes nothing", async () => {
    const token = await code();
    const before = await hours();
    await run(actions.readKeptEntry, { token, offerId });
    expect(await hours()).toEqual(before);
    await run(actions.confirmKeptEntry, { token, offerId });
    expect((await kept(token)).entries[0]).toMatchObject({ confirmedOn: "2026-11-21", answer: "confirmed" });
    const { correction } = await run<{ correction: object }>(actions.readKeptEntry, { token, offerId });
    await run(actions.correctKeptEntry, { token, offerId, ...correction, name: "Atelier des fils" });
    expect(
      await refusal(
        run(actions.correctKeptEntry, { token, offerId, ...correction, website: "https://bit.ly/a" }),
      ),
    ).toBe("exchange.correctionSuspicious");
    const file = await run<{ changes: readonly { cause: string }[]; correction: { name: string } }>(
      actions.readEntryFile,
      { offerId },
      operatorActor,
    );
    expect(file.correction.name).toBe("Atelier des fils");
    expect(new Set(file.changes.map(({ cause }) => cause))).toEqual(new Set(["owner"]));
  });

  test("a closure for a time ends by itself, and the hours are those from before", async () => {
    const token = await code();
    const pause = (from: string, until: string, id = offerId): Promise<unknown> =>
      refusal(run(actions.pauseKeptEntry, { token, offerId: id, from, until }));
    const before = await hours();
    expect(await pause("2026-12-20", "2026-12-19")).toBe("exchange.pauseUnusable");
    expect(await pause("2026-01-01", "2026-01-02")).toBe("exchange.pauseUnusable");
    expect(await pause("2026-12-20", "2028-12-20")).toBe("exchange.pauseUnusable");
    expect(await pause("2026-12-20", "2027-01-02")).toBeNull();
    expect(await pause("2026-12-20", "2027-01-03")).toBeNull();
    expect(await hours()).toMatchObject({
      opening_hours: expect.stringMatching(/; 2026 Dec 20-2027 Jan 0?3 off "fermeture"$/) as string,
    });
    expect((await kept(token)).entries[0]?.pausedUntil).toBe("2027-01-03");
    await database.as({}, (db) => endPauses(db, "2027-01-03" as LocalDate));
    expect(await hours()).not.toEqual(before);
    await database.as({}, (db) => endPauses(db, "2027-01-04" as LocalDate));
    expect(await hours()).toEqual(before);
  });
});

describe("a closure of an entry without hours", () => {
  test("is announced without writing any, is shown, ends by itself; hours written meanwhile keep it", async () => {
    const token = await code();
    const before = (await hours()) as { readonly opening_hours: string };
    await sql`update service_at_location set opening_hours = null where id = ${offerId}::uuid`.execute(
      database.app,
    );
    const days = { from: "2026-11-20", until: "2027-01-03" };
    await run(actions.pauseKeptEntry, { token, offerId, ...days });
    expect(await hours()).toMatchObject({
      opening_hours: expect.stringMatching(/^24\/7 unknown; 2026 Nov 20-2027 Jan 0?3 off/) as string,
    });
    const shown = async (at: string) => {
      const [offer] = (await database.as({}, (db) => readWholeOffers(db, [offerId], at as Instant))).values();
      return offer;
    };
    expect(await shown("2026-12-01T12:00:00.000Z")).toMatchObject({
      opening: { state: "closed", nextChange: "2027-01-03T23:00:00.000Z", nextState: "unknown" },
      week: [],
      closure: days,
    });
    expect(await shown("2027-01-04T12:00:00.000Z")).toMatchObject({
      opening: { state: "unknown", nextChange: null },
      closure: null,
    });
    const kept = await run<OutputOf<typeof actions.readKeptEntry>>(actions.readKeptEntry, { token, offerId });
    expect(kept.correction.hours).toBeUndefined();
    await run(actions.correctKeptEntry, {
      token,
      offerId,
      ...kept.correction,
      hoursNote: "Sur rendez-vous.",
    });
    await database.as({}, (db) => endPauses(db, "2027-01-04" as LocalDate));
    expect(await hours()).toMatchObject({ opening_hours: null });
    await run(actions.pauseKeptEntry, { token, offerId, ...days });
    await run(actions.correctKeptEntry, { token, offerId, ...kept.correction, hours: "Mo-Fr 09:00-12:00" });
    expect(await hours()).toMatchObject({
      opening_hours: expect.stringMatching(/^Mo-Fr 09:00-12:00; 2026 Nov 20-2027 Jan 0?3 off/) as string,
    });
    await database.as({}, (db) => endPauses(db, "2027-01-04" as LocalDate));
    expect(await hours()).toMatchObject({ opening_hours: "Mo-Fr 09:00-12:00" });
    await sql`update service_at_location set opening_hours = ${before.opening_hours} where id = ${offerId}::uuid`.execute(
      database.app,
    );
  });
});

describe("a campaign", () => {
  const months = 3;
  const size = (): Promise<unknown> => run(actions.previewCampaign, { months }, operatorActor);

  test("asks once by address those whom nobody confirmed; a message that cannot leave is tried again", async () => {
    await sql`update service_at_location set upheld_on = '2026-01-01' where id = ${offerId}::uuid`.execute(
      database.app,
    );
    expect(await size()).toEqual({ addresses: 1, offers: 1 });
    await run(actions.startCampaign, { months }, operatorActor);
    isDown = true;
    expect(await send()).toEqual([]);
    isDown = false;
    expect((await send()).map(({ to, kind }) => [to, kind])).toEqual([[address, "campaign"]]);
    expect(await send()).toEqual([]);
    expect(await size()).toEqual({ addresses: 0, offers: 0 });
    expect(await refusal(run(actions.startCampaign, { months }, operatorActor))).toBe(
      "exchange.campaignEmpty",
    );
    expect(await refusal(run(actions.startCampaign, { months }))).toBe("base.signInNeeded");
  });

  test("is answered once an entry by its link; the organisation chooses when it is asked again, or never", async () => {
    const token = sent.at(-1)?.params.link.split("/r/fiche/")[1] ?? "";
    expect((await kept(token)).isOnce).toBe(true);
    await run(actions.confirmKeptEntry, { token, offerId });
    expect(await refusal(run(actions.confirmKeptEntry, { token, offerId }))).toBe("exchange.linkAnswered");
    expect(await refusal(run(actions.closeKeptEntry, { token, offerId, isSure: true }))).toBe(
      "exchange.linkAnswered",
    );
    await run(actions.chooseReminder, { token, offerId, months: "6" });
    const due = (today: string): Promise<number> =>
      database.as({}, (db) => askDue(db, { secret, now, today: today as LocalDate, newId: randomId }));
    expect(await due("2027-05-20")).toBe(0);
    expect(await due("2027-05-21")).toBe(1);
    expect(await due("2027-05-21")).toBe(0);
    expect((await send()).map(({ kind }) => kind)).toEqual(["reminder"]);
    await run(actions.chooseReminder, { token, offerId, months: "0" });
    expect(await due("2030-01-01")).toBe(0);
    now = "2030-01-01T09:00:00.000Z" as Instant;
    expect(await size()).toEqual({ addresses: 0, offers: 0 });
  });

  test("closes an entry by the hand of its organisation, and the closing can be taken back", async () => {
    const token = await code();
    await run(actions.closeKeptEntry, { token, offerId, isSure: true });
    expect((await kept(token)).entries[0]).toMatchObject({ isOpen: false, answer: "closed" });
    expect(await refusal(run(actions.closeKeptEntry, { token, offerId, isSure: true }))).toBe(
      "exchange.openNotFound",
    );
    expect(await refusal(run(actions.closeKeptEntry, { token, offerId }))).toBe("base.invalidInput");
  });
});

test("codes are typed as one likes, and differ by link and by installation", () => {
  const link = { id: randomId(), kind: "code" } as const;
  const one = tokenOf(secret, link);
  expect(one).toMatch(/^[A-HJ-NP-Z2-9]{10}$/);
  expect(typedToken(` ${readableCode(one).toLowerCase()} `)).toBe(one);
  expect(tokenOf(new Uint8Array(32), link)).not.toBe(one);
  expect(tokenOf(secret, { ...link, kind: "campaign" })).toHaveLength(43);
});

test("months are counted to the last day where there is no such day", () => {
  expect(addMonths("2026-08-31" as LocalDate, 6)).toBe("2027-02-28");
  expect(addMonths("2026-11-21" as LocalDate, -12)).toBe("2025-11-21");
});
