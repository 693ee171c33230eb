import type { LocalDate } from "#base";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPostcode, readTownCode, splitAddress } from "./address.ts";
import { decodeBytes } from "./bytes.ts";
import { readEmail, readWebsite } from "./contact.ts";
import { readDay } from "./day.ts";
import { readHours, readWeeklyHours, weekNamed } from "./hours.ts";
import { readPhones } from "./phone.ts";
import { readPosition } from "./position.ts";
import { readSiret } from "./siret.ts";
import { readLabels, readText } from "./text.ts";
import { threadWorkMs } from "../../base/thread-work.testing.ts";

const today = "2026-11-21" as LocalDate;

describe("telephone numbers", () => {
  test.each<[unknown, readonly string[]]>([
    ["05 56 00 00 01", ["+33556000001"]],
    ["05.56.00.00.01", ["+33556000001"]],
    ["05-56-00-00-01", ["+33556000001"]],
    ["+33 (0)5 56 00 00 01", ["+33556000001"]],
    ["0033556000001", ["+33556000001"]],
    [33_556_000_001, ["+33556000001"]],
    [556_000_001, ["+33556000001"]],
    ["Tél : 05 56 00 00 01", ["+33556000001"]],
    ["06 39 98 00 01 (SMS)", ["+33639980001"]],
    ["05 56 00 00 01 / 05 56 00 00 02", ["+33556000001", "+33556000002"]],
    ["06.39.98.00.01 ET 09.81.00.00.02", ["+33639980001", "+33981000002"]],
    ["05 56 00 00 01 ou 05 56 00 00 01", ["+33556000001"]],
    [3949, ["3949"]],
    ["39 49", ["3949"]],
    ["0262 00 00 01", ["+262262000001"]],
    ["0590 00 00 01", ["+590590000001"]],
    ["+41 22 000 00 01", ["+41220000001"]],
    ["", []],
    [null, []],
  ])("%j is read as %j", (cell, phones) => {
    expect(readPhones(cell)).toEqual({ value: phones, faults: [] });
  });

  test("a number with a digit too few is left out, the other one kept", () => {
    const { value, faults } = readPhones("054088085 / 05 56 00 00 01");
    expect(value).toEqual(["+33556000001"]);
    expect(faults).toEqual([{ code: "phoneUnreadable" }]);
  });

  test("a premium number is left out", () => {
    expect(readPhones("0892 00 00 01")).toEqual({ value: [], faults: [{ code: "phonePremium" }] });
  });

  test("whatever stands in the cell, reading gives numbers of a known form", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789 .-/+()et") });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), digits), (cell) => {
        for (const phone of readPhones(cell).value ?? [])
          expect(phone).toMatch(/^(?:\+[1-9]\d{6,14}|3\d{3})$/);
      }),
    );
  });
});

describe("e-mail and websites", () => {
  test.each([
    ["accueil@exemple.fr", "accueil@exemple.fr"],
    ["Accueil@Exemple.FR", "Accueil@exemple.fr"],
    ["<accueil@exemple.fr>, autre@exemple.fr", "accueil@exemple.fr"],
    ["mailto:accueil@exemple.fr", "accueil@exemple.fr"],
    ["@", null],
    ["contact@@exemple.fr", null],
    ["contact@exemple", null],
    ["bibliothèque@exemple.fr", null],
  ])("the e-mail %j is read as %j", (cell, email) => {
    expect(readEmail(cell)).toEqual({
      value: email,
      faults: email === null ? [{ code: "emailUnreadable" }] : [],
    });
  });

  test.each([
    ["exemple.fr", "https://exemple.fr", []],
    ["www.exemple.fr/accueil", "https://www.exemple.fr/accueil", []],
    ["Https://Exemple.fr/", "https://exemple.fr/", []],
    ["http://exemple.fr", "http://exemple.fr", []],
    ["https://exemple.fr, https://exemple.org", "https://exemple.fr", []],
    ["Mairie sur exemple.fr", "https://exemple.fr", ["websitePartly"]],
    ["exemple.fr/un-chemin- coupe", "https://exemple.fr", ["websitePartly"]],
    ["@", null, ["websiteUnreadable"]],
    ["facebook : exemple", null, ["websiteUnreadable"]],
    ["accueil@exemple.fr", null, ["websiteUnreadable"]],
    ["javascript:alert(1)", null, ["websiteUnreadable"]],
    ["https://user:pass@exemple.fr", null, ["websiteUnreadable"]],
  ])("the website %j is read as %j", (cell, website, faults) => {
    const reading = readWebsite(cell);
    expect([reading.value, reading.faults.map(({ code }) => code)]).toEqual([website, faults]);
  });

  test("whatever stands in the cell, a website is a plain web address and an e-mail has one @", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.webUrl(), fc.emailAddress()), (cell) => {
        const website = readWebsite(cell).value;
        if (website !== null) expect(new URL(website).protocol).toMatch(/^https?:$/);
        const email = readEmail(cell).value;
        if (email !== null) expect(email.split("@")).toHaveLength(2);
      }),
    );
  });
});

