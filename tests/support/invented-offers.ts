import { sql } from "kysely";
import type { AnyAction, CallOf, Id, Instant, OutputOf } from "#base";
import { anonymousActor, randomId, stableId } from "#base";
import { directoryHandlers, type AddressesMessage } from "#directory/handlers";
import type { TestDatabase } from "./database.ts";

/** A Monday at noon in Paris, in an even week. */
export const monday = "2026-11-23T11:00:00.000Z";

/** An offer that a test makes up; Annecy unless told. */
export interface InventedOffer {
  readonly name: string;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly town?: string;
  readonly hours?: string | null;
  readonly frais?: string;
  readonly category?: string;
  readonly description?: string;
  readonly closedOn?: string | null;
}

/** Id of an invented offer. */
export const inventedId = (name: string): Id<"offer"> => stableId<"offer">("inventions", "offer", name);

/** A directory with offers that a test makes up, asked as anybody asks it. */
export function inventedDirectory(database: TestDatabase) {
  const sent: AddressesMessage[] = [];
  /** The cookies of the browser that asks. */
  const browser = { cookie: "" };
  const handlers = directoryHandlers({
    sentence: (_locale, key) => key,
    baseUrl: "http://tisser.example",
    accountNames: async () => new Map(),
    sendAddresses: async (message) => void sent.push(message),
  });
  async function call<A extends AnyAction>(action: A, input: CallOf<A>, now = monday): Promise<OutputOf<A>> {
    const bound = handlers.find((handler) => handler.action.name === action.name);
    if (bound === undefined) throw new Error(`no handler for ${action.name}`);
    const parsed = action.input.parse(input);
    const http = {
      headers: new Headers({ cookie: browser.cookie }),
      setCookies: [] as string[],
      address: null,
    };
    return database.as({}, async (db) => {
      const answer = await bound.implementation.run({
        input: parsed,
        actor: anonymousActor,
        db,
        now: now as Instant,
        newId: randomId,
        facts: undefined as never,
        audit: () => undefined,
        http,
        afterCommit: () => undefined,
      });
      browser.cookie = http.setCookies[0]?.split("; Path")[0] ?? browser.cookie;
      return action.output.parse(answer) as OutputOf<A>;
    });
  }
  /** Puts an invented offer into the four tables; Annecy unless told. */
  async function invent(offer: InventedOffer): Promise<void> {
    const { name, latitude = 45.9, longitude = 6.12, town = "74010", hours = null, closedOn = null } = offer;
    const { frais = "{}", category = "support", description = "" } = offer;
    const [organization, location, service] = ["organization", "location", "service"].map((kind) =>
      stableId("inventions", kind, name),
    );
    const provenance = sql`'inventions', ${name}, '2026-01-01', 'e', 'd'`;
    await database.admin.transaction().execute(async (db) => {
      await sql`insert into source (id, name, licence, edition, imported_on)
      values ('inventions', 'Inventions', 'Licence Ouverte 2.0', 'e', '2026-11-20') on conflict do nothing`.execute(
        db,
      );
      await sql`insert into organization (id, name, source, source_id, imported_on, edition, digest)
      values (${organization}, 'Association des essais', ${provenance})`.execute(db);
      await sql`insert into location (id, organization_id, address_1, postal_code, city, code_insee, latitude, longitude,
        position_precision, source, source_id, imported_on, edition, digest)
      values (${location}, ${organization}, '1 rue des Essais', '74000', 'Annecy', ${town}, ${latitude}, ${longitude},
        ${latitude === null ? null : "address"}, ${provenance})`.execute(db);
      await sql`insert into service (id, organization_id, name, kind, description, categories, interventions, publics, frais,
        service_labels, source, source_id, imported_on, edition, digest)
      values (${service}, ${organization}, ${name}, 'place', ${description}, ${`{${category}}`}, '{digital}', '{}', ${frais},
        '{}', ${provenance})`.execute(db);
      await sql`insert into service_at_location (id, service_id, location_id, phones, opening_hours, name_key, search_text,
        confirmed_on, closed_on, source, source_id, imported_on, edition, digest)
      values (${inventedId(name)}, ${service}, ${location}, '{+33450000001}', ${hours}, ${name.toLowerCase()},
        ${`${name} ${description}`.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")}, '2026-10-01', ${closedOn},
        ${provenance})`.execute(db);
    });
  }
  return { call, invent, sent, browser };
}
