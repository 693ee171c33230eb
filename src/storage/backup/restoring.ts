import type { Clock, Instant } from "#base";
import type { AuditReport } from "../audit/verify.ts";
import type { StoreLog } from "../log.ts";
import type { Store } from "../store.ts";
import type { BackupProgress } from "./backup.ts";

/** The database that takes the backup in: the embedded one of a data folder, or an empty one on a server. */
export interface RestoreTarget {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly adminUrl?: string | undefined;
}

/** What a restore needs beside the target and the backup. */
export interface RestoreOptions {
  /** The moment to go back to; the backup's own when absent. */
  readonly to?: Instant | undefined;
  readonly clock: Clock;
  readonly log?: StoreLog;
  readonly onProgress?: (progress: BackupProgress) => void;
  /**
   * What must happen before anybody is served: the erasures of the ledger, once more. It works on the restored database,
   * which is not yet in its place; when it fails, nothing was restored (embedded) or the database must not be served (server).
   */
  readonly afterRestore: (store: Store) => Promise<void>;
}

/** What was restored. */
export interface RestoreReport {
  /** Folder of the backup used. */
  readonly backup: string;
  /** Moment whose state the database has now. */
  readonly restoredTo: Instant;
  /** Folder in which the former database files lie; null when there were none, or on a server. */
  readonly aside: string | null;
  /** Rows compared with the backup's, table by table; null after `to`, when there is nothing to compare with. */
  readonly rows: number | null;
  /** What the verification of the audit found; the restore stands whatever it says. */
  readonly audit: AuditReport;
}

/** The options with what was left out filled in. */
export type Restoring = Required<Pick<RestoreOptions, "clock" | "log" | "onProgress" | "afterRestore">> & {
  readonly to: Instant | null;
  /** Folder of the anchors of the audit. */
  readonly anchorFolder: string;
};
