import type { Role } from "#base";

/**
 * How far somebody reaches, of one kind of thing:
 * - `organisation`: in every file of the organisation in which they hold the role;
 * - `own-case`: in files of persons whom they accompany;
 * - `own-act`: in those files, only what they asked, drew or brought themselves;
 * - `on-request`: by the export alone, to answer the person;
 * - `none`: nowhere.
 */
export type Reach = "organisation" | "own-case" | "own-act" | "on-request" | "none";

/** Roles that reach anything in a file; every other role reaches nothing of it. */
type FileRole =
  | "prescriber"
  | "field-worker"
  | "link-worker"
  | "team-coordinator"
  | "data-protection-officer";

/** What somebody who refers, or meets people outside, sees: their own cases alone. */
const referrer = { prescriber: "own-case", "field-worker": "own-case" } as const;
/** What whoever owns the loop sees, and whoever stands in for them. */
const linkWorker = { "link-worker": "organisation", "team-coordinator": "organisation" } as const;
const officer = { "data-protection-officer": "on-request" } as const;

/**
 * Who sees what of a person, by role, inside the organisation that holds the file. Read by the scope of each transaction,
 * by `seesResult` and by the tests, which try every cell. Receivers and persons have no role here: what they see goes
 * by the agreement (`answer/shared-person.ts`) and by the person's own link.
 * Source  spec/pathway.md §4.4; spec/legal.md.
 */
export const whoSees = {
  /** Names, birth date, how to be in touch. */
  identity: { ...referrer, ...linkWorker, ...officer },
  /** "Ce qui compte pour moi", needs, what was chosen. */
  wishes: { ...referrer, ...linkWorker, ...officer },
  /** Answers, scores, bands, maps of ties. */
  result: { prescriber: "own-act", "field-worker": "own-act", ...linkWorker, ...officer },
  /** State, dates, outcome and history of referrals. */
  referral: { ...referrer, ...linkWorker, ...officer },
  /** Letters, decisions, reports that somebody brought: they may tell of health. */
  document: { prescriber: "own-act", "field-worker": "own-act", ...linkWorker, ...officer },
  /** That an answer told of suicidal risk; whoever is on call sees it too. */
  riskAlert: { ...referrer, ...linkWorker, ...officer },
  /** What was done in danger without agreement, and its review: whoever answers for the file reviews too. */
  dangerAct: { ...referrer, ...linkWorker, "data-protection-officer": "organisation" },
  /** Who opened the file, and when. */
  accesses: { "data-protection-officer": "organisation" },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<FileRole, Reach>>>>>;

/** A kind of thing in a file. */
export type Thing = keyof typeof whoSees;

/** How far a role reaches, of a kind of thing. */
export function reachOf(thing: Thing, role: Role): Reach {
  const row: Readonly<Partial<Record<Role, Reach>>> = whoSees[thing];
  return row[role] ?? "none";
}
