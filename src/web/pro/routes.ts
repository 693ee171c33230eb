import type { PageDefinition } from "../page.ts";
import { callQueuePage } from "./call-queue/queue-page.tsx";
import { callRequestPage } from "./call-queue/request-page.tsx";
import { callQueueChoicePage, callQueueSettingsPage } from "./call-queue/settings-page.tsx";
import { newPersonPage } from "./pages/new-person.tsx";
import { personPage } from "./pages/person.tsx";
import { homePage, personsPage } from "./pages/persons.tsx";

/** The pages of those who accompany. */
export const pages: readonly PageDefinition[] = [
  homePage,
  personsPage,
  newPersonPage,
  personPage,
  callQueuePage,
  callQueueChoicePage,
  callQueueSettingsPage,
  callRequestPage,
];
