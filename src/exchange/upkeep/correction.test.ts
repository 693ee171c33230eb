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
});
