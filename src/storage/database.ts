import type { Kysely, Transaction } from "kysely";

/** A database whose tables a store names itself: `db.withTables<PersonTables>()`. */
export type Database = Kysely<Record<never, never>>;

/** A transaction; stores receive nothing else. */
export type Tx = Transaction<Record<never, never>>;
