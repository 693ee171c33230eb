import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import type { AnyAction, CallOf, Instant, OutputOf } from "#base";
import { anonymousActor, randomId, stableId } from "#base";
import { freshDatabase } from "../../tests/support/database.ts";
import { matchOffers, searchOffers, suggestOffers } from "./actions.ts";
import { directoryHandlers } from "./handlers.ts";

const database = await freshDatabase();
const handlers = directoryHandlers({
  sentence: (_locale, key) => key,
  baseUrl: "http://tisser.example",
  sendAddresses: async () => undefined,
  accountNames: async () => new Map(),
});
let milliseconds = Date.parse("2026-11-23T11:00:00.000Z");

async function call<A extends AnyAction>(action: A, input: CallOf<A>): Promise<OutputOf<A>> {
  const bound = handlers.find((handler) => handler.action.name === action.name);
  if (bound === undefined) throw new Error(`no handler for ${action.name}`);
  // Every question comes a second after the one before: an edit must be seen within a second.
  milliseconds += 1000;
  return database.as({}, async (db) => {
    const answer = await bound.implementation.run({
      input: action.input.parse(input),
      actor: anonymousActor,
      db,
      now: new Date(milliseconds).toISOString() as Instant,
      newId: randomId,
      facts: undefined as never,
      audit: () => undefined,
      http: { headers: new Headers(), setCookies: [], address: null },
      afterCommit: () => undefined,
    });
    return action.output.parse(answer) as OutputOf<A>;
  });
}

const idOf = (name: string) => stableId<"offer">("matches", "offer", name);

/** Puts an invented offer near the centre of Annecy. */
async function invent(
  name: string,
  type: string,
  service: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const [organization, location, serviceId] = ["organization", "location", "service"].map((kind) =>
    stableId("matches", kind, name),
  );
  const shared = { source: "matches", source_id: name, imported_on: "2026-11-01", edition: "e", digest: "d" };
  const rows = {
    organization: { id: organization, name: `Maison ${name}`, ...shared },
    location: {
      id: location,
      organization_id: organization,
      city: "Annecy",
      code_insee: "74010",
      latitude: 45.9,
      longitude: 6.12,
      position_precision: "address",
      ...shared,
    },
    service: {
      id: serviceId,
      organization_id: organization,
      name,
      kind: "activity",
      categories: ["gather"],
      interventions: ["contact-opportunities"],
      publics: [],
      frais: ["gratuit"],
      service_labels: [],
      offer_type: type,
      confirmed_on: "2026-11-01",
      attendance: [],
      publics_restricted: false,
      languages: [],
      ways_in: [],
      transport_provided: false,
      by_and_for: false,
      area_values: [],
      ...shared,
      ...service,
    },
    service_at_location: {
      id: idOf(name),
      service_id: serviceId,
      location_id: location,
      phones: [],
      name_key: name,
      search_text: name,
      wheelchair: "yes",
      access_features: [],
      capacity_status: "capacity",
      sessions: [],
      confirmed_on: "2026-11-01",
      ...shared,
    },
  };
  await database.admin.transaction().execute(async (db) => {
    await sql`insert into source (id, name, licence) values ('matches', 'Matches', 'EUPL-1.2') on conflict do nothing`.execute(
      db,
    );
    for (const [table, row] of Object.entries(rows)) {
      const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)));
      await sql`insert into ${sql.table(table)} (${columns})
        select ${columns} from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(row)}::jsonb)`.execute(
        db,
      );
    }
  });
}

const near = {
  place: { town: "74010" },
  mobility: { mode: "bus" as const },
  age: 45,
  needs: ["meet-people" as const],
};

beforeAll(async () => {
  await invent("Café", "social-cafe");
  await invent("Tricot", "workshop");
  await invent("Aînés", "senior-club", { age_min: 60, publics: ["seniors"] });
  await invent("Étage", "games", { description: "Au premier étage, pas d’ascenseur." });
});

