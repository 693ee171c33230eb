export { preferredLocale, sentence, errorSentence } from "./texts.ts";
export { readEnvironment, type Environment } from "./env.ts";
export { refusalOf, traceOf } from "./refusal.ts";
export { quietLog } from "./quiet-log.ts";
export { readGivenFile, writeGivenFile } from "./given-file.ts";
export { anchorFolder, storeSettings } from "./store-settings.ts";
export { demonstrationAccount } from "./world/demonstration-accounts.ts";
export { systemClock } from "./clock.ts";
