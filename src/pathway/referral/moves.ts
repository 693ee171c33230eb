import type { LocalDate } from "#base";
import { endedStatuses, loopOf, referralStatus, type ReferralLoop, type ReferralStatus } from "./status.ts";

/** Who acts on a referral: a worker of the organisation that sent it, the receiver, the person, or a timer. */
export type ReferralParty = "worker" | "receiver" | "person" | "system";

/** What must be told with a move. */
export type MoveNeed = "reason" | "nextStep" | "outcome" | "note" | "meetingOn" | "expectedOn";

/** One allowed move. */
export interface Move {
  readonly from: readonly ReferralStatus[];
  /** Where it leads; `same` where it stands as before. */
  readonly to: ReferralStatus | "same";
  /** Who may make it. A worker also acts on the person's word, and then says so in the note. */
  readonly by: readonly ReferralParty[];
  /** What it must come with; without it the move is refused. */
  readonly needs?: readonly MoveNeed[];
  /** Whether a day may be told with it, on which something is expected; nobody has to. */
  readonly mayExpect?: boolean;
  /** Whether a worker may note it on the receiver's word, heard by telephone or face to face: the note then says who said so. */
  readonly isOnReceiversWord?: boolean;
  /** Whether something about the person leaves the organisation: the ground for sharing is checked then. */
  readonly isSharing?: boolean;
  /** What the receiver is told, where there is an address and they did not act themselves; nothing of it tells of the person. */
  readonly tells?: ReceiverMessage;
  /** Whether messages about it that still wait are withheld. */
  readonly isWithholding?: boolean;
  /** What must hold beside the state: somebody else told that it is done, and no worker has said that they know. */
  readonly guard?: "told-by-others";
  /** Whether it only says that one knows how it ended: the day and the outcome of the end stay. */
  readonly isKeepingEnd?: boolean;
  /** Whether it takes back what a receiver knew: only one who knew is told, and asked to erase it. */
  readonly isTakingBack?: boolean;
  /** What stays of the moments that were offered for a meeting: all of them, or the one that was chosen. Else they end with it. */
  readonly keepsMoments?: "all" | "chosen";
}

/** Messages to the receiver of which there are texts in every language, under `message.<name>`. */
export type ReceiverMessage =
  | "answer-asked"
  | "answer-reminder"
  | "how-it-went"
  | "still-waiting"
  | "moment-said"
  | "on-hold"
  | "nothing-to-do";

/** States in which a receiver knows of a referral and is to do something. */
const active: readonly ReferralStatus[] = [
  "sent",
  "needs_info",
  "accepted",
  "waitlisted",
  "contacted",
  "started",
  "paused",
];

/** States in which moments may be offered for a meeting, and one of them chosen. */
const meetable: readonly ReferralStatus[] = ["accepted", "waitlisted", "contacted"];

const takenBack = { tells: "nothing-to-do", isWithholding: true, isTakingBack: true } as const;

/**
 * Every move there is: read by handlers, screens, messages and tests.
 * Source  spec/pathway.md §4.2 and §4.3.
 */