describe("offers for a person", () => {
  test("are ranked with reasons, and what is left out says why", async () => {
    const { offers, leftOut } = await call(matchOffers, { need: { ...near, wishes: ["knitting"] } });
    expect(offers.map(({ offer }) => offer.name)).toEqual(["Tricot", "Café", "Étage"]);
    expect(offers[0]?.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["need", "wish", "near", "free"]),
    );
    expect(offers[0]?.parts.wish).toBeGreaterThan(0);
    expect(leftOut.map(({ offer, reason }) => [offer.name, reason])).toEqual([]);
    const older = await call(matchOffers, { need: { ...near, age: 70, accessibility: ["no-stairs"] } });
    expect(older.offers.map(({ offer }) => offer.name)).toContain("Aînés");
    expect(older.leftOut.map(({ offer, reason }) => [offer.name, reason.code])).toEqual([
      ["Étage", "inaccessible"],
    ]);
  });

  test("are suggested to a visitor, three unless told, by codes; unknown codes count for nothing", async () => {
    const { offers } = await call(suggestOffers, {
      town: "74010",
      needs: "meet-people,nonsense",
      wishes: "knitting",
      limit: "1",
    });
    expect(offers.map(({ offer }) => offer.name)).toEqual(["Tricot"]);
    const all = await call(suggestOffers, { latitude: "45.9", longitude: "6.12", needs: "meet-people" });
    expect(all.offers).toHaveLength(3);
    expect((await call(suggestOffers, { town: "74010" })).offers).toEqual([]);
    await expect(call(suggestOffers, { needs: "move" })).rejects.toMatchObject({
      code: "directory.placeNeeded",
    });
    await expect(call(suggestOffers, { town: "00000", needs: "move" })).rejects.toMatchObject({
      code: "directory.townNotFound",
    });
  });

  test("a life event is a door: what is kept for it is proposed, which nobody else is shown", async () => {
    await invent("Entre endeuillés", "talk-group", { publics: ["deuil"], publics_restricted: true });
    const names = async (asked: object) =>
      (await call(suggestOffers, { town: "74010", limit: "10", ...asked })).offers.map(
        ({ offer }) => offer.name,
      );
    expect((await names({ lifeEvent: "bereavement" }))[0]).toBe("Entre endeuillés");
    expect(await names({ lifeEvent: "move" })).not.toContain("Entre endeuillés");
    expect(await names({ needs: "peer-support" })).not.toContain("Entre endeuillés");
    await sql`update service_at_location set closed_on = '2026-11-20' where id = ${idOf("Entre endeuillés")}`.execute(
      database.admin,
    );
  });

  test("are only for professionals when the need is a person's", () => {
    expect(matchOffers.roles).toEqual(expect.not.arrayContaining(["anonymous", "person", "analyst"]));
    expect(matchOffers.roles).toEqual(expect.arrayContaining(["link-worker", "prescriber", "field-worker"]));
  });

  test.each([
    { needs: Array.from({ length: 7 }, () => "move") },
    { wishes: ["x".repeat(41)] },
    { text: "x".repeat(501) },
    { age: 121 },
    { situation: ["Not a code"] },
    { unknown: true },
  ])("a need out of bounds is refused: %o", (wrong) => {
    expect(matchOffers.input.safeParse({ need: { ...near, ...wrong } }).success).toBe(false);
  });
});

describe("an edit of the directory", () => {
  const names = async (q?: string) =>
    (await call(searchOffers, { latitude: "45.9", longitude: "6.12", ...(q ? { q } : {}) })).offers.map(
      ({ name }) => name,
    );

  test("is seen by the next search a second later: new, renamed through its service, closed, and open again", async () => {
    const before = await names();
    await invent("Boules", "sport");
    expect(await names("boules")).toEqual(["Boules"]);
    await sql`update service set name = 'Pétanque' where name = 'Boules'`.execute(database.admin);
    expect(await names("petanque")).toEqual(["Pétanque"]);
    expect(await names("boules")).toEqual(["Pétanque"]);
    await sql`update organization set name = 'Amicale du lac' where name = 'Maison Boules'`.execute(
      database.admin,
    );
    expect(await names("boules")).toEqual([]);
    await sql`update service_at_location set closed_on = '2026-11-20' where id = ${idOf("Boules")}`.execute(
      database.admin,
    );
    expect(await names()).toEqual(before);
    await sql`update service_at_location set closed_on = null where id = ${idOf("Boules")}`.execute(
      database.admin,
    );
    expect(await names("amicale")).toEqual(["Pétanque"]);
  });

  test("is seen at once although an older transaction is still open, whose own edit is not missed when it ends", async () => {
    await names();
    const slow = database.admin.startTransaction();
    const open = await slow.execute();
    await sql`update service set name = 'Tricot lent' where name = 'Tricot'`.execute(open);
    await sql`update service set name = 'Café rapide' where name = 'Café'`.execute(database.admin);
    expect(await names("rapide")).toEqual(["Café rapide"]);
    expect(await names("lent")).toEqual([]);
    await open.commit().execute();
    expect(await names("lent")).toEqual(["Tricot lent"]);
    expect(await names("rapide")).toEqual(["Café rapide"]);
  });
});
