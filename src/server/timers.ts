import { runDueTimers } from "#pathway/handlers";
import type { StoreLog } from "#storage";
import type { Program } from "./program.ts";

/** How often due timers are looked for when nothing wakes the work earlier. */
const everyMilliseconds = 5_000;

/**
 * Lets due timers have their effect while the server runs: at once when an action says that something is due, else every
 * five seconds. Timers are rows, so that one that came due while nothing ran has its effect at the next start.
 * Answers what stops it, after the timers under way.
 */
export function startTimers(program: Program, log: StoreLog): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let isWoken = false;
  const work = {
    ...program.timers,
    onFailure: (timer: { readonly kind: string }, error: unknown) =>
      log.error(
        { kind: timer.kind, error: error instanceof Error ? error.name : "unknown" },
        "a timer failed",
      ),
  };
  const wake = (): void => {
    if (isWoken) return;
    isWoken = true;
    running = running
      .then(() => {
        isWoken = false;
        return runDueTimers(work);
      })
      .catch((error: unknown) => {
        log.error({ kind: error instanceof Error ? error.name : "unknown" }, "timers could not be read");
      });
  };
  program.onDue(wake);
  wake();
  const timer = setInterval(wake, everyMilliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    program.onDue(() => {});
    await running;
  };
}
