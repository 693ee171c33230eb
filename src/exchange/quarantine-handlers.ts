import { localDateAt, type Instant, type LocalDate } from "#base";
import { entryKinds, type EntryKind, type Resource } from "#directory";
import { handle, type BoundHandler, type Tx } from "#storage";
import { resourceSchema } from "./convert.ts";
import { exchangeErrors } from "./errors.ts";
import { importAccepted } from "./import.ts";
import { decideQuarantine, decideQuarantineGroup, listQuarantine, maxGroup } from "./quarantine-actions.ts";
import {
  keepDecisions,
  readGroup,
  readQuarantine,
  readWaiting,
  readWaitingGroups,
  type WaitingRow,
} from "./quarantine-store.ts";
import { changesOf, type StoredEntries } from "./row-change.ts";
import { readEntries } from "./store.ts";
import { enterTogether } from "./suspicion.ts";

/** Rows on a page. */
const pageSize = 20;

/** Handlers of the rows that wait for a human. */
export function quarantineHandlers(): readonly BoundHandler[] {
  return [
    handle(listQuarantine, {
      run: async ({ input, db }) => {
        const { page, source, suspicion } = input;
        const asked = { source, suspicion, offset: (page - 1) * pageSize, limit: pageSize };
        const { total, rows } = await readQuarantine(db, asked);
        const groups = await readWaitingGroups(db);
        return {
          total,
          page,
          pageSize,
          rows: await withChanges(db, rows),
          groups: groups.map(({ source: id, source_name: sourceName, suspicion: reason, count }) => {
            const mayEnter = enterTogether.includes(reason);
            return { source: id, sourceName, suspicion: reason, count, mayEnter };
          }),
        };
      },
    }),
    handle(decideQuarantine, {
      run: async ({ input, db, now, audit }) => {
        const { rowId, decision, reason } = input;
        requireReason(input);
        const waiting = await readWaiting(db, rowId);
        if (waiting === null) throw exchangeErrors.notWaiting({});
        await decide(db, [{ id: rowId, ...waiting }], { decision, reason: reason ?? null, now });
        audit({ kind: "quarantine", ids: [rowId] });
        return { rowId };
      },
    }),
    handle(decideQuarantineGroup, {
      run: async ({ input, db, now, audit }) => {
        const { source, suspicion, count, decision, reason } = input;
        requireReason(input);
        if (decision === "accepted" && !enterTogether.includes(suspicion))
          throw exchangeErrors.groupUnsafe({});
        const rows = await readGroup(db, { source, suspicion, limit: maxGroup + 1 });
        if (rows.length !== count) throw exchangeErrors.groupChanged({});
        await decide(
          db,
          rows.map((row) => ({ ...row, source })),
          { decision, reason: reason ?? null, now },
        );
        audit({ kind: "quarantine", ids: rows.map(({ id }) => id) });
        return { count };
      },
    }),
  ];
}

function requireReason(input: { readonly decision: string; readonly reason?: string | undefined }): void {
  if (input.decision === "rejected" && input.reason === undefined)
    throw exchangeErrors.reasonNeeded({}, { issues: [{ path: "reason", code: "required" }] });
}

interface ToDecide {
  readonly id: string;
  readonly source: string;
  readonly edition: string;
  readonly resource: unknown;
}

async function decide(
  db: Tx,
  rows: readonly ToDecide[],
  made: { readonly decision: "accepted" | "rejected"; readonly reason: string | null; readonly now: Instant },
): Promise<void> {
  const today: LocalDate = localDateAt(made.now, "Europe/Paris");
  if (made.decision === "accepted")
    for (const [key, same] of Map.groupBy(rows, ({ source, edition }) => `${source} ${edition}`)) {
      const [source = "", edition = ""] = key.split(" ");
      await importAccepted(
        db,
        same.map(({ resource }) => resourceSchema.parse(resource)),
        { source, edition, today },
      );
    }
  await keepDecisions(
    db,
    rows.map(({ id }) => id),
    { decision: made.decision, reason: made.decision === "accepted" ? null : made.reason, today },
  );
}

async function withChanges(db: Tx, rows: readonly WaitingRow[]) {
  const resources = rows.map(({ resource }) => resourceSchema.parse(resource));
  const stored = await readStored(db, resources);
  return rows.map(
    ({ id, source, source_name: sourceName, name, city, reasons, arrived_on: arrivedOn }, at) => {
      const entries = stored[at] ?? {};
      const resource = resources[at];
      const changes = resource === undefined ? [] : [...changesOf(resource, entries)];
      const isNew = entries.service_at_location === undefined;
      return { id, source, sourceName, name, city, reasons: [...reasons], arrivedOn, isNew, changes };
    },
  );
}

async function readStored(db: Tx, resources: readonly Resource[]): Promise<readonly StoredEntries[]> {
  const found: Partial<Record<EntryKind, Awaited<ReturnType<typeof readEntries>>>> = {};
  for (const kind of entryKinds)
    found[kind] = await readEntries(
      db,
      kind,
      resources.map((resource) => resource[kind].id),
    );
  return resources.map((resource) =>
    Object.fromEntries(
      entryKinds.flatMap((kind) => {
        const entry = found[kind]?.get(resource[kind].id);
        return entry === undefined ? [] : [[kind, entry]];
      }),
    ),
  );
}
