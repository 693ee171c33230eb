import type { PageDefinition } from "../page.ts";
import { accordsPage } from "./accord/accords-page.tsx";
import { alertPage } from "./alerts/alert-page.tsx";
import { alertsPage } from "./alerts/alerts-page.tsx";
import { callQueuePage } from "./call-queue/queue-page.tsx";
import { callRequestPage } from "./call-queue/request-page.tsx";
import { callQueueChoicePage, callQueueSettingsPage } from "./call-queue/settings-page.tsx";
import { dangerActPage } from "./danger/act-page.tsx";
import { dangerFiguresPage } from "./danger/figures-page.tsx";
import { dangerPage } from "./danger/person-page.tsx";
import { groupOfferPage } from "./group/choose-offer-page.tsx";
import { groupPersonsPage } from "./group/choose-persons-page.tsx";
import { groupResultPage } from "./group/result-page.tsx";
import { hoursImportPage } from "./hours/import-page.tsx";
import { hoursMonthPage } from "./hours/month-page.tsx";
import { documentsPage } from "./documents/documents-page.tsx";
import { personHoursPage } from "./hours/person-page.tsx";
import { personStatementFilePage, personStatementPage } from "./hours/person-statement-page.tsx";
import { hoursStatementFilePage, hoursStatementPage } from "./hours/statement-page.tsx";
import { accessPage } from "./imports/access-page.tsx";
import { campaignPage, campaignStartedPage } from "./imports/campaign-page.tsx";
import { differencesPage } from "./imports/differences-page.tsx";
import { entryFilePage } from "./imports/entry-file-page.tsx";
import { duplicatePage } from "./imports/duplicate-page.tsx";
import { duplicatesPage, mergesPage } from "./imports/duplicates-page.tsx";
import { importsPage } from "./imports/imports-page.tsx";
import { reportsPage } from "./imports/reports-page.tsx";
import { waitingRowsPage } from "./imports/waiting-page.tsx";
import { bringTablePage, tablePage } from "./imports/table-page.tsx";
import { instrumentPage } from "./instruments/instrument-page.tsx";
import { instrumentsChoicePage, instrumentsPage } from "./instruments/instruments-page.tsx";
import { onCallChoicePage, onCallPage } from "./on-call/on-call-page.tsx";
import { answersPage } from "./pages/answers.tsx";
import { drawMapPage } from "./network-map/draw-page.tsx";
import { networkMapPage } from "./network-map/map-page.tsx";
import { letterFilePage, letterPage } from "./letter/letter-page.tsx";
import { lettersPage } from "./letter/letters-page.tsx";
import { mergePage } from "./merge/merge-page.tsx";
import { mergesOfFilesPage } from "./merge/merges-page.tsx";
import { messageBackFilePage, messageBackPage } from "./message-back/page.tsx";
import { handOverPage } from "./pages/hand-over.tsx";
import { needsPage } from "./pages/needs.tsx";
import { newPersonPage } from "./pages/new-person.tsx";
import { paperFormPage, paperSheetPage } from "./pages/paper-form.tsx";
import { personPage } from "./pages/person.tsx";
import { personsPage } from "./pages/persons.tsx";
import { proposalsPage } from "./pages/proposals.tsx";
import { questionnairePage } from "./pages/questionnaire.tsx";
import { questionnairesPage } from "./pages/questionnaires.tsx";
import { referPage } from "./pages/refer.tsx";
import { referralPage } from "./pages/referral.tsx";
import { representativesPage } from "./representatives/page.tsx";
import { planSheetFilePage, planSheetPage } from "./plan-sheet/plan-sheet-page.tsx";
import { ownSheetPage } from "./person/own-sheet.tsx";
import { reassessmentPage } from "./re-assessment/page.tsx";
import { figureFilesPage } from "./team-figures/files-page.tsx";
import { teamFiguresPage } from "./team-figures/page.tsx";
import { visitCardPage } from "./visits/card-page.tsx";
import { ownVisitsPage } from "./visits/own-page.tsx";
import { personVisitsPage } from "./visits/person-page.tsx";
import { volunteersPage } from "./visits/team-page.tsx";
import { territoryFiguresPage } from "./territory-figures/page.tsx";
import { delaysPage } from "./territory-delays/delays-page.tsx";
import { telephonePage, telephoneSentPage } from "./telephone/telephone-page.tsx";
import { territoryPathwayPage } from "./territory-pathway/pathway-page.tsx";
import { absencesPage } from "./waiting/absences-page.tsx";
import { waitingPage } from "./waiting/waiting-page.tsx";
import { examplePage } from "./weights/example-page.tsx";
import { weightsPage } from "./weights/weights-page.tsx";

/** The pages of those who accompany. */
export const pages: readonly PageDefinition[] = [
  accordsPage,
  waitingPage,
  absencesPage,
  handOverPage,
  callQueuePage,
  callQueueChoicePage,
  callQueueSettingsPage,
  callRequestPage,
  alertsPage,
  alertPage,
  dangerFiguresPage,
  dangerActPage,
  dangerPage,
  representativesPage,
  onCallChoicePage,
  onCallPage,
  importsPage,
  reportsPage,
  entryFilePage,
  differencesPage,
  campaignPage,
  campaignStartedPage,
  waitingRowsPage,
  duplicatesPage,
  duplicatePage,
  mergesPage,
  accessPage,
  bringTablePage,
  tablePage,
  instrumentsChoicePage,
  instrumentsPage,
  instrumentPage,
  territoryPathwayPage,
  telephonePage,
  telephoneSentPage,
  delaysPage,
  weightsPage,
  examplePage,
  personsPage,
  newPersonPage,
  personPage,
  questionnairesPage,
  questionnairePage,
  paperFormPage,
  paperSheetPage,
  answersPage,
  networkMapPage,
  drawMapPage,
  reassessmentPage,
  personHoursPage,
  documentsPage,
  personVisitsPage,
  visitCardPage,
  ownVisitsPage,
  volunteersPage,
  teamFiguresPage,
  figureFilesPage,
  territoryFiguresPage,
  hoursMonthPage,
  hoursImportPage,
  hoursStatementPage,
  hoursStatementFilePage,
  personStatementPage,
  personStatementFilePage,
  ownSheetPage,
  planSheetPage,
  planSheetFilePage,
  needsPage,
  proposalsPage,
  referPage,
  groupOfferPage,
  groupPersonsPage,
  groupResultPage,
  referralPage,
  messageBackPage,
  messageBackFilePage,
  lettersPage,
  letterFilePage,
  letterPage,
  mergePage,
  mergesOfFilesPage,
];
