import { createHmac } from "node:crypto";
import { stableId, type ControllerId, type Id, type PersonId, type TenantId } from "#base";
import type { FieldPlace, Vault } from "#storage";
import { z } from "zod";
import type { CallRequest } from "./actions.ts";
import { callMoment, mayBeSaid } from "./codes.ts";
import { personalCallFields, type LeftRequest } from "./request.ts";
import type { CallEventRow, CallRequestRow } from "./store.ts";

const columns = {
  callerName: "caller_name",
  phone: "phone",
  moments: "moments",
  mayBeSaid: "may_be_said",
  agreedName: "agreed_name",
  agreedWord: "agreed_word",
  words: "words",
} as const satisfies Readonly<Record<(typeof personalCallFields)[number], keyof CallRequestRow>>;

type RequestPlace = Pick<CallRequestRow, "tenant_id" | "key_id" | "id">;

/** Name of a request's key in the vault: its own, so that it can be erased apart from everything else. */
export function requestKeyId(
  tenantId: TenantId,
  controllerId: ControllerId,
  id: Id<"call-request">,
): PersonId {
  return stableId<"person">("call-request-key", tenantId, controllerId, id);
}

/** By which a number that waits already is recognised in one organisation, without being readable. */
export function numberDigest(
  vault: Vault,
  { tenantId, controllerId }: { readonly tenantId: TenantId; readonly controllerId: ControllerId },
  phone: string,
): Uint8Array {
  const key = vault.secretFor("call-request-number");
  return createHmac("sha256", key).update(`${tenantId} ${controllerId} ${phone}`).digest();
}

/** The sealed columns of a request. @throws vault.keyDestroyed, vault.textTooLong */
export function sealLeft(
  vault: Vault,
  row: RequestPlace,
  left: LeftRequest,
): Pick<CallRequestRow, (typeof columns)[keyof typeof columns]> {
  const seal = (column: string, text: string | null): Uint8Array | null =>
    text === null || text === "" ? null : Buffer.from(vault.seal(placeOf(row, column), text));
  return {
    caller_name: seal("caller_name", left.callerName),
    phone: seal("phone", left.phone),
    moments: seal("moments", left.moments.join(" ")),
    may_be_said: seal("may_be_said", left.mayBeSaid),
    agreed_name: seal("agreed_name", left.agreedName),
    agreed_word: seal("agreed_word", left.agreedWord),
    words: seal("words", left.words),
  };
}

/** What a sealed request says. */
export type OpenedRequest = Pick<CallRequest, (typeof personalCallFields)[number]>;

/**
 * Opens a request. One whose person was erased has lost its words: every field is then empty, the most careful choice.
 * @throws vault.keyDestroyed, vault.sealBroken
 */
export function openLeft(vault: Vault, row: CallRequestRow): OpenedRequest {
  const open = (field: keyof typeof columns): string | null => {
    const sealed = row[columns[field]];
    return sealed === null ? null : vault.open(placeOf(row, columns[field]), sealed);
  };
  return {
    callerName: open("callerName") ?? "",
    phone: open("phone") ?? "",
    moments: z.array(callMoment.schema).parse(open("moments")?.split(" ") ?? []),
    mayBeSaid: mayBeSaid.schema.parse(open("mayBeSaid") ?? "nothing"),
    agreedName: open("agreedName"),
    agreedWord: open("agreedWord"),
    words: open("words"),
  };
}

/** Seals the words of an event. */
export function sealEventWords(
  vault: Vault,
  row: RequestPlace,
  event: { readonly id: Id<"call-request-event">; readonly words: string | null },
): Uint8Array | null {
  return event.words === null ? null : Buffer.from(vault.seal(eventPlace(row, event.id), event.words));
}

/** Opens the words of an event. @throws vault.keyDestroyed, vault.sealBroken */
export function openEventWords(vault: Vault, row: RequestPlace, event: CallEventRow): string | null {
  return event.words === null ? null : vault.open(eventPlace(row, event.id), event.words);
}

function placeOf(row: RequestPlace, column: string): FieldPlace {
  return { tenantId: row.tenant_id, personId: row.key_id, table: "call_request", column, rowId: row.id };
}

function eventPlace(row: RequestPlace, id: Id<"call-request-event">): FieldPlace {
  return {
    tenantId: row.tenant_id,
    personId: row.key_id,
    table: "call_request_event",
    column: "words",
    rowId: id,
  };
}
