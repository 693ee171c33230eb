import type { KyselyPlugin, UnknownRow } from "kysely";

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Gives better-auth the `Date` values that it compares. Our connections read moments as text, and a text is never
 * before a `Date`: without this, nothing that better-auth keeps would ever be too old.
 */
export const momentsAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({ ...result, rows: result.rows.map(withDates) }),
};

function withDates(row: UnknownRow): UnknownRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      name.endsWith("_at") && typeof value === "string" && moment.test(value) ? new Date(value) : value,
    ]),
  );
}
