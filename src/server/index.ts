export { preferredLocale, sentence, errorSentence } from "./texts.ts";
export { readEnvironment, type Environment } from "./env.ts";
export { refusalOf } from "./door.ts";
export { traceOf } from "./app.ts";
export { quietLog } from "./log.ts";
export { openStoreFor, withProgram, type Program } from "./program.ts";
export { importAccess, isAccessSource } from "./access-import.ts";
export { importLargeFeed, isForParts } from "./large-import.ts";
export { readGivenFile, writeGivenFile } from "./given-file.ts";
export {
  controllerOf,
  erasePerson,
  exportPerson,
  importFeed,
  importFromAddress,
  importInstrument,
  withdrawInstrument,
  runNamed,
} from "./operator.ts";
export {
  backUp,
  backUpKeys,
  pruneBackups,
  restoreFrom,
  restoreKeysFrom,
  type TellProgress,
} from "./backups.ts";
export { serve } from "./serve.ts";
export { anchorFolder } from "./daily.ts";
export { readWorld, seedWorld } from "./world/seed.ts";
export { demonstrationAccount } from "./world/demonstration.ts";
export { systemClock } from "./clock.ts";
