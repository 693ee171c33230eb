import type { PageDefinition } from "../page.ts";
import { accountPage } from "./pages/account.tsx";
import { emergencyPage, reviewPage } from "./pages/emergencies.tsx";
import { firstAccessPage, invitationPage, newPasswordPage } from "./pages/first-password.tsx";
import { membersPage } from "./pages/members.tsx";
import { resetLinkPage } from "./pages/reset-link.tsx";
import { recoveryCodesPage, totpPage } from "./pages/second-factors.tsx";
import { secondFactorPage, signInPage } from "./pages/sign-in.tsx";

/** The pages of accounts, members and emergency openings. */
export const pages: readonly PageDefinition[] = [
  signInPage,
  secondFactorPage,
  invitationPage,
  firstAccessPage,
  newPasswordPage,
  accountPage,
  totpPage,
  recoveryCodesPage,
  membersPage,
  resetLinkPage,
  emergencyPage,
  reviewPage,
];
