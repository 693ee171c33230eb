import {
  anonymousActor,
  operatorActor,
  type Actor,
  type AnyAction,
  type Instant,
  type OutputOf,
} from "#base";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { offerBook, recogniseTown, sampleBytes, sourceNamed } from "../../../tests/support/feed.ts";
import { actionRunner } from "../../../tests/support/run.ts";
import { sentence } from "../../server/texts.ts";
import * as actions from "../actions.ts";
import { exchangeHandlers, sendWaitingLinks, type UpkeepMessage } from "../handlers.ts";
import { importFile } from "../import.ts";

const database = await freshDatabase();
const secret = new Uint8Array(32).fill(7);
const baseUrl = "http://tisser.example";
const now = "2026-11-21T09:00:00.000Z" as Instant;
const handlers = exchangeHandlers({
  book: offerBook(),
  recogniseTown,
  sentence,
  nationalLines: [{ name: "3114 Numéro national de prévention du suicide", number: "3114" }],
  baseUrl,
  upkeep: { secret, wakeUpkeep: () => undefined },
});
const address = "bonjour@asso.example";

interface Refused {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
  readonly issues: readonly { readonly path: string }[];
}

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
const refusal = (work: Promise<unknown>): Promise<Refused | null> =>
  work.then(
    () => null,
    (error: Refused) => error,
  );

/** The token of a link, as it came by e-mail. */
async function link(to = address): Promise<string> {
  const sent: UpkeepMessage[] = [];
  await run(actions.askProposalLink, { address: to });
  await sendWaitingLinks({
    inTransaction: (work) => database.as({}, work),
    send: async (message) => void sent.push(message),
    secret,
    baseUrl,
    now: () => now,
    onFailure: () => undefined,
  });
  const own = sent.find((message) => message.to === to);
  expect(own?.kind).toBe("proposal");
  return own?.params.link.split("/r/proposition/")[1] ?? "";
}

const given = {
  name: "Café du mardi",
  kind: "activity",
  category: "gather",
  description: "Un café, des jeux, on vient comme on est.",
  street: "3 rue des Lilas",
  postcode: "13100",
  city: "Aix-en-Provence",
  hours: "le mardi de 14h à 17h",
  frais: ["gratuit"],
  phone: "01 99 00 00 42",
  email: address,
  welcome: "Demandez Samira",
};
const state = async (token: string): Promise<OutputOf<typeof actions.readProposedEntry>> =>
  run(actions.readProposedEntry, { token });
const send = (token: string, more: object = {}): Promise<Refused | null> =>
  refusal(run(actions.sendProposal, { token, ...given, isSeen: true, ...more }));
const waiting = (): Promise<OutputOf<typeof actions.listQuarantine>> =>
  run(actions.listQuarantine, {}, operatorActor);

beforeAll(async () => {
  const source = sourceNamed("aix-en-provence");
  const bytes = sampleBytes("aix-en-provence");
  await database.as({}, (db) =>
    importFile(db, { source, fileName: "f", bytes, recogniseTown, isDryRun: false, now }),
  );
});

