import type { Issue } from "#base";
import {
  capacityStatus,
  frais,
  isOnlyClosure,
  longText,
  wheelchairAccess,
  type EntryKind,
  type RecogniseTown,
} from "#directory";
import { z } from "zod";
import { comingColumns, comingShape, readComing, storedComing } from "../coming.ts";
import { readEmail, readWebsite } from "../reading/contact.ts";
import { osmOfFrenchHours } from "../reading/french-hours.ts";
import { readHours } from "../reading/hours.ts";
import { readPhones } from "../reading/phone.ts";
import { readLine, readText } from "../reading/text.ts";
import type { StoredEntries } from "../row-change.ts";

/** What a price may be for. */
export const pricePeriods = ["session", "month", "quarter", "year"] as const;

/** What of an entry a human may correct, as a form gives it. A field left out is emptied, except the name. */
export const correctionShape = {
  name: z.string().trim().min(1).max(200),
  description: z.string().trim().max(3000).optional(),
  /** One number, or several parted by commas. */
  phone: z.string().trim().max(200).optional(),
  email: z.string().trim().max(200).optional(),
  website: z.string().trim().max(500).optional(),
  /** In OSM `opening_hours`, or in a French sentence of which every word is understood. */
  hours: z.string().trim().max(2000).optional(),
  /** What the hours cannot say. */
  hoursNote: z.string().trim().max(500).optional(),
  conditions: z.string().trim().max(2000).optional(),
  frais: z.array(frais.schema).max(3).default([]),
  /** Euros. */
  priceAmount: z.number().min(0).max(10_000).optional(),
  pricePer: z.enum(pricePeriods).optional(),
  room: capacityStatus.schema.default("ask"),
  roomNote: z.string().trim().max(300).optional(),
  /** Whom one asks for, or who comes along: a first name at most. */
  welcome: z.string().trim().max(200).optional(),
  /** Years. */
  ageMin: z.int().min(0).max(120).optional(),
  ageMax: z.int().min(0).max(120).optional(),
  wheelchair: wheelchairAccess.schema.default("unknown"),
  /** ISO 639; `lsf` signs. */
  languages: z
    .array(
      z
        .string()
        .max(3)
        .regex(/^[a-z]{2,3}$/),
    )
    .max(20)
    .default([]),
  ...comingShape,
};
const correctionSchema = z.strictObject(correctionShape);
/** A correction. */
export type Correction = z.output<typeof correctionSchema>;

/** A field of one of the four kinds of entries, and what is to stand there. */
export interface FieldEdit {
  readonly kind: EntryKind;
  readonly field: string;
  readonly value: unknown;
}

/** What a correction changes, or what in it cannot be read. */
export type ReadCorrection =
  | { readonly edits: readonly FieldEdit[]; readonly issues: readonly [] }
  | { readonly edits: null; readonly issues: readonly Issue[] };

/** What of an entry can be corrected, as a form shows it. */
export function correctable(stored: StoredEntries, recogniseTown: RecogniseTown): Correction {
  const { service = {}, service_at_location: offer = {}, organization = {} } = stored;
  const phones = listOf(offer["phones"]);
  return {
    name: textOf(service["name"]) ?? "",
    description: textOf(service["description"]) ?? textOf(service["summary"]),
    phone: phones.length === 0 ? undefined : phones.join(", "),
    email: textOf(service["email"]) ?? textOf(organization["email"]),
    website: textOf(service["url"]) ?? textOf(organization["website"]),
    hours: hoursShown(textOf(offer["opening_hours"])),
    hoursNote: textOf(offer["hours_note"]),
    conditions: textOf(service["conditions_acces"]),
    frais: frais.codes.filter((code) => listOf(service["frais"]).includes(code)),
    priceAmount: numberOf(service["cost_amount"]),
    pricePer: pricePeriods.find((per) => per === service["cost_per"]),
    room: capacityStatus.codes.find((code) => code === offer["capacity_status"]) ?? "ask",
    roomNote: textOf(offer["capacity_note"]),
    welcome: textOf(offer["welcome"]),
    ageMin: numberOf(service["age_min"]),
    ageMax: numberOf(service["age_max"]),
    wheelchair: wheelchairAccess.codes.find((code) => code === offer["wheelchair"]) ?? "unknown",
    languages: [
      ...new Set(
        listOf(service["languages"]).flatMap((code) => /^[a-z]{2,3}/.exec(code.toLowerCase())?.[0] ?? []),
      ),
    ],
    ...storedComing(stored, recogniseTown),
  };
}