describe("addresses", () => {
  test("postcodes get back the zero that a spreadsheet ate", () => {
    expect(readPostcode(1190).value).toBe("01190");
    expect(readPostcode("33 000").value).toBe("33000");
    expect(readPostcode("F-74000").value).toBe("74000");
    expect(readPostcode("").faults).toEqual([]);
    expect(readPostcode("330000").faults).toEqual([{ code: "postcodeUnreadable" }]);
    expect(readPostcode("99999").faults).toEqual([{ code: "postcodeUnreadable" }]);
    expect(readTownCode(1004)).toBe("01004");
    expect(readTownCode("2a004")).toBe("2A004");
    expect(readTownCode("Bordeaux")).toBeNull();
  });

  test.each([
    ["8 rue de l'Exemple - 33000 Bordeaux", "8 rue de l'Exemple", "33000", "Bordeaux"],
    ["9 avenue 33500  LIBOURNE", "9 avenue", "33500", "LIBOURNE"],
    ["3 Rue Razon 33600 - Pessac", "3 Rue Razon", "33600", "Pessac"],
    ["16 le Bourg -33820 SAINT-PALAIS", "16 le Bourg", "33820", "SAINT-PALAIS"],
    [
      "Place de l'Essai BP 40273 33697 Mérignac Cedex",
      "Place de l'Essai BP 40273",
      "33697",
      "Mérignac Cedex",
    ],
    ["33000 Bordeaux", null, "33000", "Bordeaux"],
    ["2 avenue de l'Exemple - Pessac", "2 avenue de l'Exemple", null, null],
    ["Rue de Pessac", "Rue de Pessac", null, null],
    ["", null, null, null],
  ])("%j is taken apart", (line, street, postcode, town) => {
    expect(splitAddress(line, "Pessac")).toEqual({ street, postcode, town });
  });

  test("taking any text apart never fails, and is quick on long ones", () => {
    fc.assert(fc.property(fc.string(), fc.string(), (line, town) => void splitAddress(line, town)));
    const started = threadWorkMs();
    splitAddress("12345 -,".repeat(50), "Pessac");
    expect(threadWorkMs() - started).toBeLessThan(5_000);
  });
});

describe("SIRET", () => {
  test("spaces go, zeros mean none, the check digit is verified, La Poste counts in its own way", () => {
    expect(readSiret("732 829 320 00074")).toEqual({ value: "73282932000074", faults: [] });
    expect(readSiret("00000000000000")).toEqual({ value: null, faults: [] });
    expect(readSiret("73282932000075").faults).toEqual([{ code: "siretUnreadable" }]);
    expect(readSiret("7328293200007").faults).toEqual([{ code: "siretUnreadable" }]);
    expect(readSiret("35600000049837").value).toBe("35600000049837");
  });
});

describe("days", () => {
  test.each<[unknown, string | null, readonly string[]]>([
    ["2021-05-05", "2021-05-05", []],
    ["07/12/2021", "2021-12-07", []],
    ["07.12.2021", "2021-12-07", []],
    ["", null, []],
    ["31/02/2022", null, ["dateUnreadable"]],
    ["hier", null, ["dateUnreadable"]],
    ["2036-01-01", null, ["dateInFuture"]],
  ])("%j is read as %j", (cell, day, faults) => {
    const reading = readDay(cell, today);
    expect([reading.value, reading.faults.map(({ code }) => code)]).toEqual([day, faults]);
  });

  test("whatever stands in the cell, a day read exists and is not to come", () => {
    const dates = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    fc.assert(
      fc.property(fc.oneof(fc.anything(), dates, fc.string()), (cell) => {
        const { value } = readDay(cell, today);
        if (value !== null) {
          expect(value <= today).toBe(true);
          expect(new Date(`${value}T00:00:00Z`).toISOString().slice(0, 10)).toBe(value);
        }
      }),
    );
  });
});

