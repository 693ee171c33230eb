import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { randomId, type CallOf } from "#base";
import { freshDatabase } from "../../tests/support/database.ts";
import { inventedDirectory, inventedId, monday } from "../../tests/support/invented-offers.ts";
import { describeSlice, listSlices, mapOffers, readOffer, readSliceFile, searchOffers } from "./actions.ts";
import { readSlice } from "./slice/slice-file.ts";

const database = await freshDatabase();
const { call, invent } = inventedDirectory(database);

const annecy = { latitude: "45.9", longitude: "6.12" } as const;

describe("around Annecy", () => {
  beforeAll(async () => {
    await invent({
      name: "Atelier du lac",
      hours: "Mo 10:00-13:00",
      frais: "{gratuit}",
      description: "Écriture à plusieurs",
    });
    await invent({ name: "Élan", latitude: 45.91, hours: "Tu 10:00-13:00", category: "gather" });
    await invent({ name: "Eau vive", latitude: 45.91, frais: "{payant}" });
    await invent({ name: "Zone fermée", closedOn: "2026-11-01" });
    await invent({ name: "Loin", latitude: 46.3 });
    await invent({ name: "Sans position", latitude: null, longitude: null, town: "97611" });
    await invent({ name: "Ailleurs à Mayotte", latitude: null, longitude: null, town: "97608" });
    for (let number = 0; number < 25; number += 1) {
      await invent({ name: `Série ${number}`, latitude: 48 + number / 1000, longitude: 2, town: "78646" });
    }
  });

  test("offers are found nearest first, then by name as French readers sort; closed ones are not", async () => {
    const { offers, total } = await call(searchOffers, annecy);
    expect(offers.map(({ name }) => name)).toEqual(["Atelier du lac", "Eau vive", "Élan"]);
    expect(total).toBe(3);
    expect(offers.map(({ distanceMetres }) => distanceMetres)).toEqual([0, 1112, 1112]);
    expect(offers[0]).toMatchObject({
      organizationName: "Association des essais",
      street: "1 rue des Essais",
      phone: "+33450000001",
      confirmedOn: "2026-10-01",
      positionPrecision: "address",
    });
  });

  test("opening now is told at the moment asked, and filters", async () => {
    const states = async (now: string) =>
      (await call(searchOffers, annecy, now)).offers.map(({ opening }) => opening.state);
    expect(await states(monday)).toEqual(["open", "unknown", "closed"]);
    expect(await states("2026-11-24T11:00:00.000Z")).toEqual(["closed", "unknown", "open"]);
    const { offers, total } = await call(searchOffers, { ...annecy, openNow: "true" });
    expect([offers.map(({ name }) => name), total]).toEqual([["Atelier du lac"], 1]);
    expect(offers[0]?.opening.nextChange).toBe("2026-11-23T12:00:00.000Z");
  });

  test("each count says what the list would hold with that narrowing more, whatever narrows it already", async () => {
    await sql`update service set attendance = '{on-site,phone}', languages = '{fr,ar}', age_min = 60 where name = 'Élan'`.execute(
      database.admin,
    );
    await sql`update service set attendance = '{at-home}', languages = '{fr,en,ar}', ways_in = '{online}' where name = 'Eau vive'`.execute(
      database.admin,
    );
    await sql`update service set offer_type = 'walk', publics = '{seniors,aidants}', by_and_for = true, frais = '{payant}',
      cost_amount = 60, cost_per = 'year' where name = 'Élan'`.execute(database.admin);
    await sql`update service set kind = 'bench', cost_amount = 9, cost_per = 'session' where name = 'Eau vive'`.execute(
      database.admin,
    );
    await sql`update service_at_location set access_features = '{hearing-loop}' where id = ${inventedId("Eau vive")}`.execute(
      database.admin,
    );
    await sql`update service_at_location set wheelchair = 'yes' where id = ${inventedId("Élan")}`.execute(
      database.admin,
    );
    const later = "2026-11-23T09:05:00.000Z";
    const totalOf = async (filter: Readonly<Record<string, unknown>>) =>
      (await call(searchOffers, { ...annecy, ...filter }, later)).total;
    const narrowed: readonly Partial<CallOf<typeof searchOffers>>[] = [
      {},
      { language: "ar" },
      { category: "gather" },
      { age: 30 },
      { attendance: "phone" },
      { date: "2026-11-24", dayPart: "morning" },
      { public: "seniors", kind: "bench" },
    ];
    for (const given of narrowed) {
      const { facets } = await call(searchOffers, { ...annecy, ...given, facets: "true" }, later);
      expect(facets?.free).toBe(await totalOf({ ...given, free: "true" }));
      expect(facets?.wheelchair).toBe(await totalOf({ ...given, wheelchair: "true" }));
      expect(facets?.withoutInternet).toBe(await totalOf({ ...given, withoutInternet: "true" }));
      expect(facets?.cheap).toBe(await totalOf({ ...given, cheap: "true" }));
      expect(facets?.byAndFor).toBe(await totalOf({ ...given, byAndFor: "true" }));
      for (const [kind, count] of Object.entries(facets?.kinds ?? {}))
        expect(count, kind).toBe(await totalOf({ ...given, kind }));
      for (const need of ["move", "meet-people", "respite"] as const)
        expect(facets?.needs[need], need).toBe(await totalOf({ ...given, need }));
      for (const code of ["seniors", "aidants", "deuil"] as const)
        expect(facets?.publics[code], code).toBe(await totalOf({ ...given, public: code }));
      for (const [category, count] of Object.entries(facets?.categories ?? {}))
        expect(count, category).toBe(await totalOf({ ...given, category }));
      for (const [attendance, count] of Object.entries(facets?.attendance ?? {}))
        expect(count, attendance).toBe(await totalOf({ ...given, attendance }));
      for (const [intervention, count] of Object.entries(facets?.interventions ?? {}))
        expect(count, intervention).toBe(await totalOf({ ...given, intervention }));
      for (const [access, count] of Object.entries(facets?.access ?? {}))
        expect(count, access).toBe(await totalOf({ ...given, access }));
      for (const { radiusKm, total } of facets?.radii ?? [])
        expect(total, `${radiusKm} km`).toBe(await totalOf({ ...given, radiusKm }));
      expect(facets?.openNow).toBe(await totalOf({ ...given, openNow: "true" }));
      for (const { language, count } of facets?.languages ?? [])
        expect(count, language).toBe(await totalOf({ ...given, language }));
    }
    const { facets } = await call(searchOffers, { ...annecy, facets: "true" }, later);
    expect(facets?.languages).toEqual([
      { language: "ar", count: 2 },
      { language: "en", count: 1 },
    ]);
    expect(await totalOf({ age: 30 })).toBe(2);
    expect(await totalOf({ wheelchair: "true" })).toBe(1);
    expect(await totalOf({ access: "hard-of-hearing" })).toBe(1);
    expect(await totalOf({ access: "deaf" })).toBe(0);
    expect(await totalOf({ cheap: "true" })).toBe(2);
    expect(await totalOf({ byAndFor: "true", public: "seniors", need: "move", kind: "place" })).toBe(1);
  });

  test("a day and a part of the day leave what is open then for half an hour; what is past is past", async () => {
    const names = async (filter: object, now = monday) =>
      (await call(searchOffers, { ...annecy, ...filter }, now)).offers.map(({ name }) => name);
    expect(await names({ date: "2026-11-23" })).toEqual(["Atelier du lac"]);
    expect(await names({ date: "2026-11-24" })).toEqual(["Élan"]);
    expect(await names({ date: "2026-11-25" })).toEqual([]);
    expect(await names({ date: "2026-11-22" })).toEqual([]);
    expect(await names({ dayPart: "morning" })).toEqual(["Élan"]);
    expect(await names({ dayPart: "afternoon" })).toEqual(["Atelier du lac", "Élan"]);
    expect(await names({ dayPart: "evening" })).toEqual([]);
    expect(await names({ date: "2026-11-23", dayPart: "afternoon" }, "2026-11-23T11:31:00.000Z")).toEqual([]);
    const session = { start: "2026-11-25T18:00:00Z", end: "2026-11-25T20:00:00Z", capacity: 9, remaining: 2 };
    const keep = async (sessions: readonly object[]) => {
      await sql`update service_at_location set sessions = ${JSON.stringify(sessions)}::jsonb
        where id = ${inventedId("Eau vive")}`.execute(database.admin);
    };
    await keep([session]);
    const after = "2026-11-23T11:01:00.000Z";
    expect(await names({ dayPart: "evening" }, after)).toEqual(["Eau vive"]);
    expect(await names({ date: "2026-11-25", dayPart: "evening" }, after)).toEqual(["Eau vive"]);
    await keep([{ ...session, remaining: 0 }]);
    expect(await names({ dayPart: "evening" }, "2026-11-23T11:02:00.000Z")).toEqual([]);
    await keep([]);
  });

  test("where nothing is found, each narrowing says what is found without it, best first, and what lies farther", async () => {
    const { total, relaxed } = await call(searchOffers, {
      ...annecy,
      radiusKm: 1,
      free: "true",
      wheelchair: "true",
      q: "atelier",
    });
    expect(total).toBe(0);
    expect(relaxed.narrowings).toEqual([
      { narrowing: "wheelchair", total: 1 },
      { narrowing: "q", total: 0 },
      { narrowing: "free", total: 0 },
    ]);
    expect(relaxed.radii).toEqual([2, 5, 10].map((radiusKm) => ({ radiusKm, total: 0 })));
    const farther = await call(searchOffers, { ...annecy, radiusKm: 1, wheelchair: "true" });
    expect(farther.relaxed.radii.map((one) => one.total)).toEqual([1, 1, 1]);
    expect((await call(searchOffers, annecy)).relaxed).toEqual({ narrowings: [], radii: [] });
  });

  test("a map has the points of the list, with its numbers, for the same question", async () => {
    const { offers, total } = await call(searchOffers, annecy);
    const map = await call(mapOffers, annecy);
    expect(map).toMatchObject({
      total,
      pageSize: 20,
      centre: expect.objectContaining({ latitude: expect.any(Number) }),
    });
    expect(map.points.map(({ id, number, position }) => ({ id, number, position }))).toEqual(
      offers.flatMap(({ id, position }, index) => (position ? [{ id, number: index + 1, position }] : [])),
    );
    expect(map.points.length).toBeGreaterThan(0);
    expect((await call(mapOffers, { ...annecy, free: "true" })).points.map(({ name }) => name)).toEqual([
      "Atelier du lac",
    ]);
    await expect(call(mapOffers, {})).rejects.toMatchObject({ code: "directory.placeNeeded" });
    await expect(call(mapOffers, { latitude: 45 })).rejects.toMatchObject({
      code: "directory.positionUnusable",
    });
  });

  test("free, category and words narrow the list; accents do not matter, nor French endings", async () => {
    const names = async (filter: object) => {
      const { offers } = await call(searchOffers, { ...annecy, ...filter });
      return offers.map(({ name }) => name);
    };
    expect(await names({ free: "true" })).toEqual(["Atelier du lac"]);
    expect(await names({ free: "false" })).toHaveLength(3);
    expect(await names({ category: "gather" })).toEqual(["Élan"]);
    expect(await names({ q: "elan" })).toEqual(["Élan"]);
    expect(await names({ q: "ÉCRITURES" })).toEqual(["Atelier du lac"]);
    expect(await names({ q: "atelier lac" })).toEqual(["Atelier du lac"]);
    expect(await names({ q: "100%_\\" })).toEqual([]);
    expect(await names({ q: "'; drop table service; --" })).toEqual([]);
    expect(await names({ q: "a ".repeat(50) })).toHaveLength(3);
  });

  test("pages hold twenty; the total is that of all; a page beyond the end is empty", async () => {
    const near = { latitude: "48", longitude: "2" };
    const pages = await Promise.all(["1", "2", "3"].map((page) => call(searchOffers, { ...near, page })));
    expect(pages.map(({ offers }) => offers.length)).toEqual([20, 5, 0]);
    expect(pages.map(({ total }) => total)).toEqual([25, 25, 25]);
    expect(pages[1]?.offers[0]?.name).toBe("Série 20");
  });

  test("a town is a place to look around; its radius grows by how far its centre may be off", async () => {
    const { town, offers } = await call(searchOffers, { town: "01001", radiusKm: 5 });
    expect(town).toMatchObject({
      name: "L'Abergement-Clémenciat",
      positionErrorKm: expect.any(Number) as number,
    });
    const { latitude = 0, longitude = 0 } = town?.position ?? {};
    const north = (km: number): number => latitude + km / 111.2;
    expect(offers).toEqual([]);
    const error = town?.positionErrorKm ?? 0;
    expect(error).toBeGreaterThan(0);
    await invent({ name: "Dans le doute", latitude: north(4.9 + error), longitude, town: "01002" });
    await invent({ name: "Trop loin", latitude: north(5.2 + error), longitude, town: "01002" });
    const found = await call(searchOffers, { town: "01001", radiusKm: 5 });
    expect(found.offers.map(({ name }) => name)).toEqual(["Dans le doute"]);
  });

  test("a question of a town that was asked before is answered anew a second after an edit, and in the next minute", async () => {
    const asked = { town: "97608", openNow: "false" } as const;
    const ask = async (now: string) => (await call(searchOffers, asked, now)).offers[0];
    expect((await ask("2026-11-23T11:20:00.000Z"))?.name).toBe("Ailleurs à Mayotte");
    await sql`update service set name = 'Plus près de Mayotte' where name = 'Ailleurs à Mayotte'`.execute(
      database.admin,
    );
    await sql`update service_at_location set opening_hours = 'Mo 10:00-14:30' where id = ${inventedId("Ailleurs à Mayotte")}`.execute(
      database.admin,
    );
    expect(await ask("2026-11-23T11:20:01.000Z")).toMatchObject({
      name: "Plus près de Mayotte",
      opening: { state: "open" },
    });
    expect((await ask("2026-11-23T11:30:00.000Z"))?.opening.state).toBe("closed");
    await sql`update service set name = 'Ailleurs à Mayotte' where name = 'Plus près de Mayotte'`.execute(
      database.admin,
    );
    expect((await ask("2026-11-23T11:30:01.000Z"))?.name).toBe("Ailleurs à Mayotte");
  });

  test("in a town whose position is not known, the offers of that town are found", async () => {
    const { town, offers } = await call(searchOffers, { town: "97611" });
    expect(town?.departementName).toBe("Mayotte");
    expect(offers.map(({ name, distanceMetres }) => [name, distanceMetres])).toEqual([
      ["Sans position", null],
    ]);
  });

  test.each([
    [{}, "directory.placeNeeded"],
    [{ latitude: "45.9" }, "directory.positionUnusable"],
    [{ latitude: "0", longitude: "0" }, "directory.positionUnusable"],
    [{ town: "99999" }, "directory.townNotFound"],
  ])("%j is refused as %s", async (input, code) => {
    await expect(call(searchOffers, input)).rejects.toMatchObject({ code });
  });

  test("an offer is read with its week, its source and the day of the edition", async () => {
    const offer = await call(readOffer, { offerId: inventedId("Atelier du lac") });
    expect(offer).toMatchObject({
      name: "Atelier du lac",
      description: "Écriture à plusieurs",
      openingHours: "Mo 10:00-13:00",
      townCode: "74010",
      source: {
        id: "inventions",
        name: "Inventions",
        licence: "Licence Ouverte 2.0",
        url: null,
        importedOn: "2026-11-20",
      },
    });
    expect(offer.week).toHaveLength(7);
    expect(offer.week[0]).toEqual({ date: "2026-11-23", intervals: [{ from: "10:00", to: "13:00" }] });
  });

  test("an unknown offer and a closed one are answered alike", async () => {
    const refusal = { code: "directory.offerNotFound", status: 404 };
    await expect(call(readOffer, { offerId: randomId() })).rejects.toMatchObject(refusal);
    await expect(call(readOffer, { offerId: inventedId("Zone fermée") })).rejects.toMatchObject(refusal);
  });
});

