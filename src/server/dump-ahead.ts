import { setTimeout } from "node:timers/promises";
import { changesOfParts, makePartsAhead } from "#exchange/handlers";
import { recogniseTown } from "#directory/handlers";
import { withoutTransaction, type StoreLog } from "#storage";
import type { Program } from "./program.ts";

/** How often it is looked whether something changed. */
const everyMilliseconds = 20_000;
/** Between two parts, so that whoever asks something is answered meanwhile. */
const pauseMilliseconds = 20;

/**
 * Keeps the dump of services ready: once nothing changed between two looks, an import is over and its parts are made anew, one by
 * one with pauses. Answers what stops it, after the part under way.
 */
export function startDumpAhead(program: Program, log: StoreLog): () => Promise<void> {
  const services = { baseUrl: program.services.baseUrl(), recogniseTown };
  const stopping = new AbortController();
  const ahead = {
    services,
    from: process.pid,
    pause: async () => {
      await setTimeout(pauseMilliseconds);
      return !stopping.signal.aborted;
    },
  };
  let [seen, ready]: (string | null)[] = [null, null];
  const look = async (): Promise<void> =>
    withoutTransaction(program.store.app, async (db) => {
      const changes = await changesOfParts(db, services);
      if (changes === seen && changes !== ready && !stopping.signal.aborted)
        ready = (await makePartsAhead(db, ahead)) ? changes : null;
      seen = changes;
    });
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(look).catch((error: unknown) => {
      log.error({ kind: error instanceof Error ? error.name : "unknown" }, "the dump was not made ahead");
    });
  }, everyMilliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await running;
  };
}