export const moves = {
  "ask-consent": { from: ["draft"], to: "awaiting_consent", by: ["worker"] },
  send: {
    from: ["draft", "awaiting_consent", "expired"],
    to: "sent",
    by: ["worker"],
    isSharing: true,
    tells: "answer-asked",
  },
  "ask-information": { from: ["sent"], to: "needs_info", by: ["receiver"], needs: ["note"] },
  "give-information": {
    from: ["needs_info"],
    to: "sent",
    by: ["worker"],
    needs: ["note"],
    isSharing: true,
    tells: "answer-asked",
  },
  accept: {
    from: ["sent", "needs_info"],
    to: "accepted",
    by: ["receiver", "worker"],
    isOnReceiversWord: true,
  },
  refuse: {
    from: ["sent", "needs_info", "waitlisted"],
    to: "refused",
    by: ["receiver", "worker"],
    needs: ["reason", "nextStep"],
    isOnReceiversWord: true,
  },
  /** The day by which a receiver will answer, where it is not now: the end of waiting is counted from it. It is no answer. */
  "answer-later": {
    from: ["sent"],
    to: "sent",
    by: ["receiver", "worker"],
    needs: ["expectedOn"],
    isOnReceiversWord: true,
  },
  /** About when there may be a place, where the receiver can say. */
  waitlist: {
    from: ["accepted"],
    to: "waitlisted",
    by: ["receiver", "worker"],
    mayExpect: true,
    isOnReceiversWord: true,
  },
  /** The person still waits for a place: nothing else changes, and one asks again later. */
  "confirm-waitlist": {
    from: ["waitlisted"],
    to: "waitlisted",
    by: ["receiver", "worker"],
    mayExpect: true,
    keepsMoments: "all",
  },
  contact: {
    from: ["accepted", "waitlisted", "paused"],
    to: "contacted",
    by: ["receiver", "worker"],
    keepsMoments: "all",
  },
  /** Up to five moments for a meeting are offered: the person chooses one. They take the place of those before. */
  "offer-moments": { from: meetable, to: "same", by: ["receiver", "worker"] },
  /** The person chose one of them: it is the day of the meeting. */
  "choose-moment": {
    from: meetable,
    to: "contacted",
    by: ["person", "worker"],
    needs: ["meetingOn"],
    tells: "moment-said",
    keepsMoments: "chosen",
  },
  /** None of them suits the person, who wants to be called. */
  "no-moment": { from: meetable, to: "same", by: ["person", "worker"], tells: "moment-said" },
  /** The day of the meeting is known: after it, both sides are asked whether the person came. */
  "set-meeting": {
    from: ["contacted"],
    to: "contacted",
    by: ["receiver", "worker"],
    needs: ["meetingOn"],
  },
  start: {
    from: ["contacted", "paused"],
    to: "started",
    by: ["receiver", "person", "worker"],
    keepsMoments: "chosen",
  },
  /** The person's word is enough: a receiver who did not say so themselves is told, without a reason. */
  pause: {
    from: ["contacted", "started"],
    to: "paused",
    by: ["receiver", "person", "worker"],
    tells: "on-hold",
    isWithholding: true,
  },
  /** What happened in the person's life puts everything off: a stay in hospital, a long absence. */
  interrupt: {
    from: ["sent", "needs_info", "accepted", "waitlisted", "contacted", "started"],
    to: "paused",
    by: ["system"],
    tells: "on-hold",
    isWithholding: true,
  },
  complete: {
    from: ["started", "paused"],
    to: "completed",
    by: ["receiver", "person", "worker"],
    needs: ["outcome"],
    keepsMoments: "chosen",
  },
  /** The link worker knows of an end that the receiver or the person told: only then is the request itself complete. */
  acknowledge: {
    from: ["completed"],
    to: "completed",
    by: ["worker"],
    guard: "told-by-others",
    isKeepingEnd: true,
    keepsMoments: "all",
  },
  /**
   * It is not so: the loop is open again where it stood before, and the receiver is asked again. Not a sharing: what the receiver
   * may read of it hangs on the agreement as it then stands.
   */
  dispute: {
    from: ["completed"],
    to: "started",
    by: ["worker"],
    needs: ["note"],
    guard: "told-by-others",
    tells: "answer-asked",
  },
  "not-possible": {
    from: ["accepted", "contacted", "started"],
    to: "not_completed",
    by: ["receiver", "worker"],
    needs: ["reason"],
  },
  decline: { from: active, to: "declined", by: ["person", "worker"], ...takenBack },
  expire: { from: ["sent", "needs_info"], to: "expired", by: ["system"] },
  recall: { from: ["awaiting_consent", ...active], to: "recalled", by: ["worker"], ...takenBack },
  withdraw: {
    from: ["draft", "awaiting_consent", ...active],
    to: "recalled",
    by: ["person", "worker", "system"],
    ...takenBack,
  },
  reroute: {
    from: ["waitlisted", "refused", "not_completed", "expired"],
    to: "rerouted",
    by: ["worker"],
  },
  "mark-error": {
    from: referralStatus.codes.filter((status) => status !== "error"),
    to: "error",
    by: ["worker"],
    needs: ["note"],
    ...takenBack,
  },
} as const satisfies Readonly<Record<string, Move>>;

