import { defineCodeList } from "#base";

/** In what way a file was opened, in the words of whom it is about. */
export const accessKind = defineCodeList("accessKind", "Tisser, from spec/pathway.md §4.4", [
  "read",
  "changed",
  "exported",
  "emergency",
  "danger",
]);
/** In what way a file was opened. */
export type AccessKind = (typeof accessKind.codes)[number];

/** Who opened it. */
export const accessParty = defineCodeList("accessParty", "Tisser, from spec/pathway.md §4.4", [
  "professional",
  "link",
  "system",
]);
/** Who opened it. */
export type AccessParty = (typeof accessParty.codes)[number];

/** What the record says of one act: the action, the reason told, and what kind of actor it was. */
export interface ActOnFile {
  readonly action: string;
  readonly reason: string | null;
  readonly actorKind: string;
}

/** In what way an act opened the file: whatever does not only read changed something. */
export function kindOfAccess({ action, reason }: ActOnFile): AccessKind {
  if (reason === "break-glass" || reason === "emergency") return "emergency";
  if (reason === "danger") return "danger";
  const verb = action.split(".").at(-1) ?? "";
  if (verb.startsWith("export")) return "exported";
  return /^(read|list|find)/.test(verb) ? "read" : "changed";
}

/** Who an actor is to the person: timers and the terminal are the program. */
export function partyOfAccess({ actorKind }: Pick<ActOnFile, "actorKind">): AccessParty {
  if (actorKind === "account") return "professional";
  return actorKind === "operator" ? "system" : "link";
}