/** A correction without what turns the writing direction and other signs that nobody sees, as feeds are read. */
function withoutMarks(typed: Correction): Correction {
  const text = (value: string | undefined): string | undefined =>
    readText(value, longText).value ?? undefined;
  const { description, hoursNote, conditions, roomNote, welcome, transport } = typed;
  return {
    ...typed,
    name: readLine(typed.name, 200).value ?? "",
    description: text(description),
    hoursNote: text(hoursNote),
    conditions: text(conditions),
    transport: text(transport),
    roomNote: readLine(roomNote, 300).value ?? undefined,
    welcome: readLine(welcome, 200).value ?? undefined,
  };
}

/** Reads a correction against what is stored: only what differs from what the form showed is an edit. */
export function readCorrection(
  typed: Correction,
  stored: StoredEntries,
  recogniseTown: RecogniseTown,
): ReadCorrection {
  const shown = correctable(stored, recogniseTown);
  const given = withoutMarks(typed);
  const issues: Issue[] = [];
  const edits: FieldEdit[] = [];
  const isChanged = (name: keyof Correction): boolean =>
    JSON.stringify(given[name] ?? null) !== JSON.stringify(shown[name] ?? null);
  const edit = (kind: EntryKind, field: string, value: unknown): void => {
    edits.push({ kind, field, value });
  };
  const unreadable = (path: keyof Correction): void => {
    issues.push({ path, code: "invalidFormat" });
  };
  if (given.name === "") unreadable("name");
  else if (isChanged("name")) edit("service", "name", given.name);
  if (isChanged("description")) edit("service", "description", given.description ?? null);
  if (isChanged("conditions")) edit("service", "conditions_acces", given.conditions ?? null);
  if (isChanged("frais")) edit("service", "frais", given.frais);
  if (isChanged("hoursNote")) edit("service_at_location", "hours_note", given.hoursNote ?? null);
  if (isChanged("phone")) {
    const { value, faults } = readPhones(given.phone);
    if (faults.length > 0) unreadable("phone");
    else edit("service_at_location", "phones", value ?? []);
  }
  if (isChanged("email")) {
    const { value, faults } = readEmail(given.email);
    if (faults.length > 0) unreadable("email");
    else edit("service", "email", value);
  }
  if (isChanged("website")) {
    const { value, faults } = readWebsite(given.website);
    if (faults.length > 0) unreadable("website");
    else edit("service", "url", value);
  }
  if (isChanged("hours")) {
    const hours = hoursIn(given.hours);
    if (hours === undefined) unreadable("hours");
    else edit("service_at_location", "opening_hours", hours);
  }
  const { ageMin, ageMax } = given;
  if (ageMin !== undefined && ageMax !== undefined && ageMin > ageMax) unreadable("ageMax");
  for (const [name, kind, column] of plainFields)
    if (isChanged(name)) edit(kind, column, given[name] ?? null);
  const coming = readComing(given, recogniseTown, listOf(stored.service?.["area_values"]));
  const told = comingColumns.filter(([fields]) => fields.some(isChanged));
  // What is stored and was left as it is, is not judged anew.
  issues.push(
    ...coming.issues.filter(({ path }) => told.some(([fields]) => fields.some((one) => one === path))),
  );
  for (const [, kind, column] of told) {
    if (column === "transportation") edit(kind, column, coming.transportation);
    else edit(kind, column, coming.service[column]);
  }
  if (stored.location?.["is_confidential"] === true && given.transport !== undefined)
    issues.push({ path: "transport", code: "placeHidden" });
  return issues.length > 0 ? { edits: null, issues } : { edits, issues: [] };
}

/** Fields that are written as they were given. */
const plainFields: readonly (readonly [keyof Correction, EntryKind, string])[] = [
  ["priceAmount", "service", "cost_amount"],
  ["pricePer", "service", "cost_per"],
  ["ageMin", "service", "age_min"],
  ["ageMax", "service", "age_max"],
  ["languages", "service", "languages"],
  ["room", "service_at_location", "capacity_status"],
  ["roomNote", "service_at_location", "capacity_note"],
  ["welcome", "service_at_location", "welcome"],
  ["wheelchair", "service_at_location", "wheelchair"],
];

/** Hours as OSM writes them; null for none, undefined when they cannot be read for sure. */
function hoursIn(text: string | undefined): string | null | undefined {
  if (text === undefined) return null;
  const { value, faults } = readHours(osmOfFrenchHours(text) ?? text);
  return faults.length > 0 ? undefined : (value?.openingHours ?? undefined);
}

/** Hours as a form shows them: a closure alone is no hours. */
function hoursShown(hours: string | undefined): string | undefined {
  return hours !== undefined && isOnlyClosure(hours) ? undefined : hours;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
