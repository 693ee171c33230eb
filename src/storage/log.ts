/** Where the store says what it does: pino and Fastify loggers fit. Fields never hold personal data. */
export interface StoreLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A log that keeps nothing, for tests and short commands. */
export const silentLog: StoreLog = { info: () => {}, warn: () => {}, error: () => {} };
