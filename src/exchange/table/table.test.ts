import { randomId, type Id } from "#base";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { offerBook, recogniseTown } from "../../../tests/support/feed.ts";
import { actionRunner, clockAt, professional } from "../../../tests/support/run.ts";
import { bombXlsx, xlsxOf } from "../../../tests/support/xlsx.ts";
import { sentence } from "../../server/texts.ts";
import { bringTable, importTable, mapTable, readTable } from "../actions.ts";
import { exchangeHandlers } from "../handlers.ts";

const database = await freshDatabase();
const services = {
  book: offerBook(),
  recogniseTown,
  sentence,
  nationalLines: [],
  baseUrl: "http://tisser.example",
};
const run = actionRunner(database, exchangeHandlers(services), clockAt("2026-11-21T09:00:00Z"));
const adminOf = () => {
  return {
    actor: professional(randomId<"tenant">(), randomId<"controller">(), "territory-admin"),
  };
};
const call = adminOf();
const table = { name: "essai", title: "Essai", licence: "Licence Ouverte 2.0" };

const text = [
  "Lieu;Adresse;CP;Ville;Tél;Ouvert;Responsable",
  "Café des essais;1 rue de l'Exemple;38500;Voiron;04 76 00 00 00;Mo-Fr 09:00-12:00;Personne inventée",
  "=cmd;2 rue de l'Exemple;38500;Voiron;pas un numéro;;Personne inventée",
  ";3 rue de l'Exemple;38500;Voiron;;;",
].join("\n");

async function bring(given: object): Promise<Id<"table-upload">> {
  const id = randomId<"table-upload">();
  await run(bringTable, { id, ...table, ...given }, call);
  return id;
}