describe("positions", () => {
  const bordeaux = { centre: { latitude: 44.84, longitude: -0.58 }, errorKm: 0 };

  test.each<[unknown, unknown, string | null]>([
    [44.85, -0.57, null],
    ["44,85", "-0,57", null],
    [-0.57, 44.85, "positionSwapped"],
    [0, 0, "positionZero"],
    [43.45, 5.41, "positionFarFromTown"],
    ["44°50'", "-0.57", "positionUnreadable"],
    [44.85, "", "positionUnreadable"],
    [4485, -57, "positionUnreadable"],
    ["", "", null],
  ])("(%j, %j) near Bordeaux: %j", (latitude, longitude, fault) => {
    const reading = readPosition({ latitude, longitude }, bordeaux);
    expect(reading.faults.map(({ code }) => code)).toEqual(fault === null ? [] : [fault]);
  });

  // Witnesses: pyproj 3 (fr.moonbooks.org, "Convertir des coordonnées Lambert 93"), the origin of EPSG:2154, the Eiffel Tower.
  test.each([
    [882_408.3, 6_543_019.6, 45.96240165432614, 5.355651287573366, 7],
    [700_000, 6_600_000, 46.5, 3, 7],
    [648_237, 6_862_272, 48.8584, 2.2945, 4],
  ])("Lambert-93 (%j, %j) lies at %j, %j", (x, y, latitude, longitude, decimals) => {
    for (const raw of [
      { latitude: y, longitude: x },
      { latitude: x, longitude: `${y}`.replace(".", ",") },
    ]) {
      const { value, faults } = readPosition(raw, null);
      expect(faults).toEqual([{ code: "positionProjected" }]);
      expect(value?.latitude).toBeCloseTo(latitude, decimals - 1);
      expect(value?.longitude).toBeCloseTo(longitude, decimals - 1);
    }
  });

  test("Lambert-93 far from its town is told, and numbers outside France are no Lambert-93", () => {
    expect(readPosition({ latitude: 6_543_019, longitude: 882_408 }, bordeaux).faults[0]?.code).toBe(
      "positionFarFromTown",
    );
    expect(readPosition({ latitude: 9_543_019, longitude: 882_408 }, null).faults[0]?.code).toBe(
      "positionUnreadable",
    );
  });

  test("without a town, only the range tells latitude from longitude", () => {
    expect(readPosition({ latitude: 166.4, longitude: -22.3 }, null).value).toEqual({
      latitude: -22.3,
      longitude: 166.4,
    });
    expect(readPosition({ latitude: 45, longitude: 5 }, null).value).toEqual({ latitude: 45, longitude: 5 });
  });

  test("whatever stands in the cells, a position read lies on Earth and near its town", () => {
    const cell = fc.oneof(fc.anything(), fc.double(), fc.double({ min: -180, max: 180 }).map(String));
    fc.assert(
      fc.property(cell, cell, (latitude, longitude) => {
        const { value } = readPosition({ latitude, longitude }, bordeaux);
        if (value !== null) expect(Math.abs(value.latitude - 44.84)).toBeLessThan(0.5);
        const alone = readPosition({ latitude, longitude }, null).value;
        if (alone !== null) expect(Math.abs(alone.latitude)).toBeLessThanOrEqual(90);
      }),
    );
  });
});

describe("hours", () => {
  test("hours in OSM form are kept, others stay in words", () => {
    const plain = "Mo-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00; PH off";
    expect(readHours(plain).value).toEqual({ openingHours: plain, note: null });
    expect(readHours("Mo-Fr 09:00-12:00; Sa[1] 10:00-12:00").value?.openingHours).toContain("Sa[1]");
    expect(readHours("le matin sauf le jeudi")).toEqual({
      value: { openingHours: null, note: "le matin sauf le jeudi" },
      faults: [{ code: "hoursUnreadable" }],
    });
  });

  test("weeks are named in words", () => {
    expect(["Semaine impaire", "semaines paires", "le mardi"].map(weekNamed)).toEqual(["odd", "even", null]);
    const hours = { openingHours: "Mo 09:00-12:00", note: null };
    expect(readWeeklyHours(hours, "Semaine paire").value?.openingHours).toMatch(/^week 2-5\d\/2 Mo/);
    expect(readWeeklyHours(hours, null).value).toEqual(hours);
  });
});

describe("texts and files", () => {
  test("control characters, direction marks and halves of characters go, and that is told", () => {
    expect(readText("a\u0000b\u202Ec\uD800d", 100)).toEqual({
      value: "abcd",
      faults: [{ code: "charactersRemoved" }],
    });
    expect(readText("  une\r\nligne  ", 100)).toEqual({ value: "une\nligne", faults: [] });
    expect(readText(["une", "liste"], 100).faults).toEqual([{ code: "textUnreadable" }]);
    expect(readText("12345", 3)).toEqual({
      value: "123",
      faults: [{ code: "textTooLong", params: { limit: 3 } }],
    });
    expect(readLabels("a; b ;;a", ";").value).toEqual(["a", "b"]);
  });

  test("any text comes out well formed and no longer than asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 20 }), (text, length) => {
        const { value } = readText(text, length);
        expect(value === null || (value.isWellFormed() && value.length <= length)).toBe(true);
      }),
    );
  });

  test("UTF-8 and UTF-16, with or without mark, and Latin-1 are decoded", () => {
    const text = '[{"nom": "Café"}]';
    const utf16 = Buffer.from(text, "utf16le");
    const cases: readonly (readonly [Uint8Array, string, boolean])[] = [
      [Buffer.from(text), "utf-8", false],
      [Buffer.from(`\uFEFF${text}`), "utf-8", false],
      [Buffer.from(`\uFEFF${text}`, "utf16le"), "utf-16le", false],
      [utf16, "utf-16le", false],
      [Buffer.from(utf16).swap16(), "utf-16be", false],
      [Buffer.from(text, "latin1"), "windows-1252", true],
    ];
    for (const [bytes, encoding, isGuessed] of cases) {
      expect(decodeBytes(bytes)).toEqual({ text, encoding, isGuessed });
    }
  });
});
