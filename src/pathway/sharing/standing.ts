import { defineCodeList } from "#base";

/** What the people of an organisation are to the law of professional secrecy; said by the organisation. */
export const sharingStanding = defineCodeList(
  "sharingStanding",
  "CSP art. L.1110-4, R.1110-2; spec/legal.md fact (c)",
  ["care", "social", "other"],
);
/** What the people of an organisation are to the law of professional secrecy. */
export type SharingStanding = (typeof sharingStanding.codes)[number];

/** On what ground of art. 9 an organisation holds what tells of health or of other special things. */
export const specialGround = defineCodeList("specialGround", "GDPR art. 9 (2) (a), (b), (h)", [
  "explicit-consent",
  "social-protection",
  "care-or-social",
]);
/** A ground of art. 9. */
export type SpecialGround = (typeof specialGround.codes)[number];
