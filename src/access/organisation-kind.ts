import { defineCodeList } from "#base";

/** What kind of organisation answers for files. */
export const organisationKind = defineCodeList(
  "organisationKind",
  "Tisser, from the actors named in French law and practice",
  ["social-centre", "commune", "departement", "association", "home-help", "health", "housing", "other"],
);
/** One kind of organisation. */
export type OrganisationKind = (typeof organisationKind.codes)[number];
