import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshKey, insides } from "../support/api.ts";
import { makeScratch } from "../support/scratch.ts";
import { startServer, type RunningServer } from "../support/server.ts";
import { signIn, territoriesOf, userOf } from "../support/session.ts";

/** What nobody may learn: the address and position of a refuge, as it was and as later editions of its feed tell it. */
const secrets =
  /Myrtillier|myrtillier|Épinette|pinette-Cach|45[.,]58731|5[.,]91237|45[.,]59913|5[.,]93377|48[.,]99771/;
const refuge = {
  slug: "refuge",
  name: "Accueil d’essai",
  description: "On y est reçu sur rendez-vous.",
  categories: ["listen"],
  interventions: ["social-support"],
  townCode: "73065",
  street: "17 impasse du Myrtillier",
  latitude: 45.58731,
  longitude: 5.91237,
  phone: "01 99 00 77 55",
  openingHours: "Mo-Fr 09:00-12:00",
};
const other = {
  ...refuge,
  slug: "autre",
  name: "Atelier d’essai",
  street: "2 rue du Métier",
  latitude: 45.57,
  longitude: 5.92,
};
const world = {
  format: "tisser-world/1",
  seed: "hidden-site",
  territories: [
    {
      slug: "val",
      name: "Val",
      organisations: [{ slug: "maison", name: "Maison", kind: "association" }],
      users: [{ slug: "admin", name: "Admin", roles: [{ organisation: "maison", role: "territory-admin" }] }],
      persons: [],
    },
  ],
  offers: [refuge, other],
};

const folder = makeScratch("tisser-hidden-");
let server: RunningServer;
let cookie = "";
let offerId = "";

beforeAll(async () => {
  const file = join(folder, "world.json");
  writeFileSync(file, JSON.stringify(world));
  server = await startServer({ world: file, variables: { LOG_LEVEL: "debug" } });
  cookie = await signIn(server, userOf(server, "val", "admin"));
  const { offers } = (await (await fetch(`${server.baseUrl}/api/v1/directory/offers?town=73065`)).json()) as {
    readonly offers: readonly { readonly id: string; readonly name: string }[];
  };
  offerId = offers.find(({ name }) => name === refuge.name)?.id ?? "";
}, 300_000);
afterAll(async () => server.stop());

async function get(path: string, isSignedIn = false): Promise<string> {
  const answer = await fetch(server.baseUrl + path, isSignedIn ? { headers: { cookie } } : {});
  return answer.text();
}

