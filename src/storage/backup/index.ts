export {
  backup,
  type BackupOptions,
  type BackupProgress,
  type BackupReport,
  type BackupSource,
} from "./backup.ts";
export { prune, type PruneOptions, type PruneReport } from "./prune.ts";
export { restore } from "./restore.ts";
export type { RestoreOptions, RestoreReport, RestoreTarget } from "./restoring.ts";
