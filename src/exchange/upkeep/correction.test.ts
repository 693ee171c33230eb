import { describe, expect, test } from "vitest";
import { correctable, readCorrection } from "./correction.ts";

const stored = { service: { name: "Café du Pont", description: "Un café." }, service_at_location: {} };
/** RIGHT-TO-LEFT OVERRIDE, and the isolate that begins like it. */
const [override, isolate] = ["\u202e", "\u2067"];

describe("a correction by whoever keeps an entry", () => {
  test("loses marks that turn the writing direction, wherever they stand", () => {
    const given = { ...correctable(stored), name: `Café ${override}tnoP ud`, hoursNote: `a${isolate}b` };
    expect(readCorrection(given, stored)).toEqual({
      edits: [
        { kind: "service", field: "name", value: "Café tnoP ud" },
        { kind: "service_at_location", field: "hours_note", value: "ab" },
      ],
      issues: [],
    });
  });

  test("that only adds such marks changes nothing", () => {
    const given = {
      ...correctable(stored),
      name: `${override}Café du Pont`,
      description: `Un café.${isolate}`,
    };
    expect(readCorrection(given, stored)).toMatchObject({ edits: [] });
  });

  test("of a name that holds nothing else is refused", () => {
    const { issues, edits } = readCorrection(
      { ...correctable(stored), name: `${override}${isolate}` },
      stored,
    );
    expect([edits, issues]).toEqual([null, [{ path: "name", code: "invalidFormat" }]]);
  });

  test("says what one needs to dare to go: price, room, welcome, ages, access and languages", () => {
    const told = {
      priceAmount: 5,
      pricePer: "session" as const,
      room: "waitlist" as const,
      roomNote: "deux semaines",
      welcome: `Samira vous attend${override}`,
      ageMin: 60,
      wheelchair: "yes" as const,
      languages: ["fr", "ar"],
    };
    const { edits } = readCorrection({ ...correctable(stored), ...told }, stored);
    expect(
      Object.fromEntries((edits ?? []).map(({ kind, field, value }) => [`${kind}.${field}`, value])),
    ).toEqual({
      "service.cost_amount": 5,
      "service.cost_per": "session",
      "service.age_min": 60,
      "service.languages": ["fr", "ar"],
      "service_at_location.capacity_status": "waitlist",
      "service_at_location.capacity_note": "deux semaines",
      "service_at_location.welcome": "Samira vous attend",
      "service_at_location.wheelchair": "yes",
    });
  });

  test("with ages turned round is refused at the field", () => {
    const { issues } = readCorrection({ ...correctable(stored), ageMin: 80, ageMax: 60 }, stored);
    expect(issues).toEqual([{ path: "ageMax", code: "invalidFormat" }]);
  });

  test("that changes nothing of languages with a region and of an amount kept as text is no edit", () => {
    const kept = { ...stored, service: { ...stored.service, languages: ["pt-BR"], cost_amount: "5.00" } };
    expect(correctable(kept)).toMatchObject({ languages: ["pt"], priceAmount: 5 });
    expect(readCorrection(correctable(kept), kept)).toEqual({ edits: [], issues: [] });
  });
});
