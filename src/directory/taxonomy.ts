import { defineCodeList } from "#base";

/** Five categories of action: écouter, rassembler, rejoindre, soutenir, faire participer. */
export const categoryOfAction = defineCodeList("categoryOfAction", "SISM 2025", [
  "listen",
  "gather",
  "reach-out",
  "support",
  "take-part",
]);
/** One of the five categories of action. */
export type CategoryOfAction = (typeof categoryOfAction.codes)[number];

/** Six types of intervention to which evidence attaches; independent of the five categories. */
export const interventionType = defineCodeList(
  "interventionType",
  "umbrella review of interventions, 2025 lecture",
  [
    "contact-opportunities",
    "social-support",
    "psychological-support",
    "psycho-social-skills",
    "physical-activity",
    "digital",
  ],
);
/** One of the six types of intervention. */
export type InterventionType = (typeof interventionType.codes)[number];

/** What kind of thing an offer is. */
export const offerKind = defineCodeList("offerKind", "Tisser, from HSDS and data·inclusion practice", [
  "place",
  "service",
  "activity",
  "mission",
  "helpline",
  "stop",
  "bench",
]);
/** One kind of offer. */
export type OfferKind = (typeof offerKind.codes)[number];

/** What it costs. */
export const frais = defineCodeList(
  "frais",
  "data·inclusion v1 frais, with the conditional case of the médiation numérique standard",
  ["gratuit", "gratuit-sous-condition", "payant"],
);
/** One code of cost. */
export type Frais = (typeof frais.codes)[number];

/** Whom it welcomes in particular. An offer without a code welcomes everyone, as far as is known. */
export const publicServed = defineCodeList(
  "publicServed",
  "data·inclusion v1 publics and médiation numérique publics, reduced to what the feeds say",
  [
    "jeunes",
    "adultes",
    "seniors",
    "familles-enfants",
    "femmes",
    "etudiants",
    "personnes-en-situation-illettrisme",
    "personnes-handicapees",
    "deficience-visuelle",
    "surdite",
    "handicap-moteur",
    "handicap-psychique",
    "langues-etrangeres",
    "aidants",
    "deuil",
    "parents-bebe",
    "parent-solo",
    "demandeurs-emploi",
    "sans-abri",
    "personnes-exilees",
    "separation",
    "addiction",
    "lgbt",
    "souffrance-psychique",
    "agriculteurs",
    "retraite",
  ],
);
/** One public. */
export type PublicServed = (typeof publicServed.codes)[number];

/** How well a position is known. */
export const positionPrecision = defineCodeList("positionPrecision", "Tisser", [
  "address",
  "street",
  "town",
  "area",
]);
/** One degree of precision of a position. */
export type PositionPrecision = (typeof positionPrecision.codes)[number];

/** Whether somebody in a wheelchair gets in (OSM `wheelchair`). */
export const wheelchairAccess = defineCodeList("wheelchairAccess", "OpenStreetMap wheelchair", [
  "yes",
  "limited",
  "no",
  "unknown",
]);
/** One answer. */
export type WheelchairAccess = (typeof wheelchairAccess.codes)[number];

/** What a place has for people who hear, see, move or understand otherwise. */
export const accessFeature = defineCodeList("accessFeature", "Tisser, with the facts of AccèsLibre 0.0.20", [
  "hearing-loop",
  "sign-language",
  "cued-speech",
  "subtitles",
  "text",
  "audio-description",
  "sound-beacon",
  "guiding-strip",
  "trained-staff",
  "adapted-toilets",
  "adapted-parking",
  "quiet",
]);
/** One of them. */
export type AccessFeature = (typeof accessFeature.codes)[number];
