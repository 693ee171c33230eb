import { sendWaitingLinks } from "#exchange/handlers";
import type { StoreLog } from "#storage";
import type { Program } from "./program.ts";

/** How often messages that wait are looked for when nothing wakes the work earlier. */
const everyMilliseconds = 60_000;

/**
 * Sends the messages by which organisations keep their entries: at once when one is asked for, else every minute, so that
 * one that could not leave is tried again. Answers what stops it, after the message under way.
 */
export function startUpkeepMail(program: Program, log: StoreLog): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const sending = {
    ...program.upkeepMail,
    onFailure: (link: { readonly kind: string }, error: unknown): void =>
      log.error(
        { kind: link.kind, error: error instanceof Error ? error.name : "unknown" },
        "a message waits",
      ),
  };
  const wake = (): void => {
    running = running
      .then(() => sendWaitingLinks(sending))
      .catch((error: unknown) => {
        log.error({ kind: error instanceof Error ? error.name : "unknown" }, "messages could not be read");
      });
  };
  program.onUpkeep(wake);
  wake();
  const timer = setInterval(wake, everyMilliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    program.onUpkeep(() => {});
    await running;
  };
}