describe("taken along on a device", () => {
  test("a slice holds the open entries of its département and no others, and follows every change", async () => {
    const before = await call(describeSlice, { departement: "74" });
    expect(before).toMatchObject({ name: "Haute-Savoie", offers: 4, changedOn: "2026-11-20" });
    const { text } = await call(readSliceFile, { departement: "74" });
    expect(text).toContain("Atelier du lac");
    expect(text).not.toMatch(/Zone fermée|Mayotte|Série/);
    const slice = await readSlice(text);
    expect(slice).toMatchObject({ header: { digest: before.digest, offers: 4 } });
    await sql`update service_at_location set phones = '{+33450999999}' where id = ${inventedId("Élan")}`.execute(
      database.admin,
    );
    const later = "2026-11-23T11:00:01.000Z";
    expect((await call(describeSlice, { departement: "74" }, later)).digest).not.toBe(before.digest);
    expect((await call(readSliceFile, { departement: "74" }, later)).text).toContain("+33450999999");
  });

  test("an unknown département is refused by its code, one without entries is told to have none", async () => {
    await expect(call(describeSlice, { departement: "99" })).rejects.toMatchObject({
      code: "directory.departementNotFound",
    });
    expect(await call(describeSlice, { departement: "15" })).toMatchObject({ offers: 0, changedOn: null });
    const { departements } = await call(listSlices, {});
    expect(departements.map(({ code }) => code)).toEqual(expect.arrayContaining(["74", "78", "976"]));
    expect(departements.find(({ code }) => code === "78")).toMatchObject({ name: "Yvelines", offers: 25 });
  });
});
