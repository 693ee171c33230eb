import { expect, test } from "vitest";
import { bombXlsx, xlsxOf, zipOf } from "../../../tests/support/xlsx.ts";
import { readXlsx } from "./xlsx.ts";

const unreadable = { code: "exchange.archiveUnreadable" };
const tooLarge = { code: "exchange.archiveTooLarge" };

function refusal(bytes: Uint8Array): unknown {
  try {
    return readXlsx(bytes);
  } catch (error) {
    return error;
  }
}

test("the first sheet comes out as it is read: shared and own texts, numbers, days, gaps, entities", () => {
  const sheet = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Depuis</t></is></c></row>
    <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>46000</v></c><c r="D3"><v>45.5</v></c></row>
    <row r="4"><c r="A4" t="e"><v>#N/A</v></c></row>`;
  const bytes = xlsxOf(sheet, ["Nom", "Caf\u00e9 &amp; &#8364; &lt;b&gt;"]);
  expect(readXlsx(bytes)).toEqual([
    ["Nom", "Depuis"],
    ["Café & € <b>", "2025-12-09", "", "45.5"],
  ]);
});

test("what is written once over several rows is said of each of them, and a title over columns of none", () => {
  const cell = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const sheet = `<row r="1">${cell("A1", "Annuaire")}</row><row r="2">${cell("A2", "Nom")}${cell("B2", "Ville")}</row>
    <row r="3">${cell("A3", "Chorale")}${cell("B3", "Voiron")}</row><row r="4">${cell("A4", "Jardin")}</row><row r="5"><c r="B5"/></row>`;
  const bytes = xlsxOf(
    `${sheet}</sheetData><mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B3:B5"/></mergeCells><sheetData>`,
    [],
  );
  expect(readXlsx(bytes)).toEqual([
    ["Annuaire"],
    ["Nom", "Ville"],
    ["Chorale", "Voiron"],
    ["Jardin", "Voiron"],
  ]);
});

test("a bomb is refused before it is unpacked, and one that lies about its size while it is", () => {
  const large = bombXlsx({ size: 64 * 1024 * 1024 });
  const dense = bombXlsx({ size: 16 * 1024 * 1024 });
  const liar = bombXlsx({ size: 16 * 1024 * 1024, told: 1000 });
  const memory = process.memoryUsage().arrayBuffers;
  expect(refusal(large)).toMatchObject(tooLarge);
  expect(refusal(dense)).toMatchObject(tooLarge);
  expect(refusal(liar)).toMatchObject(unreadable);
  expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(8 * 1024 * 1024);
});

test("what is no workbook is refused by name", () => {
  const whole = xlsxOf("", []);
  expect(refusal(whole.subarray(0, whole.length - 30))).toMatchObject(unreadable);
  expect(refusal(Buffer.from("PK\u0003\u0004 rien"))).toMatchObject(unreadable);
  expect(refusal(zipOf({ "readme.txt": "rien" }))).toMatchObject(unreadable);
  const many = Object.fromEntries(Array.from({ length: 2001 }, (_, at) => [`f${at}`, ""]));
  expect(refusal(zipOf(many))).toMatchObject(tooLarge);
});
