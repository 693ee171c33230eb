import type { PageDefinition } from "../page.ts";
import { alertPage } from "./alerts/alert-page.tsx";
import { alertsPage } from "./alerts/alerts-page.tsx";
import { callQueuePage } from "./call-queue/queue-page.tsx";
import { callRequestPage } from "./call-queue/request-page.tsx";
import { callQueueChoicePage, callQueueSettingsPage } from "./call-queue/settings-page.tsx";
import { instrumentPage } from "./instruments/instrument-page.tsx";
import { instrumentsChoicePage, instrumentsPage } from "./instruments/instruments-page.tsx";
import { onCallChoicePage, onCallPage } from "./on-call/on-call-page.tsx";
import { answersPage } from "./pages/answers.tsx";
import { drawMapPage } from "./network-map/draw-page.tsx";
import { networkMapPage } from "./network-map/map-page.tsx";
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
import { ownSheetPage } from "./person/own-sheet.tsx";
import { reassessmentPage } from "./re-assessment/page.tsx";
import { territoryPathwayPage } from "./territory-pathway/pathway-page.tsx";
import { waitingPage } from "./pages/waiting.tsx";

/** The pages of those who accompany. */
export const pages: readonly PageDefinition[] = [
  waitingPage,
  callQueuePage,
  callQueueChoicePage,
  callQueueSettingsPage,
  callRequestPage,
  alertsPage,
  alertPage,
  onCallChoicePage,
  onCallPage,
  instrumentsChoicePage,
  instrumentsPage,
  instrumentPage,
  territoryPathwayPage,
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
  ownSheetPage,
  needsPage,
  proposalsPage,
  referPage,
  referralPage,
];
