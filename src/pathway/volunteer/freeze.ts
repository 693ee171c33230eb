import { baseErrors, type Instant } from "#base";
import type { Tx } from "#storage";
import { deleteNumbers } from "../engagement/number-store.ts";
import { changeVolunteer, type VolunteerRow } from "./store.ts";

/** Freezes somebody, whatever version was seen: a freeze never waits. Answers the version after. */
export async function freeze(
  db: Tx,
  row: VolunteerRow,
  { now, by }: { readonly now: Instant; readonly by: string | null },
): Promise<number> {
  if (row.status !== "active") return row.version;
  await writeVolunteer(db, row, { status: "frozen", frozen_at: now, frozen_by: by });
  return row.version + 1;
}

/** Changes a volunteer whose row is locked; with the end of their part goes every number shown for it. @throws base.versionStale */
export async function writeVolunteer(
  db: Tx,
  row: VolunteerRow,
  changes: Parameters<typeof changeVolunteer>[2],
): Promise<void> {
  if (!(await changeVolunteer(db, row, changes))) throw baseErrors.versionStale({});
  if (changes.status === "ended") await deleteNumbers(db, { volunteer_id: row.id });
}
