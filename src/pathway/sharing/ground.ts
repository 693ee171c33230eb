import type { OrganisationKind } from "#access";
import { defineCodeList, type ControllerId, type Id, type LocalDate } from "#base";
import type { AccordKind } from "../accord/codes.ts";
import type { AgreementEvidence, SharedItem, SharingGround } from "./item.ts";
import type { SharingStanding } from "./standing.ts";

/** One side of a sharing, as the law looks at it. */
export interface GroundSide {
  /** Organisation of the territory; null for a receiver that is none, or that nobody named as one. */
  readonly controllerId: ControllerId | null;
  readonly kind: OrganisationKind | null;
  /** What its people are to professional secrecy; `other` while nothing was said. */
  readonly standing: SharingStanding;
}

/** An accord in force to which both sides are parties. */
export interface GroundAccord {
  readonly id: Id<"accord">;
  readonly kind: AccordKind;
  readonly title: string;
  readonly items: readonly SharedItem[];
  /** Last day on which it holds. */
  readonly lastDay: LocalDate;
}

/** What decides on what ground something may be told. */
export interface GroundQuestion {
  /** Whoever tells; `isClinician` where they act as a health professional. */
  readonly sender: GroundSide & { readonly isClinician: boolean };
  readonly receiver: GroundSide;
  readonly items: readonly SharedItem[];
  /** How the person's agreement is known; `informed` is none; null while they were not asked. */
  readonly evidence: AgreementEvidence | null;
  /** Whether the person asked for it themself. */
  readonly askedByPerson: boolean;
  /** Whether the person took back what was told to this receiver before, and agreed to nothing since. */
  readonly hasObjected: boolean;
  /** Whether several professionals must act because difficulties grow worse (CASF L.121-6-2), as the worker states. */
  readonly severalNeeded: boolean;
  readonly accords: readonly GroundAccord[];
}

/** What the person is owed for a ground: their word, or to be told first. */
export type GroundNeed = "agreement" | "information";

/** A ground that holds. */
export interface GroundFound {
  readonly isLawful: true;
  readonly ground: SharingGround;
  /** Rule and article, as a data-protection officer would look them up. */
  readonly article: string;
  readonly needs: GroundNeed;
  /** The accord on which it rests. */
  readonly accord: GroundAccord | null;
  /** Other grounds that hold too; the first of the rule is the one taken. */
  readonly also: readonly SharingGround[];
}

/** Why nothing may be told as things are. */
export const groundRefusal = defineCodeList("groundRefusal", "spec/legal.md fact (c)", [
  "objected",
  "beyond",
  "outsider",
  "secrecy",
]);
/** Why nothing may be told. */
export type GroundRefusal = (typeof groundRefusal.codes)[number];

/** What would make it lawful. */
export const groundRemedy = defineCodeList("groundRemedy", "Tisser, from spec/legal.md", [
  "ask-agreement",
  "ask-again",
  "fewer-items",
  "say-who-receives",
  "choose-other",
  "act-in-danger",
]);
/** What would make it lawful. */
export type GroundRemedy = (typeof groundRemedy.codes)[number];

/** No ground holds. */
export interface GroundRefused {
  readonly isLawful: false;
  readonly reason: GroundRefusal;
  readonly article: string;
  readonly remedies: readonly GroundRemedy[];
}

const isProfessional = ({ standing }: GroundSide): boolean => standing !== "other";

const isSameOrganisation = ({ sender, receiver }: GroundQuestion): boolean =>
  receiver.controllerId !== null && sender.controllerId === receiver.controllerId;

/** Those bound by medical secrecy: an accord between controllers does not lift it. */
const isCareBound = ({ sender }: GroundQuestion): boolean => sender.isClinician || sender.standing === "care";

function accordFor({ accords, items }: GroundQuestion, kind: AccordKind): GroundAccord | null {
  return accords.find((one) => one.kind === kind && items.every((item) => one.items.includes(item))) ?? null;
}

