import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { inventedDirectory, inventedId } from "../../../tests/support/invented-offers.ts";
import {
  forgetShortlist,
  keepShortlist,
  readAskedLine,
  readShortlistEntries,
  sendShortlist,
} from "../actions.ts";
import { writeShortlist } from "./shortlist.ts";

const database = await freshDatabase();
const { call, invent, sent, browser } = inventedDirectory(database);
beforeAll(async () => {
  await invent({ name: "Atelier du lac" });
  await invent({ name: "Élan", latitude: 45.91 });
  await invent({ name: "Zone fermée", closedOn: "2026-11-01" });
  await invent({ name: "Loin", latitude: 46.3 });
});

describe("a shortlist", () => {
  const list = (...names: readonly string[]): string => writeShortlist(names.map(inventedId));

  test("gives its entries as they are today, in its order; what closed since is said so, what is unknown too", async () => {
    const { entries, kept } = await call(readShortlistEntries, {
      list: list("Élan", "Zone fermée", "Jamais vu", "Atelier du lac"),
    });
    expect(entries.map(({ offer, closed }) => offer?.name ?? closed?.name ?? null)).toEqual([
      "Élan",
      "Zone fermée",
      null,
      "Atelier du lac",
    ]);
    expect(entries[1]?.closed).toEqual({ name: "Zone fermée", city: "Annecy", on: "2026-11-01" });
    expect(kept).toBe("");
  });

  test("shows an entry that was merged into another as that other, once", async () => {
    await sql`update service_at_location set closed_on = '2026-11-02', merged_into = ${inventedId("Élan")}::uuid
      where id = ${inventedId("Zone fermée")}::uuid`.execute(database.admin);
    const { entries } = await call(readShortlistEntries, { list: list("Zone fermée", "Élan") });
    expect(entries.map(({ offer }) => offer?.name)).toEqual(["Élan"]);
  });

  test("is kept by the browser alone, when it is asked to, until it is asked to forget", async () => {
    browser.cookie = "";
    expect((await call(readShortlistEntries, {})).entries).toEqual([]);
    await call(keepShortlist, { list: list("Élan") });
    expect(browser.cookie).toBe(`liste=${list("Élan")}`);
    expect((await call(readShortlistEntries, {})).entries.map(({ id }) => id)).toEqual([inventedId("Élan")]);
    // What is shown comes from the address where it has a list; what is kept is told beside.
    const other = await call(readShortlistEntries, { list: list("Loin") });
    expect([other.entries.map(({ id }) => id), other.kept]).toEqual([[inventedId("Loin")], list("Élan")]);
    await call(forgetShortlist, {});
    expect((await call(readShortlistEntries, {})).entries).toEqual([]);
    browser.cookie = "liste=<script>; autre=1";
    expect(await call(readShortlistEntries, {})).toEqual({ entries: [], kept: "" });
    await expect(call(keepShortlist, { list: "zz" })).rejects.toMatchObject({
      code: "directory.shortlistUnreadable",
    });
    browser.cookie = "";
  });
});

describe("on the telephone", () => {
  test("one line says where and what", async () => {
    const { towns, words } = await call(readAskedLine, { line: "atelier annecy" });
    expect([towns[0]?.code, words]).toEqual(["74010", "atelier"]);
  });

  test("a shortlist goes to a mobile number or an e-mail address in neutral words, in the language chosen", async () => {
    const list = writeShortlist([inventedId("Élan")]);
    await call(sendShortlist, { list, to: "06 39 98 00 11", locale: "es" });
    await call(sendShortlist, { list, to: "quelqu.un@exemple.fr" });
    expect(sent).toEqual([
      {
        channel: "sms",
        to: "+33639980011",
        locale: "es",
        link: `http://tisser.example/es/ma-selection?liste=${list}`,
      },
      {
        channel: "email",
        to: "quelqu.un@exemple.fr",
        locale: "fr",
        link: `http://tisser.example/ma-selection?liste=${list}`,
      },
    ]);
  });

  test("a fixed line, a premium number, a sentence and an empty list are refused, and nothing leaves", async () => {
    const list = writeShortlist([inventedId("Élan")]);
    sent.length = 0;
    for (const to of ["04 50 00 00 01", "0899 00 00 00", "+33 1 99 00 00 00", "appelez-moi", "06 39"])
      await expect(call(sendShortlist, { list, to }), to).rejects.toMatchObject({
        code: "directory.cannotBeWrittenTo",
      });
    await expect(call(sendShortlist, { list: "zz", to: "06 39 98 00 11" })).rejects.toMatchObject({
      code: "directory.shortlistUnreadable",
    });
    expect(sent).toEqual([]);
  });
});
