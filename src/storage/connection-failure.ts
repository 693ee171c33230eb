import { TisserError } from "#base";
import { storageErrors } from "./errors.ts";

/** Codes of the system that mean: no way to the database. */
const systemCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
]);

/** SQLSTATE: connection exceptions (08), shut down or starting (57P01–57P05), too many connections, recovering. */
const sqlCodes = /^(?:08...|57P0[1-5]|53300)$/;

/** Sentences of `pg` for a connection that broke or could not be had; they carry no code. */
const sentences =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Postgres connection has been discarded)/;

/** Whether an error says that the database could not be reached or went away. */
export function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // A text received from PostgreSQL itself has a severity: an ENOENT of a file there is not a lost connection.
  if (systemCodes.has(code) && "syscall" in error) return true;
  if (error instanceof AggregateError) return error.errors.some(isConnectionFailure);
  return sqlCodes.test(code) || sentences.test(error.message);
}

/** The coded error for what the database answered; every other error as it is. */
export function toStorageError(error: unknown): unknown {
  if (error instanceof TisserError || !(error instanceof Error)) return error;
  if (isConnectionFailure(error)) return storageErrors.databaseAway({}, { cause: error });
  const code = "code" in error ? error.code : undefined;
  if (code === "53100") return storageErrors.diskFull({}, { cause: error });
  if (code === "25006") return storageErrors.readOnly({}, { cause: error });
  return error;
}