describe("an association that is not in the directory", () => {
  test("writes its entry by a link, sees it with its hours, sends it; it is shown when somebody let it in", async () => {
    const token = await link();
    expect((await state(token)).state).toBe("none");
    const { shown } = await run<OutputOf<typeof actions.previewProposal>>(actions.previewProposal, {
      token,
      ...given,
    });
    const open = shown.week.filter(({ intervals }) => intervals.length > 0);
    expect(open).toEqual([{ date: "2026-11-24", intervals: [{ from: "14:00", to: "17:00" }] }]);
    expect((await send(token, { isSeen: false }))?.code).toBe("exchange.proposalToSee");
    expect((await waiting()).total).toBe(0);
    expect(await send(token)).toBeNull();
    // As long as nobody decided, it can be written anew.
    expect(await send(token, { name: "Café du mardi et du jeudi" })).toBeNull();
    const { rows } = await waiting();
    expect(rows).toMatchObject([
      { name: "Café du mardi et du jeudi", reasons: ["by-proposal"], isNew: true },
    ]);
    const { offerId } = await state(token);
    const listed = async (): Promise<unknown> =>
      (
        await sql`select name_key, welcome from service_at_location where id = ${offerId}::uuid`.execute(
          database.app,
        )
      ).rows;
    expect([(await state(token)).state, await listed()]).toEqual(["waiting", []]);
    await run(actions.decideQuarantine, { rowId: rows[0]?.id, decision: "accepted" }, operatorActor);
    expect((await state(token)).state).toBe("shown");
    expect(await listed()).toMatchObject([{ welcome: "Demandez Samira" }]);
    // From then on it is kept as every other entry, by the address that it publishes.
    expect((await send(token))?.code).toBe("exchange.linkAnswered");
    expect(await refusal(run(actions.askKeeperCode, { address, offerId }))).toBeNull();
  });

  test("says who comes, how one begins and whom it serves, sees it in words, and it stands in the entry", async () => {
    const token = await link("qui@asso.example");
    const told = {
      name: "Marche du jeudi",
      phone: undefined,
      email: "qui@asso.example",
      publics: ["seniors"],
      onlyPublics: true,
      groupSize: "small",
      waysIn: ["phone", "referral"],
      transport: "bus 4, arrêt Mairie",
      fetchesPeople: true,
      area: "communes",
      areaPlaces: "Aix-en-Provence, Gardanne",
    };
    expect(await send(token, { ...told, areaPlaces: "Nullepart-sur-Rien" })).toMatchObject({
      code: "exchange.correctionUnreadable",
      issues: [{ path: "areaPlaces", code: "placeUnknown" }],
    });
    expect(await send(token, told)).toBeNull();
    const { sent, offerId } = await state(token);
    expect(sent).toMatchObject({
      publics: ["seniors"],
      takingPart: {
        isRestricted: true,
        groupSize: "small",
        waysIn: ["phone", "referral"],
        gettingThere: "bus 4, arrêt Mairie",
        fetchesPeople: true,
        area: { type: "communes", names: ["Aix-en-Provence (13)", "Gardanne (13)"], more: 0 },
      },
    });
    const { rows } = await waiting();
    const rowId = rows.find(({ name }) => name === told.name)?.id;
    await run(actions.decideQuarantine, { rowId, decision: "accepted" }, operatorActor);
    const { rows: stored } = await sql`
      select s.publics, s.publics_restricted, s.group_size, s.ways_in, s.transport_provided, s.area_type, s.area_values, l.transportation
      from service_at_location sal join service s on s.id = sal.service_id join location l on l.id = sal.location_id
      where sal.id = ${offerId}::uuid`.execute(database.app);
    expect(stored).toEqual([
      {
        publics: ["seniors"],
        publics_restricted: true,
        group_size: "small",
        ways_in: ["phone", "referral"],
        transport_provided: true,
        area_type: "communes",
        area_values: ["13001", "13041"],
        transportation: "bus 4, arrêt Mairie",
      },
    ]);
  });

  test("stands where it was confirmed to be, else at the centre of its town; a place of another address is shown again", async () => {
    const token = await link("plan@asso.example");
    const own = { name: "Jardin du plan", phone: undefined, email: "plan@asso.example" };
    const place = { latitude: 43.5301, longitude: 5.4512, placedAs: "address" };
    const placedFor = "3 rue des Lilas, 13100 Aix-en-Provence";
    const known = async () => (await state(token)).sent?.positionPrecision;
    expect(await send(token, own)).toBeNull();
    expect(await known()).toBe("town");
    expect(await send(token, { ...own, ...place, placedFor })).toBeNull();
    expect(await known()).toBe("town");
    expect(await send(token, { ...own, ...place, placedFor, isPlaced: true })).toBeNull();
    expect(await known()).toBe("address");
    const moved = { ...own, ...place, placedFor, isPlaced: true, street: "4 rue des Lilas" };
    expect((await send(token, moved))?.code).toBe("exchange.proposalToSee");
    const far = { ...own, ...place, latitude: 48.8, placedFor, isPlaced: true };
    expect(await send(token, far)).toMatchObject({
      code: "exchange.correctionUnreadable",
      issues: [{ path: "street" }],
    });
    expect(await known()).toBe("address");
    const { rows } = await waiting();
    const row = rows.find(({ name }) => name === own.name);
    await run(actions.decideQuarantine, { rowId: row?.id, decision: "accepted" }, operatorActor);
    const { offerId } = await state(token);
    const { rows: shown } = await sql`
      select l.latitude::float as latitude, l.longitude::float as longitude, l.position_precision
      from service_at_location s join location l on l.id = s.location_id where s.id = ${offerId}::uuid`.execute(
      database.app,
    );
    expect(shown).toEqual([{ latitude: 43.5301, longitude: 5.4512, position_precision: "address" }]);
  });

  test("is told of an entry that looks like its own, and may say that it is another", async () => {
    const token = await link("autre@asso.example");
    const twin = { name: "CAFÉ DU MARDI et du jeudi", phone: "", email: "autre@asso.example" };
    const refused = await send(token, { ...twin, phone: undefined });
    expect(refused).toMatchObject({
      code: "exchange.entryExists",
      params: { name: "Café du mardi et du jeudi" },
    });
    const foreign = await refusal(
      run(actions.askKeeperCode, { address: twin.email, offerId: refused?.params["offer"] }),
    );
    expect(foreign?.code).toBe("exchange.notTheirAddress");
    expect(await send(token, { ...twin, phone: undefined, isOther: true })).toBeNull();
    const { rows } = await waiting();
    await run(
      actions.decideQuarantine,
      { rowId: rows[0]?.id, decision: "rejected", reason: "wrong" },
      operatorActor,
    );
    expect(await state(token)).toMatchObject({ state: "refused", refusal: "wrong" });
  });

  test("that writes what could hurt somebody waits with the reasons, marks that turn the writing direction gone", async () => {
    const token = await link("piege@asso.example");
    const email = "piege@asso.example";
    const bad = {
      email,
      name: '\u202EFée\u202C du logis <svg onload="alert(1)">',
      phone: "0825 00 00 00",
      website: "https://xn--80ak6aa92e.com",
    };
    expect(await send(token, bad)).toBeNull();
    const [row] = (await waiting()).rows;
    expect(row?.reasons).toEqual(["by-proposal", "premium-number", "look-alike-address", "script-in-text"]);
    expect(row?.name).toBe('Fée du logis <svg onload="alert(1)">');
    expect((await state(token)).sent?.name).not.toMatch(/[\u202A-\u202E]/);
  });

  test("is told which field cannot be read; a link of somebody else, or no link, serves for nothing", async () => {
    const token = await link("champs@asso.example");
    const email = "champs@asso.example";
    const unreadable = {
      email,
      phone: "0899 12 34 56",
      hours: "quand il fait beau",
      city: "Nulle-Part",
      postcode: "00000",
    };
    const refused = await send(token, unreadable);
    expect([refused?.code, refused?.issues.map(({ path }) => path)]).toEqual([
      "exchange.correctionUnreadable",
      ["phone", "hours", "city"],
    ]);
    expect((await send(token, { email: "quelqu-un@autre.example" }))?.code).toBe(
      "exchange.notProposersAddress",
    );
    expect((await send("ABCDEFGHIJKLMNOP"))?.code).toBe("exchange.linkUnusable");
    expect((await refusal(run(actions.askProposalLink, { address: email, leaveEmpty: "x" })))?.code).toBe(
      "exchange.reportByMachine",
    );
    for (let more = 0; more < 4; more += 1) await run(actions.askProposalLink, { address: email });
    expect((await refusal(run(actions.askProposalLink, { address: email })))?.code).toBe(
      "exchange.codesEnough",
    );
  });

  test("leaves no address behind in the links once they are sent", async () => {
    const { rows } = await sql<{ all: string }>`
      select string_agg(to_jsonb(l)::text, ' ') as all from upkeep_link l where sent_at is not null`.execute(
      database.app,
    );
    expect(rows[0]?.all).not.toContain("asso.example");
  });
});
