import { createServer } from "node:net";
import { join } from "node:path";
import { anonymousActor, entriesOf, hasPart, type ErrorEntry, type Locale } from "#base";
import { accessErrors } from "#access";
import { makeFirstAdministratorLink } from "#access/handlers";
import { directoryErrors } from "#directory";
import { searchOffers } from "#directory/actions";
import { exchangeErrors } from "#exchange";
import { instrumentErrors } from "#instruments";
import {
  assessmentErrors,
  callQueueErrors,
  consentPaperErrors,
  contactErrors,
  contactLogErrors,
  documentErrors,
  sealedFileErrors,
  sideNoteErrors,
  instrumentSettingErrors,
  costErrors,
  figureErrors,
  dangerErrors,
  groupErrors,
  heldErrors,
  hoursErrors,
  absenceErrors,
  accordErrors,
  offeredMomentErrors,
  letterErrors,
  mergeErrors,
  planClosingErrors,
  messageBackErrors,
  waitingErrors,
  onCallErrors,
  networkMapErrors,
  pathwayErrors,
  reassessmentErrors,
  territoryDelayErrors,
  receiverErasureErrors,
  representativeErrors,
  territoryPathwayErrors,
  selfCheckErrors,
  volunteerErrors,
} from "#pathway";
import { observatoryErrors } from "#observatory";
import { acquireServeLock, storageErrors, vaultErrors } from "#storage";
import type { FastifyInstance } from "fastify";
import { buildApp } from "./app.ts";
import { checkCatalogue } from "./catalogue-check.ts";
import { systemClock } from "./clock.ts";
import { startDailyWork } from "./daily.ts";
import { startDumpAhead } from "./dump-ahead.ts";
import type { Environment } from "./env.ts";
import { serverErrors } from "./errors.ts";
import { giveBackWhatStartingLeft } from "./give-back.ts";
import { makeLog } from "./log.ts";
import { baseErrorEntries } from "./openapi.ts";
import { loadPages, PageDoor } from "./pages.ts";
import { runAs } from "./operator.ts";
import { openProgram, type Program } from "./program.ts";
import { sentence } from "./texts.ts";
import { startTimers } from "./timers.ts";
import { startUpkeepMail } from "./upkeep-mail.ts";
import { buildWeb, webPaths } from "./web-build.ts";
import { demonstrationLines, isDemonstrationData, seedDemonstration } from "./world/demonstration.ts";

/** How to serve. */
export interface ServeOptions {
  /** Fills an empty database with the demonstration territory. */
  readonly withDemonstration: boolean;
  readonly locale: Locale;
  /** Writes a line for the person at the terminal. */
  readonly tell: (text: string) => void;
}

/** Every error that the API can answer with. */
export const allErrors: readonly ErrorEntry[] = [
  ...baseErrorEntries,
  ...[
    accessErrors,
    directoryErrors,
    exchangeErrors,
    instrumentErrors,
    observatoryErrors,
    pathwayErrors,
    assessmentErrors,
    callQueueErrors,
    consentPaperErrors,
    contactErrors,
    contactLogErrors,
    documentErrors,
    sealedFileErrors,
    sideNoteErrors,
    instrumentSettingErrors,
    costErrors,
    figureErrors,
    dangerErrors,
    groupErrors,
    heldErrors,
    hoursErrors,
    absenceErrors,
    accordErrors,
    offeredMomentErrors,
    letterErrors,
    mergeErrors,
    planClosingErrors,
    messageBackErrors,
    waitingErrors,
    volunteerErrors,
    onCallErrors,
    selfCheckErrors,
    networkMapErrors,
    reassessmentErrors,
    territoryDelayErrors,
    receiverErasureErrors,
    representativeErrors,
    territoryPathwayErrors,
    serverErrors,
    storageErrors,
    vaultErrors,
  ].flatMap((catalogue) => entriesOf(catalogue) ?? []),
];

/**
 * Starts everything and runs until SIGTERM or SIGINT: pages built when stale, database migrated, erasures completed,
 * then the door is opened. Stopping drains requests and stops our own PostgreSQL within ten seconds.
 * @throws coded errors when it cannot start; nothing is left running then.
 */
