import type { Tx, Vault } from "#storage";
import type { ExportedRecord } from "./actions.ts";
import { openAssessmentContent } from "./assessment/sealing.ts";
import { assessmentsOf } from "./assessment/store.ts";
import { openPaper, papersOfPerson } from "./consent-paper/store.ts";
import { contactsOf, openContactNote } from "./contact-log/store.ts";
import { openWrongAddress } from "./contact-log/wrong-address.ts";
import { openAct, openReview } from "./danger/sealing.ts";
import { actsOf } from "./danger/store.ts";
import { documentsOf, openDocument, openLabel } from "./document/store.ts";
import { openEngagement, openReport } from "./engagement/sealing.ts";
import { seenByPerson } from "./engagement/shown-numbers.ts";
import { numbersOf } from "./engagement/number-store.ts";
import { engagementsOf, meetingsOf, reportsOf } from "./engagement/store.ts";
import { openChange } from "./held/sealing.ts";
import { heldRequestsOf } from "./held/store.ts";
import { linesAbout as gesturesAbout } from "./group/store.ts";
import { correctionsOf, linesAbout } from "./hours/closing-store.ts";
import { openHours } from "./hours/sealing.ts";
import { entriesOf, invitationsOf, referencesOf, rightsOf } from "./hours/store.ts";
import { openPerson } from "./file-sealing.ts";
import { lettersOf } from "./letter/store.ts";
import { takenInBy } from "./merge/store.ts";
import { openNeeds } from "./needs/sealing.ts";
import { alertsOfPerson } from "./on-call/alert-store.ts";
import { momentsOfPerson, openMomentPlace } from "./offered-moment/store.ts";
import { openPlanClosing, planClosingsOf } from "./plan-closing/store.ts";
import { openPlanItem } from "./plan/sealing.ts";
import { planReviewsOf } from "./plan/review-store.ts";
import { planOf } from "./plan/store.ts";
import { reassessmentsOf } from "./re-assessment/store.ts";
import { openContent } from "./referral/content.ts";
import { eventsOf, referralsOf } from "./referral/store.ts";
import { viewEvents } from "./referral/view.ts";
import { openRepresentative } from "./representative/sealing.ts";
import { representativesOf } from "./representative/store.ts";
import { openAnswers, openResponses } from "./screening/sealing.ts";
import { agreementsOfPerson } from "./sharing/store.ts";
import { allNotesOf, openSideNote } from "./side-note/store.ts";
import { findPersonEvenMerged, type PersonRow } from "./store.ts";
import { exclusionsOf } from "./volunteer/store.ts";

/**
 * Everything kept of a person beside the file itself, the maps and the record of accesses: what they look for, answers with
 * results and notes, questions under way, plan, the days on which it is looked at and how it ended, agreements with what was
 * signed on paper, documents, contacts, notes beside the file, referrals with their events, times of asking again, alerts, hours
 * of social connection, visits and calls with their meetings and reports, what was done in danger, who speaks for the person.
 * Sealed fields are opened; ids of territory and organisation, which are the same on all, are left out.
 * @throws vault.keyDestroyed, vault.sealBroken
 */
