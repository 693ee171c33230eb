import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pino, destination, multistream, type Logger } from "pino";

/** Fields that must never reach a log, wherever they stand. */
const secrets = ["cookie", "authorization", "password", "set-cookie", "token", "secret"];

/** How the log is written. */
export interface LogSettings {
  readonly level: string;
  /** Folder for `tisser.log` beside standard error; null for standard error alone. */
  readonly folder: string | null;
}

/** Makes the log: JSON lines on standard error, and in a file when a folder is given. Never a personal value. */
export function makeLog({ level, folder }: LogSettings): Logger {
  const streams = [
    { level: "warn" as const, stream: destination({ fd: 2, sync: true }) },
    ...fileStream(folder, level),
  ];
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: secrets.flatMap((name) => [name, `*.${name}`, `*.headers.${name}`]),
        censor: "[kept out]",
      },
    },
    multistream(
      folder === null ? [{ level: level as "info", stream: destination({ fd: 2, sync: true }) }] : streams,
    ),
  );
}

function fileStream(folder: string | null, level: string) {
  if (folder === null) return [];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stream = destination({ dest: join(folder, "tisser.log"), sync: true, mode: 0o600 });
  return [{ level: level as "info", stream }];
}
