import type { Vault } from "#storage";
import { z } from "zod";
import type { FileKey } from "../referral/content.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { AlertEventRow } from "./alert-store.ts";

const wordsContent = z.string().max(2000);

const placeOf = (file: FileKey, id: AlertEventRow["id"]) =>
  ({ file, table: "risk_alert_event", column: "words", rowId: id }) as const;

/** Seals what was done about an alert, under the key of the person's file. */
export function sealAlertWords(
  vault: Vault,
  file: FileKey,
  { id, words }: { readonly id: AlertEventRow["id"]; readonly words: string },
): Buffer {
  return sealJson(vault, placeOf(file, id), words);
}

/** Opens it; null where nothing was written. */
export function openAlertWords(vault: Vault, file: FileKey, event: AlertEventRow): string | null {
  return event.words === null
    ? null
    : openJson(vault, placeOf(file, event.id), { bytes: event.words, schema: wordsContent });
}