async function hide(organisation: string): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(`${server.baseUrl}/api/v1/exchange/offers/${offerId}/hidden-site`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json", "idempotency-key": freshKey() },
    body: JSON.stringify({ controllerId: organisation }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** Brings another edition of the feed, as an operator does. */
async function importEdition(change: object): Promise<string> {
  const file = join(folder, "edition.json");
  writeFileSync(file, JSON.stringify([{ ...refuge, ...change }, other].map(row)));
  const { stdout, stderr } = await server.run("import", "demonstration", file);
  return stdout + stderr;
}

function row(offer: object): object {
  return Object.fromEntries(
    Object.entries(offer).map(([name, value]) => [name, Array.isArray(value) ? value.join(";") : value]),
  );
}

/** Every log that the program and its database wrote. */
function logs(): string {
  const files = readdirSync(server.dataDir, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".log") || name === "log" || name.endsWith("/log"))
    .map((name) => readFileSync(join(server.dataDir, name), "utf8"));
  return [server.output(), ...files].join("\n");
}

const near = "latitude=45.5873&longitude=5.9124";

/** Where anybody, and then somebody of the territory, could look for it. */
const publicDoors = (): readonly string[] => [
  "/api/v1/directory/offers?town=73065",
  `/api/v1/directory/offers?${near}&radiusKm=1`,
  `/api/v1/directory/offers?${near}&radiusKm=50`,
  `/api/v1/directory/offers/${offerId}`,
  "/api/v1/directory/map?town=73065&radiusKm=20",
  "/chercher?ou=Chambéry",
  `/lieu/${offerId}`,
  "/open/services?per_page=100&search=accueil",
  `/open/service_at_locations/${offerId}`,
  "/open/service_at_locations?postcode=73000&proximity=5000",
  "/open/data-inclusion/structures",
  "/open/data-inclusion/services",
  "/open/services.ndjson",
  "/open/services.csv",
  "/open/slices/73.json",
  `/open/calendars/${offerId}.ics`,
  "/sitemap.xml",
];
const faultsDoor = "/api/v1/exchange/import-faults?source=demonstration";
const proDoors = (): readonly string[] => [
  `/pro/imports/fiche/${offerId}`,
  "/pro/imports",
  "/pro/imports/differences",
  "/pro/imports/doublons",
  "/pro/imports/en-attente",
  "/pro/imports/accessibilite",
  faultsDoor,
  "/api/v1/exchange/import-faults?source=demonstration&language=en",
];

it("an address stands in the directory until it is hidden, so that looking for it finds it", async () => {
  expect(offerId).not.toBe("");
  const found = await Promise.all(publicDoors().map(async (path) => get(path)));
  expect(found.filter((text) => secrets.test(text)).length).toBeGreaterThan(8);
  // A position that cannot be right is kept with its cell, until the place is hidden.
  await importEdition({ latitude: 48.99771 });
  expect(await get(faultsDoor, true)).toMatch(secrets);
});

it("once hidden it is in no answer, no error and no log, whatever its feed brings and whoever looks", async () => {
  const organisation = territoriesOf(server)[0]?.organisations[0]?.id ?? "";
  expect((await hide(organisation)).status).toBe(200);
  expect(await get(faultsDoor, true)).not.toMatch(secrets);
  const again = await hide(organisation);
  expect(again.text).toContain("exchange.alreadyHidden");
  const reports = [
    await importEdition({
      street: "23 passage de l’Épinette-Cachée",
      latitude: 45.59913,
      longitude: 5.93377,
    }),
    // Positions and addresses that cannot be right are faults, and a fault is kept with its cell.
    await importEdition({
      street: "23 passage de l’Épinette-Cachée",
      latitude: 48.99771,
      longitude: 5.93377,
    }),
    await importEdition({ street: `Épinette-Cachée ${"x".repeat(400)}`, latitude: "45.59913 nord" }),
    await importEdition({ street: "17 impasse du Myrtillier", townCode: "99999" }),
    await importEdition({ name: "x", latitude: 45.58731, longitude: "5,91237°" }),
  ];
  for (const report of reports) expect(report).not.toMatch(secrets);
  for (const path of publicDoors()) expect(await get(path), path).not.toMatch(secrets);
  for (const path of proDoors()) {
    expect(await get(path, true), path).not.toMatch(secrets);
    expect(await get(path), path).not.toMatch(secrets);
  }
  expect(await get(proDoors()[0] ?? "", true)).toContain(refuge.name);
});

it("asked for by its own words it is not found, and neither question nor refusal leaves anything in a log", async () => {
  const asked = [
    "/api/v1/directory/offers?town=73065&q=myrtillier",
    "/api/v1/directory/offers?town=73065&q=pinette",
    "/open/services?search=Myrtillier",
  ];
  for (const path of asked) {
    const { total, total_items: items } = JSON.parse(await get(path)) as Readonly<Record<string, unknown>>;
    expect(total ?? items, path).toBe(0);
  }
  const refused = [
    "/api/v1/directory/offers?latitude=45.58731&longitude=5.91237&radiusKm=tout-Myrtillier",
    "/api/v1/directory/offers/Myrtillier",
    `/lieu/${offerId}/Myrtillier`,
    "/chercher?ou=17 impasse du Myrtillier&q=Myrtillier",
    "/open/services/Myrtillier",
    "/open/slices/Myrtillier.json",
    "/open/service_at_locations?postcode=Myrtillier",
    "/%E0%A4%A-Myrtillier",
  ];
  for (const path of refused) {
    const text = await get(path);
    expect(text, path).not.toMatch(insides);
    expect(text, path).not.toMatch(/45[.,]58731|17 impasse du Myrtillier 73|Épinette/);
  }
  expect(logs().length).toBeGreaterThan(100);
  expect(logs()).not.toMatch(secrets);
});
