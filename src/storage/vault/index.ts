export * from "./errors.ts";
export { pruneKeyBackups, restoreKeys } from "./key-backup.ts";
export { openVault, type VaultOptions } from "./open-vault.ts";
export { longestText } from "./sealed-field.ts";
export type * from "./vault.ts";