export async function exportedRecords(db: Tx, vault: Vault, file: PersonRow): Promise<ExportedRecord[]> {
  const records: ExportedRecord[] = [];
  const add = (kind: ExportedRecord["kind"], fields: object): void => {
    records.push({ kind, fields: plainOf(fields) });
  };
  const needs = await openNeeds(db, vault, file);
  if (needs !== null) add("needs", needs);
  for (const { row, result } of await openResponses(db, vault, file))
    add("screening", { ...row, ...openAnswers(vault, file, row), result });
  for (const row of await assessmentsOf(db, file.id))
    add("assessment", { ...row, ...openAssessmentContent(vault, file, row) });
  for (const row of await planOf(db, file.id)) add("planItem", { ...row, ...openPlanItem(vault, file, row) });
  for (const row of await planReviewsOf(db, file.id)) add("planReview", row);
  for (const row of await planClosingsOf(db, file.id))
    add("planClosing", { ...row, ...openPlanClosing(vault, file, row) });
  for (const row of await agreementsOfPerson(db, file.id)) add("agreement", row);
  for (const row of await papersOfPerson(db, file.id))
    add("consent-paper", { ...row, base64: await openPaper(db, vault, file, row.id) });
  for (const row of await documentsOf(db, file.id))
    add("document", {
      ...row,
      label: openLabel(vault, file, row),
      base64: await openDocument(db, vault, file, row.id),
    });
  for (const row of await contactsOf(db, file.id))
    add("contact-note", {
      ...row,
      note: openContactNote(vault, file, row),
      wrong_address: openWrongAddress(vault, file, row),
    });
  for (const row of await heldRequestsOf(db, file.id))
    add("held-request", { ...row, asked: openChange(vault, file, row) });
  for (const row of await allNotesOf(db, file.id))
    add("side-note", { ...row, text: openSideNote(vault, file, row) });
  for (const row of await referralsOf(db, file.id)) {
    const events = viewEvents(vault, file, await eventsOf(db, [row.id]));
    add("referral", { ...row, ...openContent(vault, file, row), events });
  }
  for (const row of await momentsOfPerson(db, file.id))
    add("offered-moment", { ...row, place: openMomentPlace(vault, file, row) });
  // The group and the place in it would tell of others.
  for (const { at, result, referral_id } of await gesturesAbout(db, file.id))
    add("referral-sending", { at, result, referral_id });
  for (const row of await reassessmentsOf(db, file.id)) add("reassessment", row);
  for (const row of await alertsOfPerson(db, file.id)) add("risk-alert", row);
  for (const row of await rightsOf(db, [file.id]))
    add("hours-right", { ...row, ...openHours(vault, file, { table: "hours_right", row }) });
  for (const row of await referencesOf(db, { personId: file.id }))
    add("hours-reference", { ...row, ...openHours(vault, file, { table: "hours_reference", row }) });
  for (const row of await entriesOf(db, [file.id])) add("hours-entry", row);
  for (const row of await correctionsOf(db, [file.id])) add("hours-correction", row);
  for (const row of await linesAbout(db, file.id))
    add("hours-statement", { ...row, ...openHours(vault, file, { table: "hours_closing_line", row }) });
  for (const row of await invitationsOf(db, file.id))
    add("talk-invitation", { ...row, ...openHours(vault, file, { table: "talk_invitation", row }) });
  for (const row of await engagementsOf(db, file.id)) {
    const meetings = (await meetingsOf(db, [row.id])).map(plainOf);
    const reports = (await reportsOf(db, [row.id])).map((report) => ({
      ...plainOf(report),
      words: openReport(vault, file, report),
    }));
    const seen = await seenByPerson(db, vault, { file, row });
    const numbers = (await numbersOf(db, [row.id])).map((number) => ({
      ...plainOf(number),
      phone: seen.find(({ numberId }) => numberId === number.id)?.phone ?? null,
    }));
    add("engagement", { ...row, ...openEngagement(vault, file, row), meetings, reports, numbers });
  }
  for (const row of await lettersOf(db, file.id)) add("letter", row);
  for (const { id } of await takenInBy(db, file.id)) {
    const row = await findPersonEvenMerged(db, id);
    if (row !== null) add("file-taken-in", openPerson(vault, row));
  }
  for (const row of await exclusionsOf(db, file.id)) add("exclusion", row);
  for (const row of await representativesOf(db, file.id))
    add("representative", { ...row, ...openRepresentative(vault, file, row) });
  for (const row of await actsOf(db, file.id))
    add("danger-act", { ...row, ...openAct(vault, file, row), reviewWords: openReview(vault, file, row) });
  return records;
}

/** The fields of a row that say something: neither what is sealed nor where the row belongs. */
function plainOf(row: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([name, value]) => !(value instanceof Uint8Array) && name !== "tenant_id" && name !== "controller_id",
    ),
  );
}
