import type { Instant, Locale, TenantId } from "#base";
import type { SealedField, Vault } from "#storage";
import type { z } from "zod";
import { keptBirthDate } from "./birth-date.ts";
import { confirmedAt } from "./contact/confirmed.ts";
import { personalFields, personFields, personSchema, type Person } from "./person.ts";
import type { PersonNameRow, PersonRow, PersonSummaryRow } from "./store.ts";

/** What a professional wrote of a person, checked. */
export type WrittenPerson = { readonly [K in keyof typeof personFields]: z.output<(typeof personFields)[K]> };

const columns = {
  givenNames: "given_names",
  familyName: "family_name",
  birthDate: "birth_date",
  phone: "phone",
  email: "email",
  townCode: "town_code",
  wishes: "wishes",
  contactHours: "contact_hours",
  contactWords: "contact_words",
  sex: "sex",
} as const satisfies Readonly<Record<(typeof personalFields)[number], keyof PersonRow>>;

/** What a row holds besides what was written. */
export type RowHead = Pick<
  PersonRow,
  | "tenant_id"
  | "controller_id"
  | "id"
  | "key_id"
  | "version"
  | "status"
  | "opened_at"
  | "opened_by"
  | "call_request_id"
  | "life_event"
  | "life_event_at"
  | "merged_into"
  | "contact_confirmed_at"
  | "contact_ask_from"
>;

/** What of a row no form changes. */
export function headOf(row: PersonRow): RowHead {
  const { tenant_id, controller_id, id, key_id, version, status, opened_at, opened_by } = row;
  const { call_request_id, life_event, life_event_at, merged_into } = row;
  const { contact_confirmed_at, contact_ask_from } = row;
  const place = { tenant_id, controller_id, id, key_id, version, status, opened_at, opened_by };
  const life = { call_request_id, life_event, life_event_at, merged_into };
  return { ...place, ...life, contact_confirmed_at, contact_ask_from };
}

/** The row of a file, its personal fields sealed. @throws vault.keyDestroyed, vault.textTooLong */
export function sealPerson(
  vault: Vault,
  head: RowHead,
  written: WrittenPerson,
  changedAt: Instant,
): PersonRow {
  const seal = (field: keyof typeof columns): Uint8Array | null => {
    const text = written[field];
    return text === null || text === "" ? null : Buffer.from(vault.seal(placeOf(head, columns[field]), text));
  };
  return {
    ...head,
    changed_at: changedAt,
    processing_ground: written.processingGround,
    contact_channels: [...written.contactChannels],
    contact_moments: [...written.contactMoments],
    preferred_locale: written.preferredLocale,
    minor_ground: written.minorGround,
    may_leave_voicemail: written.mayLeaveVoicemail,
    statistics_use: written.statisticsUse,
    is_said_of_age: written.isSaidOfAge,
    given_names: seal("givenNames") ?? new Uint8Array(),
    family_name: seal("familyName"),
    birth_date: seal("birthDate"),
    phone: seal("phone"),
    email: seal("email"),
    town_code: seal("townCode"),
    wishes: seal("wishes"),
    contact_hours: seal("contactHours"),
    contact_words: seal("contactWords"),
    sex: seal("sex"),
  };
}

/** The file of a row, opened. @throws vault.keyDestroyed, vault.sealBroken */
export function openPerson(vault: Vault, row: PersonRow): Person {
  const open = (field: keyof typeof columns): string | null => {
    const sealed = row[columns[field]];
    return sealed === null ? null : vault.open(placeOf(row, columns[field]), sealed);
  };
  return personSchema.parse({
    id: row.id,
    controllerId: row.controller_id,
    version: row.version,
    status: row.status,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    preferredLocale: row.preferred_locale satisfies string as Locale,
    processingGround: row.processing_ground,
    contactChannels: row.contact_channels,
    contactMoments: row.contact_moments,
    contactConfirmedAt: confirmedAt(row),
    lifeEvent: row.life_event,
    minorGround: row.minor_ground,
    mayLeaveVoicemail: row.may_leave_voicemail,
    statisticsUse: row.statistics_use,
    isSaidOfAge: row.is_said_of_age,
    ...Object.fromEntries(personalFields.map((field) => [field, open(field)])),
  });
}

/** What a list shows of a person. */
export type PersonSummary = Pick<Person, (typeof summaryFields)[number]>;

const sealedInSummary = ["givenNames", "familyName", "birthDate"] as const;
const summaryFields = ["id", "controllerId", "version", "status", "changedAt", ...sealedInSummary] as const;

/** What lists show of many files: only these fields are opened, each person's key once. @throws as {@link openPerson} */
export function openSummaries(vault: Vault, rows: readonly PersonSummaryRow[]): PersonSummary[] {
  const sealed = rows.flatMap((row) =>
    sealedInSummary.flatMap((field) => {
      const bytes = row[columns[field]];
      return bytes === null ? [] : [{ row, field, bytes }];
    }),
  );
  const texts = vault.openAll(
    sealed.map(({ row, field, bytes }) => ({ place: placeOf(row, columns[field]), sealed: bytes })),
  );
  const opened = new Map<string, string>();
  for (const [position, { row, field }] of sealed.entries())
    opened.set(`${row.key_id} ${field}`, texts[position] ?? "");
  return rows.map((row) => ({
    id: row.id,
    controllerId: row.controller_id,
    version: row.version,
    status: row.status,
    changedAt: row.changed_at,
    givenNames: opened.get(`${row.key_id} givenNames`) ?? "",
    familyName: opened.get(`${row.key_id} familyName`) ?? null,
    birthDate: keptBirthDate.nullable().parse(opened.get(`${row.key_id} birthDate`) ?? null),
  }));
}

/** The sealed given names of a file, to be opened together with other texts of many files by `vault.openAll`. */
export function sealedGivenNames(row: PersonNameRow): SealedField {
  return { place: placeOf(row, columns.givenNames), sealed: row.given_names };
}

/** Search tokens of what was written. */
export function tokensOf(vault: Vault, tenantId: TenantId, written: WrittenPerson): readonly Uint8Array[] {
  return vault.personTokens({
    tenantId,
    familyName: written.familyName ?? "",
    givenNames: written.givenNames,
    birthDate: written.birthDate,
  });
}

function placeOf(head: Pick<RowHead, "tenant_id" | "key_id" | "id">, column: string) {
  return { tenantId: head.tenant_id, personId: head.key_id, table: "person", column, rowId: head.id };
}
