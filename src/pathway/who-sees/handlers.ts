import { localDateAt, type AccountId, type PersonId } from "#base";
import { handle, readAuditAbout, type BoundHandler, type Tx } from "#storage";
import { loadOwn } from "../file-facts.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { kindOfAccess, partyOfAccess } from "./accesses.ts";
import { accessesAtMost, listAccesses, type Access } from "./actions.ts";

/** Carries out the question who opened a file. */
export function whoSeesHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(listAccesses, {
      load: loadOwn,
      run: async ({ input, db, audit }) => {
        audit({ kind: "person", ids: [input.personId], fields: ["accesses"] });
        return { accesses: await accessesByDay(services, db, input.personId) };
      },
    }),
  ];
}

/** Most acts looked at: a file of ten years with one act a day has less than half. */
const actsAtMost = 10_000;

/**
 * Who opened a file or changed it, one line for each day, account and way, newest first.
 * @param untold acts in danger that the reader must not learn of yet: they are there as changes like any other.
 */
export async function accessesByDay(
  { accountNames }: Pick<PathwayServices, "accountNames">,
  db: Tx,
  personId: PersonId,
  untold: ReadonlySet<unknown> = new Set(),
): Promise<Access[]> {
  const records = await readAuditAbout(db, personId, { limit: actsAtMost });
  const lines = new Map<string, Omit<Access, "name"> & { readonly accountId: AccountId | null }>();
  for (const { at, line } of records) {
    if (line === null || line.outcome !== "done") continue;
    const reason = line.ids.some((id) => untold.has(id)) ? null : line.reason;
    const act = { action: line.action, reason, actorKind: line.actor.kind };
    const by = partyOfAccess(act);
    const accountId = by === "professional" ? (line.actor.id as AccountId | null) : null;
    const day = localDateAt(at, timeZone);
    const kind = kindOfAccess(act);
    const key = [day, by, accountId, kind].join(" ");
    lines.set(key, { day, by, accountId, kind, times: (lines.get(key)?.times ?? 0) + 1 });
  }
  const shown = [...lines.values()].slice(0, accessesAtMost);
  const names = await accountNames([...new Set(shown.flatMap(({ accountId }) => accountId ?? []))]);
  return shown.map(({ accountId, ...line }) => ({
    ...line,
    name: accountId === null ? null : (names.get(accountId) ?? null),
  }));
}