export async function serve(given: Environment, options: ServeOptions): Promise<void> {
  const env = given.port === 0 ? { ...given, port: await freePort(given.host) } : given;
  const started = performance.now();
  // Asked to stop while it starts, it finishes starting and stops: nothing is left half open.
  const toldToStop = stopSignal();
  const say = (key: string, params = {}): void =>
    options.tell(sentence(options.locale, `pro.cli.${key}`, params));
  const release = acquireServeLock(env.dataDir, { port: env.port, startedAt: systemClock() });
  const stops: (() => Promise<void> | void)[] = [release];
  try {
    say("preparing");
    await buildWeb();
    await checkCatalogue();
    const log = makeLog({ level: env.logLevel === "info" ? "warn" : env.logLevel, folder: env.logDir });
    const program = await openProgram(env, "serve", log);
    stops.unshift(program.close);
    if (options.withDemonstration) await seedDemonstration(program, options.locale, options.tell);
    const app = await makeApp(program, log);
    stops.unshift(() => app.close());
    await listen(app, env);
    // In the background: the door is open meanwhile.
    void warmDirectory(program, log).then(giveBackWhatStartingLeft);
    stops.unshift(startDailyWork(program, log));
    if (hasPart(env.profile, "persons")) stops.unshift(startTimers(program, log));
    if (hasPart(env.profile, "directory"))
      stops.unshift(startUpkeepMail(program, log), startDumpAhead(program, log));
    await greet(program, options, (performance.now() - started) / 1000);
    await toldToStop;
    say("stopping");
  } finally {
    for (const stop of stops) await stop();
  }
  say("stopped");
}

async function makeApp(program: Program, log: ReturnType<typeof makeLog>): Promise<FastifyInstance> {
  const { env, services, handlers } = program;
  const isDemonstration = await isDemonstrationData(program);
  const pages = new PageDoor(
    await loadPages(webPaths.entry),
    services,
    {
      profile: env.profile,
      isDevelopment: env.mode === "development",
      isDemonstration: () => isDemonstration,
      mapTiles: env.mapTiles,
      addressService: env.geocoder && { name: env.geocoder.name, host: new URL(env.geocoder.url).host },
    },
    handlers,
  );
  return buildApp({
    services,
    mapTiles: env.mapTiles,
    handlers,
    pages,
    errors: allErrors,
    assetsDir: webPaths.assets,
    uploadFolder: join(env.dataDir, "uploads"),
    isReady: () => program.store.isReady(),
    logger: log,
    rateLimit: env.rateLimit,
    trustedProxies: env.trustedProxies,
  });
}

/** Reads the offers into memory, so that the first visitor does not wait for it. */
async function warmDirectory(program: Program, log: ReturnType<typeof makeLog>): Promise<void> {
  if (!hasPart(program.env.profile, searchOffers.part)) return;
  const place = { latitude: 46.6, longitude: 2.5, radiusKm: 1 };
  try {
    await runAs(program, searchOffers, place, anonymousActor);
  } catch (error) {
    log.warn({ kind: error instanceof Error ? error.name : "unknown" }, "directory not read ahead");
  }
}

async function listen(app: FastifyInstance, env: Environment): Promise<void> {
  try {
    await app.listen({ port: env.port, host: env.host });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE") throw serverErrors.portBusy({ port: env.port }, { cause: error });
    if (code === "EACCES") throw serverErrors.portForbidden({ port: env.port }, { cause: error });
    throw error;
  }
}

/** Says where it is, who may sign in, where data lies and how to stop. */
async function greet(program: Program, options: ServeOptions, seconds: number): Promise<void> {
  const say = (key: string, params = {}): void =>
    options.tell(sentence(options.locale, `pro.cli.${key}`, params));
  say("ready", { address: program.services.baseUrl(), seconds: seconds.toFixed(1) });
  for (const line of await demonstrationLines(program, options.locale)) options.tell(line);
  const { auth, services } = program;
  const making = { now: services.clock(), newId: services.newId };
  const link = await makeFirstAdministratorLink({ auth, baseUrl: services.baseUrl() }, making);
  if (link !== null) say("firstAdministrator", { address: link });
  say("where", { folder: program.env.dataDir, kind: program.store.info.kind });
  say("howToStop");
}

/** A port that nobody uses, for `PORT=0`: the address of the site must be known before it is opened. */
function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
}