const spoken: readonly (AgreementEvidence | null)[] = ["witnessed-oral", "click"];
const agreed: readonly (AgreementEvidence | null)[] = [...spoken, "signed-paper"];

interface GroundRule {
  readonly ground: SharingGround;
  readonly article: string;
  readonly needs: GroundNeed;
  readonly holds: (question: GroundQuestion) => boolean;
  /** The kind of accord on which it rests, where it rests on one. */
  readonly accord?: AccordKind;
}

/** Grounds of the country pack France, the first of the rule first. */
const groundRules: readonly GroundRule[] = [
  {
    ground: "self-referral",
    article: "RGPD art. 6 (1) (a), 7",
    needs: "agreement",
    holds: (question) => question.askedByPerson && spoken.includes(question.evidence),
  },
  {
    ground: "same-care-team",
    article: "CSP art. L.1110-12",
    needs: "information",
    accord: "care-team",
    holds: (question) =>
      !question.hasObjected &&
      isProfessional(question.sender) &&
      isProfessional(question.receiver) &&
      (isSameOrganisation(question) || accordFor(question, "care-team") !== null),
  },
  {
    ground: "social-action",
    article: "CASF art. L.121-6-2",
    needs: "information",
    holds: (question) =>
      question.severalNeeded &&
      !question.hasObjected &&
      !question.sender.isClinician &&
      question.sender.standing === "social" &&
      question.receiver.standing === "social" &&
      (question.receiver.kind === "commune" || question.receiver.kind === "departement"),
  },
  {
    ground: "joint-controllers",
    article: "RGPD art. 26",
    needs: "information",
    accord: "joint-controllers",
    holds: (question) =>
      !question.hasObjected &&
      !isCareBound(question) &&
      isProfessional(question.receiver) &&
      accordFor(question, "joint-controllers") !== null,
  },
  {
    ground: "person-agreed",
    article: "CSP art. L.1110-4 ; RGPD art. 6 (1) (a), 7",
    needs: "agreement",
    holds: (question) => agreed.includes(question.evidence),
  },
];

/**
 * On what ground items may go to a receiver, from the roles of both sides; or why not, and what would make it lawful. Where
 * several grounds hold, the first of the rule is taken and the others are named.
 * A danger is no ground here: one professional then acts at once, by an act of its own that a second reviews.
 * Source  spec/legal.md fact (c): same care team (CSP L.1110-12), professionals outside it (L.1110-4), social action
 *         (CASF L.121-6-2) only there, volunteers, associations and others only what the person agrees to pass on; accords
 *         between controllers (GDPR art. 26).
 */
export function groundForSharing(question: GroundQuestion): GroundFound | GroundRefused {
  const [first, ...others] = groundRules.filter(({ holds }) => holds(question));
  if (first === undefined) return refusalOf(question);
  return {
    isLawful: true,
    ground: first.ground,
    article: first.article,
    needs: first.needs,
    accord: first.accord === undefined ? null : accordFor(question, first.accord),
    also: others.map(({ ground }) => ground),
  };
}

function refusalOf(question: GroundQuestion): GroundRefused {
  const { receiver, accords } = question;
  if (question.hasObjected) return refused("objected", "RGPD art. 7 (3), 21", "ask-again", "choose-other");
  if (!isProfessional(receiver)) {
    const unnamed = receiver.controllerId === null ? (["say-who-receives"] as const) : [];
    return refused("outsider", "RGPD art. 6 (1) (a)", "ask-agreement", ...unnamed, "choose-other");
  }
  const mayRest = accords.some((one) =>
    one.kind === "care-team" ? isProfessional(question.sender) : !isCareBound(question),
  );
  if (mayRest) return refused("beyond", "RGPD art. 5 (1) (c)", "fewer-items", "ask-agreement");
  return refused("secrecy", "CSP art. L.1110-4", "ask-agreement", "choose-other");
}

function refused(
  reason: GroundRefusal,
  article: string,
  ...remedies: readonly GroundRemedy[]
): GroundRefused {
  return { isLawful: false, reason, article, remedies: [...remedies, "act-in-danger"] };
}
