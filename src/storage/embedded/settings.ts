/** Port in the name of the socket; no network port is opened. */
export const socketPort = 5432;

/**
 * Copies a finished WAL segment to `<DATA_DIR>/wal` when the marker is there. The working folder is `<DATA_DIR>/pg18`, so
 * that the paths are relative and need no quoting. A segment kept already is only accepted when it is the same to the byte;
 * the copy is flushed before it gets its name, so that a crash never leaves half a segment.
 */
const archiveCommand = [
  "test ! -e ../wal/archiving",
  '{ test -f "../wal/%f" && cmp -s "%p" "../wal/%f"; }',
  '{ test ! -e "../wal/%f" && cp "%p" "../wal/%f.part" && sync "../wal/%f.part" && mv "../wal/%f.part" "../wal/%f" && sync ../wal; }',
].join(" || ");

const settings: Readonly<Record<string, string>> = {
  listen_addresses: "",
  port: String(socketPort),
  unix_socket_permissions: "0700",
  max_connections: "40",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  wal_level: "replica",
  archive_mode: "on",
  archive_command: archiveCommand,
  archive_timeout: "240",
  max_wal_senders: "2",
  max_wal_size: "512MB",
  shared_buffers: "64MB",
  work_mem: "16MB",
  maintenance_work_mem: "64MB",
  huge_pages: "off",
  io_method: "sync",
  jit: "off",
  random_page_cost: "1.1",
  max_logical_replication_workers: "0",
  timezone: "UTC",
  log_timezone: "UTC",
  datestyle: "ISO, YMD",
  log_destination: "stderr",
  logging_collector: "off",
  log_line_prefix: "%m [%p] ",
  // PostgreSQL's log must not repeat what people wrote: refused statements are the caller's to log, by code.
  log_min_messages: "log",
  log_error_verbosity: "terse",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_min_error_statement: "panic",
  log_statement: "none",
  log_checkpoints: "off",
  log_temp_files: "-1",
  log_autovacuum_min_duration: "-1",
};

/** The command line of `postgres`: everything is said there, so that no file in the data folder can contradict it. */
export function postgresArguments(
  databaseFolder: string,
  socketFolder: string,
  overrides: Readonly<Record<string, string>> = {},
): readonly string[] {
  const all = {
    ...settings,
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    ...overrides,
  };
  return [
    "-D",
    databaseFolder,
    ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}
