import type { AnyAction } from "#base";
import { z } from "zod";

/** How a field is drawn. Chosen from the schema when not told. */
export type Control =
  | "text"
  | "textarea"
  | "password"
  | "email"
  | "tel"
  | "url"
  | "date"
  | "time"
  | "number"
  | "select"
  | "radios"
  | "checkboxes"
  | "checkbox"
  | "hidden";

/** A choice offered by a field. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** A field of a form: which part of the action's input it fills, and its words. */
export interface FormField {
  /** Path in the input, joined by dots. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly control?: Control;
  /** For `select`, `radios` and `checkboxes`. */
  readonly choices?: readonly Choice[];
  /** Value of the HTML `autocomplete` attribute (WCAG 1.3.5). */
  readonly autocomplete?: string;
  readonly inputmode?: "text" | "numeric" | "tel" | "email" | "search" | "url";
  /** What stands in it at first; several for `checkboxes`. */
  readonly value?: string | readonly string[] | undefined;
  /** Asked for although the schema lets it out (it has a default, or only this form needs it): not marked as optional. */
  readonly isNeeded?: boolean;
  /** Language of what is in it or asked, when it is not the page's. */
  readonly lang?: string;
  readonly spellcheck?: boolean;
  /** Words under which it is folded away, with its neighbours that have the same ones. */
  readonly fold?: string;
}

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly default?: unknown;
}

/** What the schema of an action asks of one field. */
export interface Constraint {
  readonly isRequired: boolean;
  readonly isList: boolean;
  readonly control: Control;
  readonly maxLength: number | undefined;
  readonly minLength: number | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** Whether a number may have decimals. */
  readonly hasDecimals: boolean;
}

const schemas = new WeakMap<z.ZodType, JsonSchema>();

function inputSchema(input: z.ZodType): JsonSchema {
  const known = schemas.get(input);
  if (known) return known;
  const made = z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as JsonSchema;
  schemas.set(input, made);
  return made;
}

/**
 * What an action's input asks of the field at a path.
 * @throws Error when the action has no such field: the page that draws it is wrong.
 */
export function constraintOf(action: Pick<AnyAction, "input" | "name">, name: string): Constraint {
  let schema: JsonSchema = inputSchema(action.input);
  let isRequired = true;
  for (const step of name.split(".")) {
    if (schema.type === "array" && /^\d{1,2}$/.test(step)) {
      schema = plain(schema.items ?? {});
      continue;
    }
    const inner: JsonSchema | undefined = schema.properties?.[step];
    if (!inner) throw new Error(`${action.name} has no field ${name}`);
    isRequired &&= schema.required?.includes(step) ?? false;
    isRequired &&= !allowsNull(inner);
    schema = plain(inner);
  }
  const isList = schema.type === "array";
  const item = isList ? plain(schema.items ?? {}) : schema;
  return {
    isRequired: isRequired && !isList,
    isList,
    control: controlOf(item, isList),
    maxLength: item.maxLength,
    minLength: isRequired ? item.minLength : undefined,
    minimum: item.minimum,
    maximum: item.maximum,
    hasDecimals: item.type === "number",
  };
}

function plain(schema: JsonSchema): JsonSchema {
  return schema.anyOf?.find((option) => option.type !== "null") ?? schema;
}

function allowsNull(schema: JsonSchema): boolean {
  return schema.anyOf?.some((option) => option.type === "null") ?? false;
}

const longTextFrom = 301;

function controlOf(schema: JsonSchema, isList: boolean): Control {
  if (isList) return "checkboxes";
  if (schema.enum) return "radios";
  if (schema.type === "boolean") return "checkbox";
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.format === "date") return "date";
  if (schema.format === "email") return "email";
  return (schema.maxLength ?? 0) >= longTextFrom ? "textarea" : "text";
}
