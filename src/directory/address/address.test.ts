import { anonymousActor, randomId, type Actor, type Instant, type OutputOf } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { networkOf } from "#access/handlers";
import { freshDatabase } from "../../../tests/support/database.ts";
import { recogniseTown } from "../../../tests/support/feed.ts";
import { runAction } from "../../server/run-action.ts";
import { locateAddress } from "./actions.ts";
import type { AddressAnswer, AddressFound } from "./address-place.ts";
import { addressHandlers } from "./handlers.ts";
import { addressesAMinute } from "./visitor-limit.ts";

const database = await freshDatabase();
let now = "2026-11-29T10:00:00.000Z" as Instant;

const house: AddressFound = {
  label: "12 Rue des Lilas 62000 Arras",
  precision: "street",
  position: { latitude: 50.290_871, longitude: 2.777_432 },
  score: 0.9,
  townCode: "62041",
  postcode: "62000",
  city: "Arras",
};

let asked: string[] = [];
let answer: AddressAnswer = { kind: "found", found: [house] };
let handlers = addressHandlers({}, recogniseTown);
beforeEach(() => {
  asked = [];
  const ask = async (text: string): Promise<AddressAnswer> => {
    asked.push(text);
    return answer;
  };
  answer = { kind: "found", found: [house] };
  handlers = addressHandlers({ addresses: { ask, networkOf } }, recogniseTown);
});

async function locate(
  text: string,
  {
    address = "192.0.2.1",
    actor = anonymousActor,
    isExact = false,
  }: { address?: string; actor?: Actor; isExact?: boolean } = {},
): Promise<OutputOf<typeof locateAddress>> {
  const [bound] = handlers;
  if (bound === undefined) throw new Error("no handler");
  const services = { db: database.app, clock: () => now, newId: randomId, receiptSecret: new Uint8Array(32) };
  const http = { headers: new Headers(), setCookies: [], address };
  const call = { bound, actor, input: { text, isExact }, key: null, needsKey: true, version: null, http };
  const { output } = await runAction(services, call);
  return locateAddress.output.parse(output);
}

describe("where an address is", () => {
  test("is told with what was found of it and a rounded point", async () => {
    expect(await locate("12 rue des Lilas, Arras")).toMatchObject({
      outcome: "place",
      places: [{ label: house.label, precision: "street", position: { latitude: 50.291, longitude: 2.777 } }],
      towns: [{ code: "62041" }],
    });
    expect(asked).toEqual(["12 rue des Lilas, Arras"]);
  });

  test("of an organisation is told to the door when that is asked", async () => {
    const { places } = await locate("12 rue des Lilas, Arras", { isExact: true });
    expect(places[0]?.position).toEqual(house.position);
  });

  test.each(["Arras", "62000", "62000 Arras", "arras, france", "Rue", "chanbéri"])(
    "%s is a town of ours, and nobody is asked",
    async (text) => {
      expect(await locate(text)).toMatchObject({ outcome: "town", places: [] });
      expect(asked).toEqual([]);
    },
  );

  test("that fits in several towns is to be chosen", async () => {
    const other = { ...house, label: "12 Rue des Lilas 80000 Amiens", townCode: "80021", city: "Amiens" };
    const amiens = { ...other, postcode: "80000", position: { latitude: 49.894, longitude: 2.2957 } };
    answer = { kind: "found", found: [house, amiens] };
    expect(await locate("12 rue des Lilas")).toMatchObject({
      outcome: "several",
      places: [{}, {}],
      towns: [],
    });
  });

  test("that nobody knows leaves the town that was named", async () => {
    answer = { kind: "found", found: [] };
    expect(await locate("12 rue du Rêve, Arras")).toMatchObject({
      outcome: "unknown",
      towns: [{ code: "62041" }],
    });
  });

  test.each(["unanswered", "busy"] as const)("is told as %s, with the town that was named", async (kind) => {
    answer = { kind };
    expect(await locate("12 rue des Lilas, Arras")).toMatchObject({
      outcome: kind,
      towns: [{ name: "Arras" }],
    });
  });

  test("is asked of nobody where the operator named no service", async () => {
    handlers = addressHandlers({}, recogniseTown);
    expect(await locate("12 rue des Lilas, Arras")).toMatchObject({
      outcome: "not-offered",
      towns: [{ name: "Arras" }],
      places: [],
    });
  });
});

describe("one visitor", () => {
  const text = "12 rue des Lilas, Arras";
  const tooMany = { outcome: "busy", places: [], towns: [{ name: "Arras" }] };

  test("may ask a few addresses a minute; towns are not counted, and others are not in the way", async () => {
    for (let time = 0; time < addressesAMinute; time += 1) {
      await locate(text);
      await locate("Arras");
    }
    expect(await locate(text)).toMatchObject(tooMany);
    expect(asked).toHaveLength(addressesAMinute);
    expect(await locate("Arras")).toMatchObject({ outcome: "town" });
    expect(await locate(text, { address: "192.0.2.2" })).toMatchObject({ outcome: "place" });
    now = "2026-11-29T10:01:00.000Z" as Instant;
    expect(await locate(text)).toMatchObject({ outcome: "place" });
  });

  test("with a whole network of IPv6 is one", async () => {
    for (let time = 0; time < addressesAMinute; time += 1)
      await locate(text, { address: `2001:db8::${time}` });
    expect(await locate(text, { address: "2001:db8::ffff" })).toMatchObject(tooMany);
  });

  test("who signed in is counted apart from the others of the same house", async () => {
    for (let time = 0; time < addressesAMinute; time += 1) await locate(text);
    const actor: Actor = {
      kind: "account",
      id: randomId<"account">(),
      tenantId: null,
      memberships: [],
      hasSecondFactor: true,
    };
    expect(await locate(text, { actor })).toMatchObject({ outcome: "place" });
  });
});

test("asking leaves nothing behind: no receipt, no line in the audit, no text in any table", async () => {
  await locate("12 rue du Souvenir Invisible, Arras");
  const tables = await database.admin.introspection.getTables();
  expect(tables.length).toBeGreaterThan(50);
  const { sql } = await import("kysely");
  for (const { schema = "public", name } of tables) {
    const { rows } = await sql<{ found: boolean }>`
      select exists (select from ${sql.table(`${schema}.${name}`)} as kept
        where kept::text ilike '%Souvenir Invisible%') as found`.execute(database.admin);
    expect(rows[0]?.found, name).toBe(false);
  }
});
