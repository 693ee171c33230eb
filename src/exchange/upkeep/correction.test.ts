import { describe, expect, test } from "vitest";
import { recogniseTown } from "../../../tests/support/feed.ts";
import { correctable, readCorrection } from "./correction.ts";

const stored = { service: { name: "Café du Pont", description: "Un café." }, service_at_location: {} };
/** RIGHT-TO-LEFT OVERRIDE, and the isolate that begins like it. */
const [override, isolate] = ["\u202e", "\u2067"];

describe("a correction by whoever keeps an entry", () => {
  test("loses marks that turn the writing direction, wherever they stand", () => {
    const given = {
      ...correctable(stored, recogniseTown),
      name: `Café ${override}tnoP ud`,
      hoursNote: `a${isolate}b`,
    };
    expect(readCorrection(given, stored, recogniseTown)).toEqual({
      edits: [
        { kind: "service", field: "name", value: "Café tnoP ud" },
        { kind: "service_at_location", field: "hours_note", value: "ab" },
      ],
      issues: [],
    });
  });

  test("that only adds such marks changes nothing", () => {
    const given = {
      ...correctable(stored, recogniseTown),
      name: `${override}Café du Pont`,
      description: `Un café.${isolate}`,
    };
    expect(readCorrection(given, stored, recogniseTown)).toMatchObject({ edits: [] });
  });

  test("of a name that holds nothing else is refused", () => {
    const { issues, edits } = readCorrection(
      { ...correctable(stored, recogniseTown), name: `${override}${isolate}` },
      stored,
      recogniseTown,
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
    const { edits } = readCorrection(
      { ...correctable(stored, recogniseTown), ...told },
      stored,
      recogniseTown,
    );
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
    const { issues } = readCorrection(
      { ...correctable(stored, recogniseTown), ageMin: 80, ageMax: 60 },
      stored,
      recogniseTown,
    );
    expect(issues).toEqual([{ path: "ageMax", code: "invalidFormat" }]);
  });

  test("that changes nothing of languages with a region and of an amount kept as text is no edit", () => {
    const kept = { ...stored, service: { ...stored.service, languages: ["pt-BR"], cost_amount: "5.00" } };
    expect(correctable(kept, recogniseTown)).toMatchObject({ languages: ["pt"], priceAmount: 5 });
    expect(readCorrection(correctable(kept, recogniseTown), kept, recogniseTown)).toEqual({
      edits: [],
      issues: [],
    });
  });

  test("says who comes, how one begins, how one gets there and whom it serves", () => {
    const told = {
      publics: ["seniors" as const, "aidants" as const],
      onlyPublics: true,
      groupSize: "small" as const,
      waysIn: ["drop-in" as const, "referral" as const],
      transport: `bus 4${override}, arrêt Mairie`,
      fetchesPeople: true,
      area: "communes" as const,
      areaPlaces: "Arras, 62300 Lens; Saint-Denis (93)",
    };
    const { edits, issues } = readCorrection(
      { ...correctable(stored, recogniseTown), ...told },
      stored,
      recogniseTown,
    );
    expect(issues).toEqual([]);
    expect(
      Object.fromEntries((edits ?? []).map(({ kind, field, value }) => [`${kind}.${field}`, value])),
    ).toEqual({
      "service.publics": ["seniors", "aidants"],
      "service.publics_restricted": true,
      "service.group_size": "small",
      "service.ways_in": ["drop-in", "referral"],
      "service.transport_provided": true,
      "service.area_type": "communes",
      "service.area_values": ["62041", "62498", "93066"],
      "location.transportation": "bus 4, arrêt Mairie",
    });
  });

  test("shows the area that is stored by its names, and an unchanged one is no edit, even of a commune that is gone", () => {
    const kept = {
      ...stored,
      service: { ...stored.service, area_type: "communes", area_values: ["62041", "99999"] },
    };
    const shown = correctable(kept, recogniseTown);
    expect(shown.areaPlaces).toBe("Arras (62), 99999");
    expect(readCorrection(shown, kept, recogniseTown)).toEqual({ edits: [], issues: [] });
    const one = readCorrection({ ...shown, areaPlaces: "99999, Lens (62)" }, kept, recogniseTown);
    expect(one.edits).toEqual([{ kind: "service", field: "area_values", value: ["99999", "62498"] }]);
  });

  test("names départements by name or number; Corsica and overseas have theirs", () => {
    const { edits } = readCorrection(
      {
        ...correctable(stored, recogniseTown),
        area: "departement",
        areaPlaces: "pas de calais, Nord (59), 2a, Guadeloupe, 974",
      },
      stored,
      recogniseTown,
    );
    expect(edits?.find(({ field }) => field === "area_values")?.value).toEqual([
      "62",
      "59",
      "2A",
      "971",
      "974",
    ]);
  });

  test.each([
    [
      "a commune that is none",
      { area: "communes", areaPlaces: "Arras, Nullepart-sur-Rien" },
      "areaPlaces",
      "placeUnknown",
    ],
    [
      "a name that several bear",
      { area: "communes", areaPlaces: "Saint-Denis" },
      "areaPlaces",
      "placeUnknown",
    ],
    [
      "a number that goes with another name",
      { area: "departement", areaPlaces: "Nord (62)" },
      "areaPlaces",
      "placeUnknown",
    ],
    ["places without saying what they are", { areaPlaces: "Arras" }, "area", "required"],
    ["for these people only, and no people", { onlyPublics: true }, "publics", "required"],
  ] as const)("with %s is refused at the field", (_, told, path, code) => {
    const { issues } = readCorrection(
      { ...correctable(stored, recogniseTown), ...told },
      stored,
      recogniseTown,
    );
    expect(issues).toEqual([{ path, code }]);
  });

  test("of how one gets to a place that is kept secret is refused", () => {
    const hidden = { ...stored, location: { is_confidential: true } };
    const { issues } = readCorrection(
      { ...correctable(hidden, recogniseTown), transport: "bus 4" },
      hidden,
      recogniseTown,
    );
    expect(issues).toEqual([{ path: "transport", code: "placeHidden" }]);
  });
});
