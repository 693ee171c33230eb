import { addMilliseconds, type AccountId, type Id, type Instant, type PersonId } from "#base";
import type { Tx } from "#storage";
import { callQueueErrors } from "./errors.ts";
import { tellReferrers } from "./referrer.ts";
import { changeCallRequest, lockCallRequest, type CallRequestRow } from "./store.ts";

/** Days after which a closed request is erased. */
export const keptDays = 30;
const day = 86_400_000;

/** How a request is closed. */
export interface Closing {
  readonly requestId: Id<"call-request">;
  readonly accountId: AccountId;
  readonly now: Instant;
}

/**
 * Closes a request because a file was opened for the person; the caller copies into the file what it needs of it. The
 * request is erased thirty days later like every other: what matters is in the file by then.
 * Call it in the transaction that opens the file, for a request that the professional may answer.
 * @throws pathway.callRequestNotFound, pathway.callRequestClosed
 */
export async function closeAsFileOpened(
  db: Tx,
  { personId, ...closing }: Closing & { readonly personId: PersonId },
): Promise<void> {
  await close(db, await openRequest(db, closing.requestId), {
    ...closing,
    outcome: "file-opened",
    personId,
  });
}

/** A request that is not closed, locked until the transaction ends. @throws pathway.callRequestNotFound, pathway.callRequestClosed */
export async function openRequest(db: Tx, id: Id<"call-request">): Promise<CallRequestRow> {
  const row = await lockCallRequest(db, id);
  if (!row) throw callQueueErrors.callRequestNotFound({});
  if (row.status === "closed") throw callQueueErrors.callRequestClosed({});
  return row;
}

/** Closes a request; the number is forgotten as a mark, so that it may ask anew. Gives the new version. */
export async function close(
  db: Tx,
  row: CallRequestRow,
  closing: Omit<Closing, "requestId"> & { readonly outcome: string; readonly personId: PersonId | null },
): Promise<number> {
  const { accountId, now, outcome, personId } = closing;
  const version = await changeCallRequest(db, row, {
    status: "closed",
    outcome,
    person_id: personId,
    closed_at: now,
    closed_by: accountId,
    erase_after: addMilliseconds(now, keptDays * day),
    phone_digest: null,
    // closing is handling it: what was never taken is measured as taken now
    ...(row.taken_at === null ? { taken_at: now, taken_by: accountId } : {}),
  });
  await tellReferrers(db, row, now);
  return version;
}
