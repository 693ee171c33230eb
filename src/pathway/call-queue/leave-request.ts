import { addMilliseconds, type ControllerId, type Id, type Instant, type NewId, type TenantId } from "#base";
import type { Tx, Vault } from "#storage";
import { callQueueErrors } from "./errors.ts";
import { readPersonalNumber } from "./phone-number.ts";
import { addReferrer, type LeftReferrer } from "./referrer.ts";
import { inOrganisation, listOpenQueues, lockRoom, type OpenQueue } from "./queue-store.ts";
import type { LeftRequest } from "./request.ts";
import { numberDigest, requestKeyId, sealEventWords, sealLeft } from "./sealing.ts";
import {
  changeCallRequest,
  countAskedAgain,
  findByNumber,
  insertCallEvent,
  insertCallRequest,
  type CallRequestRow,
} from "./store.ts";
import { hasWorryingWords } from "./worrying-words.ts";

/** What leaving a request needs: the transaction, the vault, the moment, new ids. */
export interface Leaving {
  readonly db: Tx;
  readonly vault: Vault;
  readonly now: Instant;
  readonly newId: NewId;
}

/** A request as left, and whether it is to be read before others. */
type ReadRequest = LeftRequest & { readonly isPriority: boolean };
type RequestHead = Pick<CallRequestRow, "tenant_id" | "controller_id" | "id" | "key_id">;

/** Days over which the wait is measured. */
const measuredDays = 30;
const day = 86_400_000;
/** A number that asks again and again is told no more often than this. */
const mostAskedAgain = 20;

/** The queues that serve a town now, with or without room. */
export function queuesOf(db: Tx, townCode: string, now: Instant): Promise<readonly OpenQueue[]> {
  return listOpenQueues(db, townCode, addMilliseconds(now, -measuredDays * day));
}

/**
 * Leaves a request with an organisation. Room is counted under a lock, so that the queue never holds more than it can take;
 * a number that waits already asks again, and nothing in the answer tells the two apart.
 * @throws pathway.phoneUnusable, pathway.callQueueClosed, pathway.callQueueFull
 */
export async function leaveRequest(
  given: Leaving,
  controllerId: ControllerId,
  left: LeftRequest,
  referrer: LeftReferrer | null = null,
): Promise<Id<"call-request">> {
  const phone = readPersonalNumber(left.phone);
  if (phone === null)
    throw callQueueErrors.phoneUnusable({}, { issues: [{ path: "phone", code: "invalid" }] });
  const queues = await queuesOf(given.db, left.townCode, given.now);
  const queue = queues.find((one) => one.controllerId === controllerId);
  if (!queue) throw callQueueErrors.callQueueClosed({});
  const place = { tenantId: queue.tenantId, controllerId };
  return inOrganisation(given.db, { tenantId: queue.tenantId, controllerIds: [controllerId] }, async () => {
    const room = await lockRoom(given.db, controllerId);
    if (room === null) throw callQueueErrors.callQueueClosed({});
    if (room <= 0) throw callQueueErrors.callQueueFull({});
    const digest = numberDigest(given.vault, place, phone);
    const known = await findByNumber(given.db, controllerId, digest);
    const isPriority = referrer?.isPriority ?? false;
    const request = known
      ? await askAgain(given, known, { ...left, isPriority })
      : await addRequest(given, { ...place, digest }, { ...left, phone, isPriority });
    if (referrer !== null) await addReferrer(given.db, given.vault, { request, left: referrer });
    return request.id;
  });
}

async function addRequest(
  { db, vault, now, newId }: Leaving,
  place: { readonly tenantId: TenantId; readonly controllerId: ControllerId; readonly digest: Uint8Array },
  left: ReadRequest,
): Promise<RequestHead> {
  const { tenantId, controllerId } = place;
  const id = newId<"call-request">();
  const keyId = requestKeyId(tenantId, controllerId, id);
  await vault.createPersonKey({ tenantId, personId: keyId });
  const head = { tenant_id: tenantId, controller_id: controllerId, id, key_id: keyId };
  await insertCallRequest(db, {
    ...head,
    ...sealLeft(vault, head, left),
    version: 1,
    status: "waiting",
    read_first: readFirst(left),
    outcome: null,
    person_id: null,
    channel: left.channel,
    may_leave_voicemail: left.mayLeaveVoicemail,
    locale: left.locale,
    town_code: left.townCode,
    created_at: now,
    taken_at: null,
    taken_by: null,
    closed_at: null,
    closed_by: null,
    erase_after: null,
    phone_digest: Buffer.from(place.digest),
  });
  return head;
}

/** Why a request stands before the others. */
function readFirst({ words, isPriority }: ReadRequest): CallRequestRow["read_first"] {
  if (hasWorryingWords(words ?? "")) return "worrying-words";
  return isPriority ? "priority" : null;
}

/**
 * Somebody with the same number asks again. What was said first about safe contact holds, because the second may be
 * somebody else (threat T3): a consent to voicemail can only be taken back. The words are kept beside the first ones.
 */
async function askAgain(
  { db, vault, now, newId }: Leaving,
  known: CallRequestRow,
  left: ReadRequest,
): Promise<RequestHead> {
  await changeCallRequest(db, known, {
    may_leave_voicemail: known.may_leave_voicemail && left.mayLeaveVoicemail,
    read_first:
      known.read_first === "worrying-words" ? known.read_first : (readFirst(left) ?? known.read_first),
  });
  if ((await countAskedAgain(db, known)) < mostAskedAgain) {
    const id = newId<"call-request-event">();
    const { tenant_id, controller_id } = known;
    await insertCallEvent(db, {
      tenant_id,
      controller_id,
      id,
      request_id: known.id,
      at: now,
      by_id: null,
      kind: "asked-again",
      words: sealEventWords(vault, known, { id, words: left.words }),
    });
  }
  return known;
}
