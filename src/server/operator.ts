import {
  idSchema,
  operatorActor,
  randomId,
  TisserError,
  type Actor,
  type AnyAction,
  type ControllerId,
  type TenantId,
} from "#base";
import { importTownCentres } from "#directory/actions";
import { importResources, maxFileBytes, noteImportFailure } from "#exchange/actions";
import { fetchFeed } from "#exchange/handlers";
import { eraseFile, exportFile, importInstrumentText, withdrawImportedText } from "#pathway/actions";
import { filesOfPerson } from "#pathway/handlers";
import { serverErrors } from "./errors.ts";
import { territoryNamed, type OperatorPlace } from "./operator-place.ts";
import type { Program } from "./program.ts";
import { readJson } from "./read-json.ts";
import { noExchange, runAction, type RunServices } from "./run-action.ts";

/** A feed to import from the terminal. */
export interface FeedOrder {
  /** Id of the source: its folder under `exchange/sources/`. */
  readonly source: string;
  readonly fileName: string;
  readonly content: Uint8Array;
  readonly isDryRun: boolean;
  /** Which feed of a format this is. */
  readonly feed?: { readonly name: string; readonly title: string; readonly licence: string };
}

/** What of the program runs an action. */
export interface ActionProgram extends Pick<Program, "handlers"> {
  readonly env: Pick<Program["env"], "profile">;
  readonly services: RunServices;
}

/** Runs an action as the operator of the platform. */
export function runAsOperator(program: ActionProgram, action: AnyAction, input: unknown): Promise<unknown> {
  return runAs(program, action, input, operatorActor);
}

/** Runs an action as somebody, in process, with the same checks and audit as at the door. */
export async function runAs(
  program: ActionProgram,
  action: AnyAction,
  input: unknown,
  actor: Actor,
  version: number | null = null,
): Promise<unknown> {
  const bound = program.handlers.find((handler) => handler.action.name === action.name);
  if (!bound) throw new Error(`${action.name} does not exist in profile ${program.env.profile}`);
  const { output } = await runAction(program.services, {
    bound,
    actor,
    input,
    key: null,
    needsKey: false,
    version,
    http: noExchange(),
  });
  return output;
}

/**
 * Runs an action by its name, its input read as strictly as at the door.
 * @throws server.actionUnknown when no action of the profile has that name; whatever the action refuses.
 */
export async function runNamed(
  program: Program,
  name: string,
  input: Uint8Array,
  place: OperatorPlace | null,
): Promise<unknown> {
  const bound = program.handlers.find((handler) => handler.action.name === name);
  if (!bound) throw serverErrors.actionUnknown({ profile: program.env.profile });
  const actor = place === null ? operatorActor : operatorIn(place.tenantId, place.controllerId);
  return runAs(program, bound.action, readJson(input), actor);
}

/** Where a feed is to be fetched. */
export interface FeedAddress extends Omit<FeedOrder, "content" | "fileName"> {
  readonly address: string;
  /** Sent as bearer token to the host of the address; null for none. */
  readonly token: string | null;
}

/** Fetches a feed whole, then imports it. What cannot be fetched is noted where the source stands. */
export async function importFromAddress(
  program: Program,
  { address, token, ...order }: FeedAddress,
): Promise<unknown> {
  const named = { ...order, fileName: fileNameOf(address) };
  const content = await fetchFeed(order.source, address, { token, maxBytes: maxFileBytes }).catch(
    async (error: unknown) => {
      await noteFailedImport(program, named, error);
      throw error;
    },
  );
  return importFeed(program, { ...named, content });
}

/** An address without its query, which may hold a key. */
function fileNameOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host + new URL(address).pathname.slice(0, 100) : "";
}