/** Name of a move. */
export type MoveName = keyof typeof moves;

/** Names of all moves, in the order of the table. */
export const moveNames = Object.keys(moves) as readonly string[] as readonly [MoveName, ...MoveName[]];

/** A move by its name, its details as the table's type says. */
export function moveOf(name: MoveName): Move {
  return moves[name];
}

/**
 * Moves that are made by another door, with what it asks besides: an agreement, the limit of what is under way, the referral that
 * follows on, the end of what was agreed to, the moments offered or the one chosen. As a mere move they would leave it out.
 */
const ownDoor: ReadonlySet<MoveName> = new Set([
  "send",
  "ask-consent",
  "reroute",
  "withdraw",
  "offer-moments",
  "choose-moment",
  "no-moment",
]);

/** Whether a move is made by a door of its own, and not as a mere move. */
export function hasOwnDoor(name: MoveName): boolean {
  return ownDoor.has(name);
}

/** The moves that a party may make from a state, in the order of the table. */
export function movesFrom(status: ReferralStatus, party: ReferralParty): readonly MoveName[] {
  return moveNames.filter((name) => canMove(name, status, party));
}

/** Whether a party may make a move from a state. */
export function canMove(name: MoveName, status: ReferralStatus, party: ReferralParty): boolean {
  const { from, by } = moveOf(name);
  return from.includes(status) && by.includes(party);
}

/** Whether a move from a state takes back what a receiver was told: then they are asked to erase it. */
export function takesBack(name: MoveName, from: ReferralStatus): boolean {
  return moveOf(name).isTakingBack === true && active.includes(from);
}

/** What a move was told with. */
export interface MoveDetails {
  readonly reason?: string | null | undefined;
  readonly nextStep?: string | null | undefined;
  readonly outcome?: string | null | undefined;
  readonly note?: string | null | undefined;
  /** Day of a meeting with the receiver. */
  readonly meetingOn?: LocalDate | null | undefined;
  /** Day by which an answer, or about which a place, is expected. */
  readonly expectedOn?: LocalDate | null | undefined;
}

/** What a move must come with, of whoever makes it. */
export function needsOf(name: MoveName, party: ReferralParty): readonly MoveNeed[] {
  const { needs = [], isOnReceiversWord = false } = moveOf(name);
  return party === "worker" && isOnReceiversWord ? [...needs, "note"] : needs;
}

/** What is missing for a move. */
export function missingFor(name: MoveName, party: ReferralParty, details: MoveDetails): readonly MoveNeed[] {
  return needsOf(name, party).filter((need) => !details[need]);
}

/** Where a referral stands. */
export interface ReferralState {
  readonly status: ReferralStatus;
  readonly loop: ReferralLoop;
}

/** Where every referral begins. */
export const firstState: ReferralState = { status: "draft", loop: "open" };

/** Where a move leads from a state. A referral closed as unknown that somebody acts on again is open or known again. */
export function after(name: MoveName, from: ReferralStatus): ReferralState {
  const { to } = moveOf(name);
  const status = to === "same" ? from : to;
  return { status, loop: loopOf(status) };
}

/**
 * Where a history leads: every history can be replayed to the same state.
 * @param names moves in their order; `close-unknown` stands for the timer that gave up waiting.
 * @throws RangeError when a move of the history was not allowed where it stands.
 */
export function replay(
  names: readonly { readonly name: MoveName | "close-unknown"; readonly by: ReferralParty }[],
): ReferralState {
  let state = firstState;
  for (const { name, by } of names) {
    if (name === "close-unknown") {
      if (state.loop !== "open") throw new RangeError(`close-unknown of a loop ${state.loop}`);
      state = { ...state, loop: "closed_unknown" };
    } else {
      if (!canMove(name, state.status, by)) throw new RangeError(`${name} by ${by} from ${state.status}`);
      state = after(name, state.status);
    }
  }
  return state;
}

/** Whether a state may hold: an ended referral is known, an unfinished one is never a known end. */
export function isSound({ status, loop }: ReferralState): boolean {
  return endedStatuses.has(status) ? loop === "closed_known" : loop !== "closed_known";
}
