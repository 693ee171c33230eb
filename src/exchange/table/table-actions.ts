import { defineAction, hasRole, idSchema } from "#base";
import { publicServed } from "#directory";
import { z } from "zod";
import { rowFault } from "../row-fault.ts";
import { columnsSchema, tableMappingSchema, usualTable } from "./table-field.ts";

const mayBring = hasRole("territory-admin");

/** Largest table that the screen takes, in bytes; larger ones go by the terminal. */
export const maxTableBytes = 8 * 1024 * 1024;
/** Rows that a preview looks at. */
export const previewRows = 2000;

const maxBase64 = Math.ceil(maxTableBytes / 3) * 4;
const path = "/pro/imports/tableau";
const uploadId = idSchema<"table-upload">();

/** Brings a table: a file, or rows copied out of a spreadsheet. */
export const bringTable = defineAction({
  name: "exchange.bringTable",
  summary:
    "Brings a CSV or XLSX table, or rows copied out of a spreadsheet; nothing is imported yet. It is forgotten after a day.",
  route: "POST /exchange/tables",
  part: "directory",
  input: z.strictObject({
    id: uploadId,
    /** Under which its entries stand: the next edition has the same. */
    name: z
      .string()
      .min(1)
      .max(40)
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
    title: z.string().trim().min(1).max(200),
    licence: z.string().trim().min(1).max(200),
    fileName: z.string().trim().min(1).max(200).optional(),
    /** The file, in base64. */
    content: z
      .string()
      .max(maxBase64)
      .refine((text) => text.length % 4 === 0 && !/[^A-Za-z0-9+/=]/.test(text), {
        params: { code: "notBase64" },
      })
      .optional(),
    /** Rows as text, the first names the columns. */
    text: z.string().max(200_000).optional(),
  }),
  output: z.strictObject({ id: uploadId }),
  allow: mayBring,
  errors: [
    "exchange.tableMissing",
    "exchange.feedEmpty",
    "exchange.feedTooLong",
    "exchange.feedTooLarge",
    "exchange.archiveUnreadable",
    "exchange.archiveTooLarge",
  ],
  bodyLimit: maxBase64 + 64 * 1024,
  form: { path, done: `${path}/:id` },
});

const shortText = z.string().max(200);

/** Shows a table that was brought: its columns, what they are taken for, and what an import would make of its rows. */
export const readTable = defineAction({
  name: "exchange.readTable",
  summary:
    "A table that was brought: its columns, the mapping proposed or remembered, a preview of entries and faults.",
  route: "GET /exchange/tables/:id",
  part: "directory",
  input: z.strictObject({ id: uploadId }),
  output: z.strictObject({
    id: uploadId,
    title: shortText,
    fileName: shortText,
    /** Rows below the headings. */
    rows: z.int().min(0),
    columns: z
      .array(z.strictObject({ head: shortText, samples: z.array(z.string().max(80)).max(3) }))
      .max(200),
    mapping: tableMappingSchema,
    /** Where the mapping comes from. */
    origin: z.enum(["proposed", "remembered", "chosen"]),
    /** Whether things have a name and a place by this mapping. */
    isReadable: z.boolean(),
    preview: z.strictObject({
      /** Rows looked at. */
      rows: z.int().min(0),
      taken: z.int().min(0),
      refused: z.int().min(0),
      offers: z
        .array(
          z.strictObject({
            name: shortText,
            city: shortText,
            street: z.string().max(300).nullable(),
            phone: z.string().max(20).nullable(),
            hours: z.string().max(2000).nullable(),
            publics: z.array(publicServed.schema).max(20),
          }),
        )
        .max(5),
      faults: z
        .array(
          z.strictObject({ code: rowFault.schema, count: z.int().min(1), message: z.string().max(1000) }),
        )
        .max(40),
    }),
  }),
  allow: mayBring,
  errors: ["exchange.tableNotFound"],
});

/** Says which column is what. */
export const mapTable = defineAction({
  name: "exchange.mapTable",
  summary: "Says which column of a table is what, and what all of its rows are.",
  route: "POST /exchange/tables/:id/mapping",
  part: "directory",
  input: z.strictObject({
    id: uploadId,
    columns: columnsSchema.default({}),
    kind: tableMappingSchema.shape.kind.default(usualTable.kind),
    category: tableMappingSchema.shape.category.default(usualTable.category),
    intervention: tableMappingSchema.shape.intervention.default(usualTable.intervention),
  }),
  output: z.strictObject({ id: uploadId }),
  allow: mayBring,
  errors: ["exchange.tableNotFound", "exchange.columnUnknown", "exchange.columnTwice"],
  form: { path: `${path}/:id/colonnes`, page: `${path}/:id`, done: `${path}/:id` },
});

/** Imports a table as it is mapped. */
export const importTable = defineAction({
  name: "exchange.importTable",
  summary:
    "Imports a table as it is mapped, remembers the mapping for its next edition, and forgets the file.",
  route: "POST /exchange/tables/:id/import",
  part: "directory",
  input: z.strictObject({ id: uploadId }),
  output: z.strictObject({
    source: z.string().max(80),
    read: z.int().min(0),
    created: z.int().min(0),
    updated: z.int().min(0),
    unchanged: z.int().min(0),
    closed: z.int().min(0),
    refused: z.int().min(0),
  }),
  allow: mayBring,
  errors: ["exchange.tableNotFound", "exchange.tableUnmapped"],
  form: { path: `${path}/:id/importer`, page: `${path}/:id`, done: "/pro/imports" },
});
