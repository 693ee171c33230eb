import { defineCodeList } from "#base";
import { categoryOfAction, interventionType, offerKind } from "#directory";
import { z } from "zod";

/** What a column of somebody's table may be. Words: `code.tableField.<code>`. */
export const tableField = defineCodeList("tableField", "Tisser", [
  "name",
  "organisation",
  "description",
  "labels",
  "street",
  "postcode",
  "city",
  "townCode",
  "latitude",
  "longitude",
  "phone",
  "email",
  "website",
  "hours",
  "cost",
  "publics",
  "conditions",
  "siret",
  "confirmedOn",
  "id",
]);
/** One field. */
export type TableField = (typeof tableField.codes)[number];

const column = z.string().min(1).max(200).optional();

/** Which column is what; a field without a column is not in the table. */
export const columnsSchema = z.strictObject({
  name: column,
  organisation: column,
  description: column,
  labels: column,
  street: column,
  postcode: column,
  city: column,
  townCode: column,
  latitude: column,
  longitude: column,
  phone: column,
  email: column,
  website: column,
  hours: column,
  cost: column,
  publics: column,
  conditions: column,
  siret: column,
  confirmedOn: column,
  id: column,
} satisfies Record<TableField, typeof column>);
/** Which column is what. */
export type TableColumns = z.output<typeof columnsSchema>;

/** How a table is read: its columns, and what all of its rows are. */
export const tableMappingSchema = z.strictObject({
  columns: columnsSchema,
  kind: offerKind.schema,
  category: categoryOfAction.schema,
  intervention: interventionType.schema,
});
/** How a table is read. */
export type TableMapping = z.output<typeof tableMappingSchema>;

/** What a table is taken for until somebody says otherwise. */
export const usualTable = {
  kind: "place",
  category: "gather",
  intervention: "contact-opportunities",
} as const satisfies Omit<TableMapping, "columns">;

/** Whether a table can be read so: things have a name, and a town or a position. */
export function isReadable({ columns }: Pick<TableMapping, "columns">): boolean {
  const isPlaced =
    columns.city !== undefined ||
    columns.townCode !== undefined ||
    (columns.latitude !== undefined && columns.longitude !== undefined);
  return columns.name !== undefined && isPlaced;
}
