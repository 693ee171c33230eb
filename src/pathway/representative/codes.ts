import { defineCodeList } from "#base";

/** Who speaks for a person, or beside them (country pack France). */
export const representativeKind = defineCodeList(
  "representativeKind",
  "spec/legal.md; C. civ. 371-1, 425 s.; CSP L.1111-6",
  ["parent", "child-guardian", "guardian", "curator", "family-habilitation", "trusted-person"],
);
/** Who speaks for a person. */
export type RepresentativeKind = (typeof representativeKind.codes)[number];

/** What it extends to: in personal matters represents or assists, property alone, or only to be asked. */
export const representativeScope = defineCodeList("representativeScope", "spec/legal.md; C. civ. 459", [
  "parental",
  "represents",
  "assists",
  "property",
  "consulted",
]);
/** What it extends to. */
export type RepresentativeScope = (typeof representativeScope.codes)[number];

/** How it is known. The paper is looked at, not kept. */
export const representativeEvidence = defineCodeList("representativeEvidence", "Tisser, from spec/legal.md", [
  "judgment-seen",
  "family-record-seen",
  "written-designation",
  "said-only",
]);
/** How it is known. */
export type RepresentativeEvidence = (typeof representativeEvidence.codes)[number];

/** Whose agreement something rests on: the person's own, or theirs together with a representative's. Never the latter alone. */
export const agreedBy = defineCodeList("agreedBy", "spec/legal.md, minors and protected adults", [
  "person",
  "both",
  "representative",
]);
/** Whose agreement something rests on. */
export type AgreedBy = (typeof agreedBy.codes)[number];
