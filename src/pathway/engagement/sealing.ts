import type { Vault } from "#storage";
import { z } from "zod";
import type { FileKey } from "../referral/content.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { NumberRow } from "./number-store.ts";
import type { EngagementRow, ReportRow } from "./store.ts";

const engagementContent = z.strictObject({
  words: z.string().max(1000).nullable(),
  relayPhone: z.string().max(30).nullable(),
});
/** What an engagement holds sealed: words for whoever accepts, and the number through which both call. */
export type EngagementContent = z.output<typeof engagementContent>;
const numberContent = z.strictObject({ phone: z.string().max(30) });
const reportContent = z.strictObject({ words: z.string().max(2000).nullable() });

const placeOf = (
  file: FileKey,
  table: "engagement" | "visit_report" | "shown_number",
  rowId: EngagementRow["id"] | ReportRow["id"] | NumberRow["id"],
) => ({ file, table, column: "content", rowId }) as const;

/** Seals the content of an engagement. @throws vault.keyDestroyed */
export function sealEngagement(
  vault: Vault,
  file: FileKey,
  { id, content }: { readonly id: EngagementRow["id"]; readonly content: EngagementContent },
): Buffer {
  return sealJson(vault, placeOf(file, "engagement", id), content);
}

/** Opens what {@link sealEngagement} sealed. @throws vault.keyDestroyed, vault.sealBroken */
export function openEngagement(vault: Vault, file: FileKey, row: EngagementRow): EngagementContent {
  return openJson(vault, placeOf(file, "engagement", row.id), {
    bytes: row.content,
    schema: engagementContent,
  });
}

/** Seals the words of a report under the key of the person visited. @throws vault.keyDestroyed */
export function sealReport(
  vault: Vault,
  file: FileKey,
  { id, words }: { readonly id: ReportRow["id"]; readonly words: string | null },
): Buffer {
  return sealJson(vault, placeOf(file, "visit_report", id), { words });
}

/** The words of a report. @throws vault.keyDestroyed, vault.sealBroken */
export function openReport(vault: Vault, file: FileKey, row: ReportRow): string | null {
  return openJson(vault, placeOf(file, "visit_report", row.id), { bytes: row.content, schema: reportContent })
    .words;
}

/** Seals the number of a volunteer under the key of the person visited. @throws vault.keyDestroyed */
export function sealNumber(
  vault: Vault,
  file: FileKey,
  { id, phone }: { readonly id: NumberRow["id"]; readonly phone: string },
): Buffer {
  return sealJson(vault, placeOf(file, "shown_number", id), { phone });
}

/** The number of a volunteer; null where it is that of the person, which is in the file. @throws vault.keyDestroyed, vault.sealBroken */
export function openNumber(vault: Vault, file: FileKey, row: NumberRow): string | null {
  if (row.content === null) return null;
  const sealed = { bytes: row.content, schema: numberContent };
  return openJson(vault, placeOf(file, "shown_number", row.id), sealed).phone;
}
