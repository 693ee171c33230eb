import type { Issue } from "#base";
import { groupSize, publicServed, wayIn, type EntryKind, type RecogniseTown } from "#directory";
import { z } from "zod";
import { areaNames, type AreaNames } from "./area-names.ts";
import { readText } from "./reading/text.ts";
import type { StoredEntries } from "./row-change.ts";

/** Whom an entry may say to serve; nothing told is the commune where it is. */
export const areaTypes = ["country", "departement", "communes"] as const;

/** Who comes, how one begins and how one gets there, as the forms of an entry ask it; all of it may be left out. */
export const comingShape = {
  publics: z.array(publicServed.schema).max(20).default([]),
  /** Whether it is for them alone. */
  onlyPublics: z.boolean().default(false),
  groupSize: groupSize.schema.optional(),
  waysIn: z.array(wayIn.schema).max(6).default([]),
  /** How one gets there: bus, stop, parking. */
  transport: z.string().trim().max(500).optional(),
  /** Whether they fetch people. */
  fetchesPeople: z.boolean().default(false),
  area: z.enum(areaTypes).optional(),
  /** Communes or départements by name, with postcode or number where several bear it, parted by commas. */
  areaPlaces: z.string().trim().max(20_000).optional(),
};
const comingSchema = z.strictObject(comingShape);
/** See {@link comingShape}. */
export type Coming = z.output<typeof comingSchema>;

/** What of {@link Coming} is known, as a form shows it. */
export function storedComing(stored: StoredEntries, recogniseTown: RecogniseTown): Coming {
  const { service = {}, location = {} } = stored;
  const type = areaTypes.find((code) => code === service["area_type"]);
  const codes = listOf(service["area_values"]);
  return {
    publics: publicServed.codes.filter((code) => listOf(service["publics"]).includes(code)),
    onlyPublics: service["publics_restricted"] === true,
    groupSize: groupSize.codes.find((code) => code === service["group_size"]),
    waysIn: wayIn.codes.filter((code) => listOf(service["ways_in"]).includes(code)),
    transport: textOf(location["transportation"]),
    fetchesPeople: service["transport_provided"] === true,
    area: type,
    areaPlaces:
      type === undefined || type === "country" || codes.length === 0
        ? undefined
        : codes.map((code) => areaNames(recogniseTown).nameOf(type, code)).join(", "),
  };
}

/** What of {@link Coming} is told, in the columns of our model; what cannot be read is told by `issues`. */
export interface ReadComing {
  readonly service: {
    readonly publics: Coming["publics"];
    readonly publics_restricted: boolean;
    readonly group_size: NonNullable<Coming["groupSize"]> | null;
    readonly ways_in: Coming["waysIn"];
    readonly transport_provided: boolean;
    readonly area_type: (typeof areaTypes)[number] | null;
    readonly area_values: readonly string[];
  };
  readonly transportation: string | null;
  readonly issues: readonly Issue[];
}

/** Most places of an area, as the directory keeps them. */
const mostPlaces = 500;

/** Reads what a form says of who comes and how. @param known codes that stand there and may name nothing any more */
export function readComing(
  given: Coming,
  recogniseTown: RecogniseTown,
  known: readonly string[] = [],
): ReadComing {
  const issues: Issue[] = [];
  const { area } = given;
  const places = listedPlaces(given.areaPlaces);
  if (given.onlyPublics && given.publics.length === 0) issues.push({ path: "publics", code: "required" });
  const names = areaNames(recogniseTown);
  const values: string[] = [];
  if (area === undefined && places.length > 0) issues.push({ path: "area", code: "required" });
  if (area === "departement" || area === "communes") {
    const codes = places.map((place) => codeOf(names, area, place, known));
    if (codes.includes(null)) issues.push({ path: "areaPlaces", code: "placeUnknown" });
    values.push(...new Set(codes.filter((code) => code !== null)));
    if (values.length > mostPlaces) issues.push({ path: "areaPlaces", code: "tooMany" });
  }
  return {
    service: {
      publics: given.publics,
      publics_restricted: given.onlyPublics,
      group_size: given.groupSize ?? null,
      ways_in: given.waysIn,
      transport_provided: given.fetchesPeople,
      area_type: area ?? null,
      area_values: values,
    },
    transportation: readText(given.transport, 500).value,
    issues,
  };
}

function codeOf(
  names: AreaNames,
  type: "departement" | "communes",
  place: string,
  known: readonly string[],
): string | null {
  return known.find((code) => names.nameOf(type, code) === place) ?? names.codeOf(type, place);
}

function listedPlaces(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(/[,;\n]/)
    .map((place) => place.trim())
    .filter((place) => place !== "");
}

/** Columns of {@link ReadComing}, each with the fields of the form that tell it. */
export const comingColumns: readonly (readonly [
  fields: readonly (keyof Coming)[],
  kind: EntryKind,
  column: keyof ReadComing["service"] | "transportation",
])[] = [
  [["publics"], "service", "publics"],
  [["onlyPublics", "publics"], "service", "publics_restricted"],
  [["groupSize"], "service", "group_size"],
  [["waysIn"], "service", "ways_in"],
  [["fetchesPeople"], "service", "transport_provided"],
  [["area"], "service", "area_type"],
  [["area", "areaPlaces"], "service", "area_values"],
  [["transport"], "location", "transportation"],
];

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