/** Imports a feed and gives its report. */
export async function importFeed(program: Program, order: FeedOrder): Promise<unknown> {
  if (order.source === "communes") return importTowns(program, order);
  return runAsOperator(program, importResources, {
    source: order.source,
    fileName: order.fileName,
    content: Buffer.from(order.content).toString("base64"),
    dryRun: order.isDryRun,
    ...(order.feed === undefined ? {} : { feed: order.feed }),
  }).catch(async (error: unknown) => {
    await noteFailedImport(program, order, error);
    throw error;
  });
}

/** Notes where the source stands that an import of it failed as a whole; a trial fails without trace. */
async function noteFailedImport(
  program: Program,
  order: Omit<FeedOrder, "content">,
  error: unknown,
): Promise<void> {
  if (order.isDryRun || !(error instanceof TisserError)) return;
  const source = order.feed === undefined ? order.source : `${order.source}--${order.feed.name}`;
  await runAsOperator(program, noteImportFailure, { source, code: error.code });
}

function importTowns(program: Program, { fileName, content, isDryRun }: FeedOrder): Promise<unknown> {
  const file = { fileName, content: Buffer.from(content).toString("base64"), dryRun: isDryRun };
  return runAsOperator(program, importTownCentres, file);
}

/** Words of an instrument to load from the terminal. */
export interface InstrumentOrder {
  readonly fileName: string;
  readonly content: Uint8Array;
  /** Short name of the territory; may be left out where there is only one. */
  readonly territory: string | null;
}

/**
 * Loads the words of an instrument that the operator is licensed for, into one territory.
 * @throws server.territoryUnknown, territoryNeeded, noTerritory; instruments.operatorFileBroken
 */
export async function importInstrument(program: Program, order: InstrumentOrder): Promise<unknown> {
  const tenantId = await territoryNamed(program, order.territory);
  const input = {
    id: randomId<"operator-text">(),
    fileName: order.fileName,
    content: Buffer.from(order.content).toString("utf8"),
  };
  return runAs(program, importInstrumentText, input, { ...operatorActor, tenantId });
}

/** Words of an instrument to take back from the terminal, and why. */
export interface WithdrawalOrder {
  readonly instrument: string;
  /** Name of the words, as they were loaded. */
  readonly wording: string;
  readonly reason: string;
  /** Short name of the territory; may be left out where there is only one. */
  readonly territory: string | null;
}

/**
 * Takes licensed words back in one territory: they are asked no more, answers given in them stay readable.
 * @throws server.territoryUnknown, territoryNeeded, noTerritory; pathway.operatorTextUnknown
 */
export async function withdrawInstrument(
  program: Program,
  { territory, ...words }: WithdrawalOrder,
): Promise<unknown> {
  const tenantId = await territoryNamed(program, territory);
  return runAs(program, withdrawImportedText, words, { ...operatorActor, tenantId });
}

/** Everything kept of a person, one entry for each organisation that holds a file. @throws server.personUnknown */
export async function exportPerson(program: Program, personId: string): Promise<readonly unknown[]> {
  const exports: unknown[] = [];
  for (const { id, actor } of await operatorFiles(program, personId)) {
    exports.push(await runAs(program, exportFile, { personId: id }, actor));
  }
  return exports;
}

/** Erases every file of a person; answers how many there were. @throws server.personUnknown */
export async function erasePerson(program: Program, personId: string): Promise<number> {
  const files = await operatorFiles(program, personId);
  for (const { id, actor } of files) await runAs(program, eraseFile, { personId: id }, actor);
  return files.length;
}

async function operatorFiles(program: Program, personId: string) {
  const id = idSchema<"person">().safeParse(personId);
  const files = id.success ? await filesOfPerson(program.store.admin, id.data) : [];
  if (!id.success || files.length === 0) throw serverErrors.personUnknown({});
  return files.map(({ tenantId, controllerId }) => ({
    id: id.data,
    actor: operatorIn(tenantId, controllerId),
  }));
}

/** The operator at work inside one organisation of a territory. */
export function operatorIn(tenantId: TenantId, controllerId: ControllerId): Actor {
  return { ...operatorActor, tenantId, memberships: [{ tenantId, controllerId, role: "platform-operator" }] };
}
