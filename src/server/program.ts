import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { hasPart, platformTenantId, randomId, TisserError, type Id, type TenantId } from "#base";
import {
  createAuth,
  createAuthenticator,
  emergencyOpening,
  networkOf,
  organisationName,
  readAccounts,
  readTerritories,
  type Auth,
  type Notice,
  type ReasonPlace,
} from "#access/handlers";
import {
  centreOfTown,
  nationalLines,
  offerName,
  readOfferRow,
  recogniseTown,
  type AddressServices,
  type AddressesMessage,
} from "#directory/handlers";
import { makeGeocoder, type LinkSending, type UpkeepMessage } from "#exchange/handlers";
import { populationMeanOf, type PopulationMean } from "#observatory/handlers";
import {
  completeErasure,
  erasePersonRows,
  hasAnyCallRequest,
  hasAnyPerson,
  hasFile,
  openLoopsOf,
  keyIdOf,
  linkHolderOf,
  timerEffects,
  type OfferFacts,
  type TimerWork,
} from "#pathway/handlers";
import {
  openStore,
  openVault,
  withTransaction,
  type BoundHandler,
  type FieldPlace,
  type PersonRef,
  type Store,
  type StoreLog,
  type Tx,
  type Vault,
} from "#storage";
import { systemClock } from "./clock.ts";
import type { DoorServices } from "./door.ts";
import type { Environment } from "./env.ts";
import { makeMessenger, type Messenger } from "./messenger.ts";
import { handlersOf } from "./rooms.ts";
import { keysFolder, storeSettings, type ProgramMode } from "./store-settings.ts";
import { sentence } from "./texts.ts";

/** The program put together: what the server and the terminal both work with. */
export interface Program {
  readonly env: Environment;
  readonly store: Store;
  readonly vault: Vault;
  readonly auth: Auth;
  readonly services: DoorServices;
  readonly handlers: readonly BoundHandler[];
  /** What the timers of the pathway do when they are due. */
  readonly timers: Pick<TimerWork, "db" | "clock" | "newId" | "effects">;
  /** What sending messages to organisations needs. */
  readonly upkeepMail: Omit<LinkSending, "onFailure">;
  /** Lets the server be told that a message to an organisation waits; nobody listens at the terminal. */
  readonly onUpkeep: (listener: () => void) => void;
  /** Lets the server be told that something is due at once; nobody listens at the terminal. */
  readonly onDue: (listener: () => void) => void;
  readonly close: () => Promise<void>;
}

