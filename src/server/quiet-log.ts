import type { StoreLog } from "#storage";

/** The log of commands: only what went wrong, on standard error. */
export const quietLog: StoreLog = {
  info: () => {},
  warn: () => {},
  error: (fields, message) => void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
};
