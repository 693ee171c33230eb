import { fsyncSync, openSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { TisserError, randomId, type Instant, type TenantId } from "#base";
import { acquireServeLock, keepReceipt, openStore, silentLog, withTransaction } from "#storage";

/**
 * A program that writes rows one after the other and notes each acknowledged one in a file, flushed to disk before the next:
 * what stands in the file must stand in the database, whatever is killed. It says on its output what befalls it, a JSON a line.
 */
const { values } = parseArgs({
  options: {
    data: { type: "string" },
    acknowledged: { type: "string" },
    tenant: { type: "string" },
    writers: { type: "string", default: "4" },
  },
});
const { data: dataDir = "", acknowledged = "", writers } = values;
const tenantId = values.tenant as TenantId;
const digest = new Uint8Array(32);
const now = "2026-11-21T08:30:00.000Z" as Instant;
const stop = new AbortController();

function say(fact: object): void {
  writeSync(1, `${JSON.stringify(fact)}\n`);
}

try {
  const release = acquireServeLock(dataDir, { port: 4321, startedAt: now });
  const store = await openStore({ dataDir, mode: "serve", log: silentLog });
  const log = openSync(acknowledged, "a");
  say({ event: "ready" });
  process.once("SIGTERM", () => {
    stop.abort();
  });
  const write = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const key = randomId<"row">();
      try {
        await withTransaction(store.app, { tenantId, controllerIds: [], actorId: null }, (tx) =>
          keepReceipt(
            tx,
            { tenantId, actor: "writer", action: "durability", key },
            { digest, status: 200, receipt: {} },
            now,
          ),
        );
        writeSync(log, `${key}\n`);
        fsyncSync(log);
      } catch (error) {
        if (!(error instanceof TisserError) || error.code !== "storage.databaseAway") throw error;
        say({ event: "away", status: error.status, ready: await store.isReady() });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  await Promise.all(Array.from({ length: Number(writers) }, write));
  await store.close();
  release();
  say({ event: "stopped" });
} catch (error) {
  const known =
    error instanceof TisserError ? { code: error.code, params: error.params } : { code: String(error) };
  say({ event: "failed", ...known });
  process.exitCode = 1;
}
