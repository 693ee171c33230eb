export {
  backup,
  type BackupOptions,
  type BackupProgress,
  type BackupReport,
  type BackupSource,
} from "./backup.ts";
export { prune, type PruneOptions, type PruneReport } from "./prune.ts";
export { restore, type RestoreOptions, type RestoreReport, type RestoreTarget } from "./restore.ts";
