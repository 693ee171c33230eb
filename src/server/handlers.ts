import type { Environment } from "./env.ts";
import type { ServeOptions } from "./serve.ts";

// What works with the whole program, every room of it. What a command needs before it knows that is in `index.ts`.
export { withProgram, type Program } from "./program.ts";
export { importLargeFeed, isForParts } from "./large-import.ts";
export { importAccess, isAccessSource } from "./access-import.ts";
export {
  erasePerson,
  exportPerson,
  importFeed,
  importFromAddress,
  importInstrument,
  withdrawInstrument,
  runNamed,
} from "./operator.ts";
export { controllerOf } from "./operator-place.ts";
export {
  backUp,
  backUpKeys,
  pruneBackups,
  restoreFrom,
  restoreKeysFrom,
  type TellProgress,
} from "./backups.ts";
export { readWorld, seedWorld } from "./world/seed.ts";

/** Starts everything and runs until it is told to stop; HTTP, pages and pictures are loaded for this alone. */
export async function serve(env: Environment, options: ServeOptions): Promise<void> {
  const serving = await import("./serve.ts");
  await serving.serve(env, options);
}
