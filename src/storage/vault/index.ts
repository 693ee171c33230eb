export * from "./errors.ts";
export { keyBackupDays, pruneKeyBackups, restoreKeys } from "./key-backup.ts";
export { openVault, type VaultOptions } from "./open-vault.ts";
export { tokenLength } from "./person-tokens.ts";
export { longestText } from "./sealed-field.ts";
export type * from "./vault.ts";
