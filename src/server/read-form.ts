import { baseErrors } from "#base";
import { z } from "zod";
import { decodeUtf8, hasUnstorableCharacter } from "./read-json.ts";

/** JSON schema of an input, as far as forms need it. */
export interface FieldSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
  readonly anyOf?: readonly FieldSchema[];
}

/** A posted form: its fields, and those that speak to the door itself (`_key`, `_version`, `_resume_path` …). */
export interface PostedForm {
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly door: Readonly<Record<string, string>>;
}

const maxFields = 500;

/**
 * Reads an urlencoded body.
 * @throws base.unreadableBody when it is not UTF-8, holds NUL or lone surrogates, or has over 500 fields.
 */
export function readForm(bytes: Uint8Array): PostedForm {
  const values = Object.create(null) as Record<string, string[]>;
  const door = Object.create(null) as Record<string, string>;
  let count = 0;
  for (const [name, value] of new URLSearchParams(decodeUtf8(bytes))) {
    if (++count > maxFields) throw baseErrors.unreadableBody({}, { issues: [{ path: "", code: "tooLong" }] });
    if (hasUnstorableCharacter(name + value)) {
      throw baseErrors.unreadableBody({}, { issues: [{ path: name, code: "unstorableCharacter" }] });
    }
    if (name.startsWith("_")) door[name] = value;
    else (values[name] ??= []).push(value.replaceAll("\r\n", "\n"));
  }
  return { values, door };
}

const schemas = new WeakMap<z.ZodType, FieldSchema>();

/** The JSON schema of an input as callers give it. */
export function inputSchemaOf(input: z.ZodType): FieldSchema {
  const known = schemas.get(input);
  if (known) return known;
  const made = z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as FieldSchema;
  schemas.set(input, made);
  return made;
}

/**
 * Turns the texts of a form (or of a query) into the shape of a schema: numbers, true or false, lists, nested objects
 * by dots, lists of objects by dots and positions (`moments.0.day`). An empty text means "not given"; in a list of objects a
 * position of which nothing is given is an empty object, so that faults keep their place. What does not fit stays text, so that
 * the schema refuses it.
 */
export function decodeFields(
  schema: FieldSchema,
  values: Readonly<Record<string, readonly string[]>>,
): Record<string, unknown> {
  const result = Object.create(null) as Record<string, unknown>;
  for (const [name, texts] of Object.entries(values)) {
    const steps = name.replace(/\[\]$/, "").split(".");
    const field = fieldAt(schema, steps);
    const value = field ? decodeValue(field, texts) : texts[0];
    if (value !== undefined) place(result, steps, value);
  }
  return withLists(schema, result);
}

/** A position in a list of objects: a form has few. */
const position = /^\d{1,2}$/;

/** The same with lists where the schema has lists of objects. */
function withLists(schema: FieldSchema, result: Record<string, unknown>): Record<string, unknown> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const value = result[name];
    const given = plain(field);
    if (given?.type !== "array" || !isRecord(value)) continue;
    const at = Object.keys(value);
    if (at.length === 0 || !at.every((key) => position.test(key))) continue;
    result[name] = Array.from({ length: Math.max(...at.map(Number)) + 1 }, (_, key) => value[key] ?? {});
  }
  return result;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldAt(schema: FieldSchema, steps: readonly string[]): FieldSchema | undefined {
  let field: FieldSchema | undefined = schema;
  for (const step of steps) {
    const list = plain(field);
    if (list?.type === "array" && position.test(step)) {
      field = list.items;
      continue;
    }
    const properties: Readonly<Record<string, FieldSchema>> | undefined = plain(field)?.properties;
    field = properties && Object.hasOwn(properties, step) ? properties[step] : undefined;
  }
  return plain(field);
}

/** A nullable or optional field without its wrapper. */
function plain(field: FieldSchema | undefined): FieldSchema | undefined {
  return field?.anyOf?.find((option) => option.type !== "null") ?? field;
}

function decodeValue(field: FieldSchema, texts: readonly string[]): unknown {
  if (field.type === "array") {
    const items = plain(field.items) ?? {};
    return texts.filter((text) => text !== "").map((text) => decodeText(items, text));
  }
  const text = texts.at(-1) ?? "";
  return text === "" ? undefined : decodeText(field, text);
}

/** Whether a field takes a kind of value, alone or beside null. */
function isOf({ type }: FieldSchema, kind: string): boolean {
  return typeof type === "string" ? type === kind : (type?.includes(kind) ?? false);
}

function decodeText(field: FieldSchema, text: string): unknown {
  if (isOf(field, "number") || isOf(field, "integer")) {
    const number = Number(text.trim().replace(",", "."));
    return Number.isFinite(number) && text.trim() !== "" ? number : text;
  }
  if (isOf(field, "boolean")) {
    return text === "true" || text === "on" ? true : text === "false" ? false : text;
  }
  return text;
}

function place(target: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  const [first = "", ...rest] = steps;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = (target[first] ??= Object.create(null)) as Record<string, unknown>;
  if (typeof inner === "object") place(inner, rest, value);
}
