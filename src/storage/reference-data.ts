import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { storageErrors } from "./errors.ts";
import type { Tx } from "./database.ts";

/** A file of reference data that a migration loads into a table, after its own statements. */
export interface ReferenceStep {
  readonly migration: string;
  readonly table: string;
  /** Columns filled; properties of the file's objects with the same names. */
  readonly columns: readonly string[];
  /** Path of a JSON array of objects, from `src/`. */
  readonly path: string;
}

const sourceFolder = new URL("../", import.meta.url);
const declaration = /^-- load ([a-z_]+) \(([a-z_0-9, ]+)\) from (\S+\.json)$/gm;

/** The loads that a migration declares: `-- load town (code, name) from directory/codes/towns.json`. */
export function referenceSteps(migration: {
  readonly name: string;
  readonly text: string;
}): readonly ReferenceStep[] {
  return [...migration.text.matchAll(declaration)].map(([, table = "", columns = "", path = ""]) => ({
    migration: migration.name,
    table,
    columns: columns.split(",").map((column) => column.trim()),
    path,
  }));
}

/** Loads a file into its table. @throws storage.migrationFailed when not every row of it arrived, or it holds none. */
export async function loadReference(tx: Tx, step: ReferenceStep): Promise<void> {
  const text = readFileSync(new URL(step.path, sourceFolder), "utf8");
  const table = sql.table(step.table);
  const columns = sql.join(step.columns.map((column) => sql.ref(column)));
  const { rows } = await sql<{ loaded: number; given: number }>`
    with loaded as (
      insert into ${table} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${table}, ${text}::jsonb)
      returning 1
    )
    select (select count(*) from loaded) as loaded, jsonb_array_length(${text}::jsonb) as given`.execute(tx);
  const counted = rows[0];
  if (!counted || counted.given === 0 || counted.loaded !== counted.given)
    throw storageErrors.migrationFailed({ name: step.migration });
}
