import { localeSchema } from "#base";
import type { SealedField, Vault } from "#storage";
import { z } from "zod";
import { openJson, sealedJson, sealJson, type SealedPlace } from "../sealed-json.ts";
import { sharedItem } from "../sharing/item.ts";
import type { PersonRow } from "../store.ts";
import { phoneSchema } from "./referral.ts";
import type { ReferralRow } from "./store.ts";

/** What a referral holds sealed: who receives it and where, what is said, where the referrer is reached. */
export const referralContent = z.strictObject({
  receiverName: z.string().max(200),
  receiverChannel: z.enum(["email", "sms", "none"]),
  receiverEmail: z.string().max(200).nullable(),
  receiverPhone: z.string().max(30).nullable(),
  receiverLocale: localeSchema,
  /** What may be told of the person, once they agreed. */
  items: z.array(sharedItem.schema).max(10),
  words: z.string().max(2000).nullable(),
  callbackPhone: phoneSchema,
});
/** What a referral holds sealed. */
export type ReferralContent = z.output<typeof referralContent>;

/** The file whose key seals what belongs to it. */
export type FileKey = Pick<PersonRow, "tenant_id" | "key_id">;

function placeOf(file: FileKey, id: ReferralRow["id"]): SealedPlace {
  return { file, table: "referral", column: "content", rowId: id };
}

/** Seals the content of a referral. */
export function sealContent(
  vault: Vault,
  file: FileKey,
  { id, content }: { readonly id: ReferralRow["id"]; readonly content: ReferralContent },
): Buffer {
  return sealJson(vault, placeOf(file, id), content);
}

/** Opens the content of a referral. */
export function openContent(vault: Vault, file: FileKey, row: ReferralRow): ReferralContent {
  return openJson(vault, placeOf(file, row.id), { bytes: row.content, schema: referralContent });
}

/** The sealed content of a referral, to be opened together with other texts of many files by `vault.openAll`. */
export function sealedContent(file: FileKey, row: Pick<ReferralRow, "id" | "content">): SealedField {
  return sealedJson(placeOf(file, row.id), row.content);
}

/** The content of a referral from what {@link sealedContent} opens to. */
export function readContent(text: string): ReferralContent {
  return referralContent.parse(JSON.parse(text));
}

/** Where a message to the receiver goes; null when the receiver is told by word of mouth. */
export function addressOf(
  content: Pick<ReferralContent, "receiverChannel" | "receiverEmail" | "receiverPhone">,
): { readonly channel: "email" | "sms"; readonly to: string } | null {
  if (content.receiverChannel === "email" && content.receiverEmail)
    return { channel: "email", to: content.receiverEmail };
  if (content.receiverChannel === "sms" && content.receiverPhone)
    return { channel: "sms", to: content.receiverPhone };
  return null;
}