test("a table is proposed column by column, shown as it would be, imported, and its mapping remembered", async () => {
  const id = await bring({ text });
  const proposed = await run(readTable, { id }, call);
  expect(proposed).toMatchObject({
    rows: 3,
    origin: "proposed",
    isReadable: true,
    mapping: { columns: { name: "Lieu", street: "Adresse", postcode: "CP", city: "Ville", phone: "Tél" } },
    preview: { rows: 3, taken: 2, refused: 1, offers: [{ name: "Café des essais", city: "Voiron" }, {}] },
  });
  expect(proposed.preview.faults.map(({ code, count }) => `${code} ${count}`)).toEqual(
    expect.arrayContaining(["required 1", "phoneUnreadable 1"]),
  );
  const columns = { ...proposed.mapping.columns, hours: "Ouvert" };
  await run(mapTable, { id, columns, kind: "activity", category: "take-part" }, call);
  expect((await run(readTable, { id }, call)).origin).toBe("chosen");
  const done = await run(importTable, { id }, call);
  expect(done).toMatchObject({ source: "tableau--essai", read: 3, created: 2, refused: 1 });
  const stored = sql`select s.name, s.kind, s.categories, sal.opening_hours
    from service s join service_at_location sal on sal.service_id = s.id where s.source = 'tableau--essai' order by 1`;
  expect((await stored.execute(database.app)).rows).toEqual([
    { name: "=cmd", kind: "activity", categories: ["take-part"], opening_hours: null },
    {
      name: "Café des essais",
      kind: "activity",
      categories: ["take-part"],
      opening_hours: "Mo-Fr 09:00-12:00",
    },
  ]);
  const words = await sql<{ all: string }>`
    select string_agg(to_jsonb(s)::text || to_jsonb(o)::text, ' ') as all from service s, organization o`.execute(
    database.app,
  );
  expect(words.rows[0]?.all).not.toContain("Personne");
  await expect(run(readTable, { id }, call)).rejects.toMatchObject({ code: "exchange.tableNotFound" });
  const next = await bring({ text });
  expect(await run(readTable, { id: next }, call)).toMatchObject({
    origin: "remembered",
    mapping: { kind: "activity", columns: { hours: "Ouvert" } },
  });
  expect(await run(importTable, { id: next }, call)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
});

test("a title and groups of columns above the headings are passed over, and a price is read with what it is for", async () => {
  const id = await bring({
    text: "ANNUAIRE 2026;;;\n;Coordonnées;;\nNom;Commune;Code postal;Tarif\nLes Amis;Voiron;38500;5 € la séance",
    name: "titre",
  });
  const proposed = await run(readTable, { id }, call);
  expect(proposed).toMatchObject({
    rows: 1,
    isReadable: true,
    mapping: { columns: { name: "Nom", city: "Commune", postcode: "Code postal", cost: "Tarif" } },
  });
  await run(importTable, { id }, call);
  const { rows } =
    await sql`select frais, cost_amount::float8 as amount, cost_per from service where source = 'tableau--titre'`.execute(
      database.app,
    );
  expect(rows).toEqual([{ frais: ["payant"], amount: 5, cost_per: "session" }]);
});

test("a column of publics goes into codes by a declared map; a word that has none is told row by row and kept", async () => {
  const rows = [
    "Nom;Commune;Code postal;Publics",
    "Les Amis;Voiron;38500;Seniors, proches aidants et familles",
    "Les Autres;Voiron;38500;Tout public",
    "Le Club;Voiron;38500;60 ans et plus / boulistes",
  ];
  const id = await bring({ text: rows.join("\n"), name: "publics" });
  const proposed = await run(readTable, { id }, call);
  expect(proposed.mapping.columns.publics).toBe("Publics");
  expect(proposed.preview.offers.map(({ publics }) => publics)).toEqual([
    ["seniors", "aidants", "familles-enfants"],
    [],
    ["seniors"],
  ]);
  expect(proposed.preview.faults).toContainEqual(
    expect.objectContaining({
      code: "labelUnknown",
      count: 1,
      message: expect.stringContaining("boulistes") as string,
    }),
  );
  await run(importTable, { id }, call);
  const { rows: stored } =
    await sql`select name, publics, conditions_acces from service where source = 'tableau--publics' order by name`.execute(
      database.app,
    );
  expect(stored).toEqual([
    { name: "Le Club", publics: ["seniors"], conditions_acces: "boulistes" },
    { name: "Les Amis", publics: ["seniors", "aidants", "familles-enfants"], conditions_acces: null },
    { name: "Les Autres", publics: [], conditions_acces: null },
  ]);
  const { rows: faults } =
    await sql`select row, code from import_fault where source = 'tableau--publics'`.execute(database.app);
  expect(faults).toContainEqual(expect.objectContaining({ code: "labelUnknown" }));
});

test("a workbook goes the same way as a CSV file", async () => {
  const rows = ["Lieu,Ville", "Jardin,Voiron"].map((line, at) => {
    const cells = line.split(",").map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`);
    return `<row r="${at + 1}">${cells.join("")}</row>`;
  });
  const id = await bring({ content: xlsxOf(rows.join(""), []).toString("base64"), fileName: "lieux.xlsx" });
  expect((await run(readTable, { id }, call)).preview.offers[0]).toMatchObject({
    name: "Jardin",
    city: "Voiron",
  });
});

test("what cannot be read or mapped is refused by name, and a table is seen in its territory alone", async () => {
  await expect(bring({})).rejects.toMatchObject({ code: "exchange.tableMissing" });
  await expect(bring({ text: "  " })).rejects.toMatchObject({ code: "exchange.feedEmpty" });
  const bomb = bombXlsx({ size: 16 * 1024 * 1024 }).toString("base64");
  await expect(bring({ content: bomb })).rejects.toMatchObject({ code: "exchange.archiveTooLarge" });
  const id = await bring({ text: "A;B\n1;2" });
  await expect(run(importTable, { id }, call)).rejects.toMatchObject({ code: "exchange.tableUnmapped" });
  await expect(run(mapTable, { id, columns: { name: "C" } }, call)).rejects.toMatchObject({
    code: "exchange.columnUnknown",
    issues: [{ path: "columns.name", code: "unknown" }],
  });
  await expect(run(mapTable, { id, columns: { name: "A", city: "A" } }, call)).rejects.toMatchObject({
    code: "exchange.columnTwice",
  });
  await expect(run(readTable, { id }, adminOf())).rejects.toMatchObject({ code: "exchange.tableNotFound" });
});