const uploadId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads what the door of a form wrote while it waits for its action. */
function uploadsOf({ dataDir }: Environment): (id: string) => Promise<Uint8Array | null> {
  return async (id) => {
    if (!uploadId.test(id)) return null;
    try {
      return await readFile(join(dataDir, "uploads", id));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
  };
}

/** Opens the vault. Keys may be made only while nobody has a file or waits to be called back. */
export async function openVaultFor(env: Environment, store: Store): Promise<Vault> {
  const isInUse = (await hasAnyPerson(store.admin)) || (await hasAnyCallRequest(store.admin));
  return openVault({
    keysFile: env.keysFile,
    folder: keysFolder(env),
    mayCreate: !isInUse,
    now: systemClock(),
  });
}

/**
 * Puts the program together: store, vault, sign-in, rooms; completes erasures that were interrupted.
 * @throws coded errors; whatever was opened is closed again.
 */
export async function openProgram(env: Environment, mode: ProgramMode, log: StoreLog): Promise<Program> {
  const store = await openStore(storeSettings(env, mode, log));
  try {
    const vault = await openVaultFor(env, store);
    const program = assemble(env, store, vault, log);
    await vault.resumeErasures(systemClock(), ({ tenantId, personId }) =>
      withTransaction(store.app, { tenantId, controllerIds: [], actorId: null }, (tx) =>
        completeErasure(tx, personId),
      ),
    );
    return program;
  } catch (error) {
    await store.close();
    throw error;
  }
}

function assemble(env: Environment, store: Store, vault: Vault, log: StoreLog): Program {
  const baseUrl = env.baseUrl ?? `http://localhost:${env.port}`;
  const secret = Buffer.from(vault.secretFor("sign-in")).toString("base64");
  const auth = createAuth({ db: store.auth, secret, baseUrl, newId: randomId });
  const authenticate = createAuthenticator({ auth, db: store.app });
  const messenger = makeMessenger({ ...env, clock: systemClock, newId: randomId });
  let onDue = (): void => {};
  let onUpkeep = (): void => {};
  const upkeepSecret = vault.secretFor("upkeep-links");
  const handlers = handlersOf(env.profile, {
    auth,
    baseUrl,
    vault,
    sentence,
    recogniseTown,
    nationalLines: nationalLines(),
    notify: (notice) => sendNotice(messenger, notice),
    sendAddresses: (message) => sendAddresses(messenger, message),
    files: {
      isOpenable: (db, { controllerId, personId }) => hasFile(db, controllerId, personId),
      sealReason: (opening, reason) => vault.seal(placeOfReason(opening), reason),
      openReason: (opening, sealed) => openUnlessErased(vault, placeOfReason(opening), sealed),
    },
    openLoops: hasPart(env.profile, "persons") ? openLoopsOf : null,
    emergencyOpening,
    findOffer,
    organisationName,
    centreOfTown,
    ...addressesOf(env, log),
    populationMean,
    surveyFolder: env.dataDir,
    draftDays: env.surveyDraftDays,
    hasHealth: hasPart(env.profile, "health"),
    accountNames: async (ids) => {
      const accounts = await readAccounts(store.auth, [...new Set(ids)]);
      return new Map(accounts.map(({ id, name }) => [id, name]));
    },
    upkeep: { secret: upkeepSecret, wakeUpkeep: () => onUpkeep() },
    readUpload: uploadsOf(env),
    wakeTimers: () => onDue(),
    beginErasure: (tenantId, keyId) => vault.beginErasure({ tenantId, personId: keyId }, systemClock()),
    erasePerson: async (tenantId, keyId) => {
      await vault.erasePerson({ tenantId, personId: keyId }, systemClock(), (person) =>
        deletePersonRows(store, person),
      );
    },
  });
  return {
    env,
    store,
    vault,
    auth,
    handlers,
    services: {
      db: store.app,
      clock: systemClock,
      newId: randomId,
      receiptSecret: vault.secretFor("receipts"),
      authenticate: async (headers, address) => {
        const now = systemClock();
        const holder = await linkHolderOf(store.app, headers, now);
        return holder ? { actor: holder, setCookies: [] } : authenticate(headers, address, now);
      },
      baseUrl: () => baseUrl,
    },
    timers: {
      db: store.app,
      clock: systemClock,
      newId: randomId,
      effects: timerEffects({
        vault,
        sentence,
        baseUrl,
        sendMessage: messenger.send,
        accountAddress: async (id) => (await readAccounts(store.auth, [id]))[0]?.email ?? null,
      }),
    },
    upkeepMail: {
      secret: upkeepSecret,
      baseUrl,
      now: systemClock,
      inTransaction: (work) =>
        withTransaction(store.app, { tenantId: platformTenantId, controllerIds: [], actorId: null }, work),
      send: (message) => sendUpkeep(messenger, message),
    },
    onUpkeep: (listener) => {
      onUpkeep = listener;
    },
    onDue: (listener) => {
      onDue = listener;
    },
    close: async () => {
      await store.close();
      vault.close();
    },
  };
}

/** The service of addresses, where the operator named one. When it falls silent the log says why, never what was asked. */
function addressesOf({ geocoder }: Environment, log: StoreLog): AddressServices {
  if (geocoder === null) return {};
  const onSilence = (reason: string): void => log.warn({ reason }, "service of addresses does not answer");
  return { addresses: { ask: makeGeocoder({ ...geocoder, onSilence }), networkOf } };
}

/** The mean of a score in the population: that of an invented survey in a territory of demonstration only. */
async function populationMean(
  db: Tx,
  tenantId: TenantId,
  instrument: string,
): Promise<PopulationMean | null> {
  const found = await populationMeanOf(db, instrument);
  if (found === null || !found.isSynthetic) return found;
  const [territory] = await readTerritories(db, [tenantId]);
  return territory?.isDemonstration === true ? found : null;
}

/** What the pathway must know of an offer. */
async function findOffer(db: Tx, id: Id<"offer">): Promise<OfferFacts | null> {
  const row = await readOfferRow(db, id);
  if (row === null) return null;
  const { organization_id: organizationId, organization_name: organizationName } = row;
  const {
    email,
    phones,
    categories,
    interventions,
    capacity_status: capacity,
    room_told_on: roomToldOn,
  } = row;
  const name = offerName(row.service_name, row.location_name);
  const organization = { organizationId, organizationName };
  const { kind, offer_type: type } = row;
  const what = { kind, type, categories, interventions, capacity, roomToldOn };
  return { id, name, ...organization, email, phone: phones[0] ?? null, ...what };
}

/** Deletes the rows of an erased person: what the vault calls when it erases, completes or replays an erasure. */
export async function deletePersonRows(store: Store, { tenantId, personId }: PersonRef): Promise<"deleted"> {
  const scope = { tenantId, controllerIds: [], actorId: null };
  await withTransaction(store.app, scope, (tx) => erasePersonRows(tx, personId));
  return "deleted";
}

function placeOfReason({ id, tenantId, controllerId, personId }: ReasonPlace): FieldPlace {
  const keyId = keyIdOf(tenantId, controllerId, personId);
  return { tenantId, personId: keyId, table: "break_glass", column: "reason", rowId: id };
}

function openUnlessErased(vault: Vault, place: FieldPlace, sealed: Uint8Array): string | null {
  try {
    return vault.open(place, sealed);
  } catch (error) {
    if (error instanceof TisserError && error.code === "vault.keyDestroyed") return null;
    throw error;
  }
}

function sendNotice(messenger: Messenger, { to, locale, kind, params }: Notice): Promise<void> {
  return messenger.send({
    channel: "email",
    to,
    subject: sentence(locale, `pro.message.${kind}.subject`, params),
    text: sentence(locale, `pro.message.${kind}.text`, params),
    template: kind,
  });
}

function sendUpkeep(messenger: Messenger, { to, locale, kind, params }: UpkeepMessage): Promise<void> {
  return messenger.send({
    channel: "email",
    to,
    subject: sentence(locale, `page.message.upkeep.${kind}.subject`),
    text: sentence(locale, `page.message.upkeep.${kind}.text`, params),
    template: `upkeep.${kind}`,
  });
}

function sendAddresses(messenger: Messenger, { channel, to, locale, link }: AddressesMessage): Promise<void> {
  return messenger.send({
    channel,
    to,
    subject: sentence(locale, "page.message.addresses.subject"),
    text: sentence(locale, `page.message.addresses.${channel}`, { link }),
    template: "addresses",
  });
}

/** Opens the program for a command, and closes it whatever happens. */
export async function withProgram<Result>(
  env: Environment,
  log: StoreLog,
  work: (program: Program) => Promise<Result>,
): Promise<Result> {
  const program = await openProgram(env, "attach", log);
  try {
    return await work(program);
  } finally {
    await program.close();
  }
}
