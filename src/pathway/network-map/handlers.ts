import { baseErrors, localDateAt, type Actor, type Instant, type LocalDate } from "#base";
import { handle, type BoundHandler, type LoadedFacts, type Tx, type Vault } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import type { PersonRow } from "../store.ts";
import { seesResult } from "../who-sees/result.ts";
import {
  changeNetworkMap,
  keepNetworkMap,
  listNetworkMaps,
  removeNetworkMap,
  type KeptMap,
  type MapFacts,
} from "./actions.ts";
import { networkMapErrors } from "./errors.ts";
import { openMap, sealMap } from "./sealing.ts";
import {
  deleteMap,
  findMap,
  hasOtherMapOf,
  insertMap,
  mapsOf,
  replaceMap,
  type NetworkMapRow,
} from "./store.ts";

interface MapQuestion {
  readonly input: {
    readonly personId: NetworkMapRow["person_id"];
    readonly networkMapId: NetworkMapRow["id"];
  };
  readonly db: Tx;
}

/** Carries out what is done with the maps of ties in a file. */
export function networkMapHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    ...changingHandlers(vault),
    handle(keepNetworkMap, {
      load: loadOwn,
      run: async ({ input, db, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        checkDay(input.map.takenOn, now);
        const isNew = await insertMap(db, {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id: input.id,
          person_id: file.id,
          taken_on: input.map.takenOn,
          recorded_at: now,
          recorded_by: actor.id,
          changed_at: now,
          version: 1,
          content: sealMap(vault, file, input.id, input.map),
        });
        if (!isNew) throw networkMapErrors.networkMapExists({}, dayIssue);
        audit({ kind: "networkMap", ids: [input.id, file.id], fields: ["map"] });
        return { personId: file.id, networkMapId: input.id, version: 1 };
      },
    }),
    handle(listNetworkMaps, {
      load: loadOwn,
      run: async ({ input, db, actor, audit }) => {
        const file = await fileOf(db, input.personId);
        const rows = await mapsOf(db, file.id);
        audit({ kind: "person", ids: [file.id], fields: ["networkMaps"] });
        return { maps: rows.map((row) => viewOf(vault, file, { row, actor })) };
      },
    }),
  ];
}

function changingHandlers(vault: Vault): BoundHandler[] {
  return [
    handle(changeNetworkMap, {
      load: loadMap,
      run: async ({ input, db, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const row = await mapOf(db, input);
        checkDay(input.map.takenOn, now);
        if (await hasOtherMapOf(db, row, input.map.takenOn))
          throw networkMapErrors.networkMapExists({}, dayIssue);
        const content = sealMap(vault, file, row.id, input.map);
        const changed = { ...row, taken_on: input.map.takenOn, changed_at: now, content };
        if (!(await replaceMap(db, { ...changed, version: row.version + 1 })))
          throw baseErrors.versionStale({});
        audit({ kind: "networkMap", ids: [row.id, file.id], fields: ["map"] });
        return { personId: file.id, networkMapId: row.id, version: row.version + 1 };
      },
    }),
    handle(removeNetworkMap, {
      load: loadMap,
      run: async ({ input, db, audit }) => {
        const row = await mapOf(db, input);
        if (!(await deleteMap(db, row))) throw baseErrors.versionStale({});
        audit({ kind: "networkMap", ids: [row.id, row.person_id], fields: ["map"] });
        return { personId: row.person_id, networkMapId: row.id };
      },
    }),
  ];
}

const dayIssue = { issues: [{ path: "map", code: "invalid" }] };

/** Every map of a file, for the person to whom the file is handed out. */
export async function exportedMaps(db: Tx, vault: Vault, file: PersonRow): Promise<KeptMap[]> {
  const rows = await mapsOf(db, file.id);
  return rows.map((row) => ({ ...headOf(row), isOwn: false, network: openMap(vault, file, row) }));
}

function viewOf(
  vault: Vault,
  file: PersonRow,
  { row, actor }: { readonly row: NetworkMapRow; readonly actor: Actor },
): KeptMap {
  const asked = { controllerId: row.controller_id, askedBy: row.recorded_by };
  return {
    ...headOf(row),
    isOwn: row.recorded_by !== null && row.recorded_by === actor.id,
    network: seesResult(actor, asked) ? openMap(vault, file, row) : null,
  };
}

function headOf({ id, taken_on, recorded_at, version }: NetworkMapRow) {
  return { id, takenOn: taken_on, recordedAt: recorded_at, version };
}

/** @throws pathway.networkMapInFuture */
function checkDay(takenOn: LocalDate, now: Instant): void {
  if (takenOn > localDateAt(now, timeZone)) throw networkMapErrors.networkMapInFuture({}, dayIssue);
}

async function mapOf(db: Tx, input: MapQuestion["input"]): Promise<NetworkMapRow> {
  const row = await findMap(db, { id: input.networkMapId, personId: input.personId });
  if (row === null) throw networkMapErrors.networkMapNotFound({});
  return row;
}

async function loadMap({ db, input }: MapQuestion): Promise<LoadedFacts<MapFacts>> {
  const { controller_id: controllerId } = await fileOf(db, input.personId);
  const row = await mapOf(db, input);
  return {
    facts: { controllerId, isEmergency: false, askedBy: row.recorded_by },
    version: row.version,
  };
}
