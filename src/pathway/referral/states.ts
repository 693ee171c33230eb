import type { Instant, LocalDate } from "#base";
import { instantAtWall, type WallTime } from "#directory";
import type { ChosenDelays, DelayName } from "../territory-delays/delays-chosen.ts";
import { daysLater, workingDaysLater } from "../timer/delays.ts";
import type { FhirStatuses } from "./fhir-status.ts";
import type { MoveName, ReceiverMessage } from "./moves.ts";
import type { ReferralLoop, ReferralStatus } from "./status.ts";

const longAgo = "1970-01-01T00:00:00.000Z" as Instant;

/** A timer that runs while a referral is in a state. */
interface ReferralTimerRule {
  /** The delay, from the last act of somebody; a territory chooses it. */
  readonly after: DelayName;
  /** The delay of a referral that matters sooner, in working days, where it is another. */
  readonly afterIfPriority?: DelayName;
  /** Runs from the day of the meeting, where one is known. */
  readonly isFromMeeting?: boolean;
  /** Runs from the day by which the receiver said that they answer, where they did. */
  readonly isFromExpected?: boolean;
  /** The message to the receiver when it is due. */
  readonly tells?: ReceiverMessage;
  /** The move that is made when it is due. */
  readonly makes?: MoveName;
  /** Whether it begins again once it was due. */
  readonly isRepeated?: boolean;
}

/**
 * Timers of referrals, set anew at each act of somebody.
 * Source  spec/pathway.md §4.3.
 */
export const referralTimers = {
  /** The worker's waiting queue asks for the agreement, or to let it be. */
  "referral-draft": { after: "draftDays" },
  "referral-reminder": {
    after: "reminderDays",
    isFromExpected: true,
    tells: "answer-reminder",
    isRepeated: true,
  },
  "referral-expiry": {
    after: "expiryDays",
    isFromExpected: true,
    afterIfPriority: "priorityExpiryWorkingDays",
    makes: "expire",
  },
  /** Whether somebody came: the receiver and the person are asked, and the worker's waiting queue. */
  "referral-attendance": { after: "attendanceDays", isFromMeeting: true, tells: "how-it-went" },
  /** Whether the person still waits for a place; the worker's waiting queue asks when the receiver does not say. */
  "referral-waitlist": { after: "waitlistDays", tells: "still-waiting", isRepeated: true },
  /** The worker's waiting queue asks how it is going; an act of anybody ends it. */
  "referral-review": { after: "reviewDays" },
  /** The loop is closed as unknown; the state stays. */
  "loop-unknown": { after: "unknownDays" },
} as const satisfies Readonly<Record<string, ReferralTimerRule>>;
/** Kind of a timer of a referral. */
export type ReferralTimer = keyof typeof referralTimers;
/** Kinds of timers of referrals. */
export const referralTimerKinds = Object.keys(
  referralTimers,
) as readonly string[] as readonly ReferralTimer[];

/** What holds while a referral is in a state. */
interface ReferralStateRule {
  /** How FHIR calls it: `unchanged` where what it was called before stays. */
  readonly fhir: FhirStatuses | "unchanged";
  /** Status of the `ServiceRequest` as long as no link worker acknowledged, where it is another. */
  readonly untilAcknowledged?: FhirStatuses["serviceRequest"];
  /** What runs meanwhile; nothing does once its end is known. */
  readonly timers: readonly ReferralTimer[];
  /** Whether whoever referred is told that a message back is there. */
  readonly givesBack?: boolean;
  /** Whether the person is written to, where they have a page of their own: somebody else said no, or nobody said anything. */
  readonly tellsPerson?: boolean;
}

/**
 * Every state: what FHIR R4 calls it, which timers run and whether there is a message back, read by handlers, the API, the docs and tests.
 * Source  spec/pathway.md §4.2 (statuses) and §4.3 (timers).
 */
export const states = {
  draft: {
    fhir: { task: "draft", businessStatus: null, serviceRequest: "draft" },
    timers: ["referral-draft", "loop-unknown"],
  },
  awaiting_consent: {
    fhir: { task: "draft", businessStatus: "awaiting-consent", serviceRequest: "draft" },
    timers: ["referral-draft", "loop-unknown"],
  },
  sent: {
    fhir: { task: "requested", businessStatus: null, serviceRequest: "active" },
    timers: ["referral-reminder", "referral-expiry", "loop-unknown"],
  },
  needs_info: {
    fhir: { task: "requested", businessStatus: "needs-information", serviceRequest: "active" },
    timers: ["referral-expiry", "loop-unknown"],
  },
  accepted: {
    fhir: { task: "accepted", businessStatus: null, serviceRequest: "active" },
    timers: ["loop-unknown"],
  },
  waitlisted: {
    fhir: { task: "on-hold", businessStatus: "waitlist", serviceRequest: "active" },
    timers: ["referral-waitlist", "loop-unknown"],
  },
  contacted: {
    fhir: { task: "in-progress", businessStatus: "scheduled", serviceRequest: "active" },
    timers: ["referral-attendance", "loop-unknown"],
  },
  started: {
    fhir: { task: "in-progress", businessStatus: "first-attendance", serviceRequest: "active" },
    timers: ["referral-review", "loop-unknown"],
  },
  paused: {
    fhir: { task: "on-hold", businessStatus: "paused", serviceRequest: "on-hold" },
    timers: ["loop-unknown"],
  },
  completed: {
    fhir: { task: "completed", businessStatus: null, serviceRequest: "completed" },
    untilAcknowledged: "active",
    timers: [],
    givesBack: true,
  },
  not_completed: {
    fhir: { task: "failed", businessStatus: null, serviceRequest: "active" },
    timers: [],
    givesBack: true,
  },
  refused: {
    fhir: { task: "rejected", businessStatus: null, serviceRequest: "active" },
    timers: [],
    givesBack: true,
    tellsPerson: true,
  },
  declined: {
    fhir: { task: "cancelled", businessStatus: "person-declined", serviceRequest: "revoked" },
    timers: [],
    givesBack: true,
  },
  expired: {
    fhir: { task: "cancelled", businessStatus: "no-response", serviceRequest: "active" },
    timers: ["loop-unknown"],
    givesBack: true,
    tellsPerson: true,
  },
  recalled: {
    fhir: { task: "cancelled", businessStatus: "recalled", serviceRequest: "revoked" },
    timers: [],
    givesBack: true,
  },
  rerouted: { fhir: "unchanged", timers: [], givesBack: true },
  error: {
    fhir: { task: "entered-in-error", businessStatus: null, serviceRequest: "entered-in-error" },
    timers: [],
  },
} as const satisfies Readonly<Record<ReferralStatus, ReferralStateRule>>;

/** A referral of which timers are asked. */
export interface TimedReferral {
  readonly status: ReferralStatus;
  readonly loop: ReferralLoop;
  readonly priority: "routine" | "priority";
  /** Day of the meeting, where one is known. */
  readonly meeting_on?: LocalDate | null;
  /** Day by which an answer is expected, where the receiver said one. */
  readonly expected_on?: LocalDate | null;
}

/** A timer and when it is due. */
export interface TimerDue {
  readonly kind: ReferralTimer;
  readonly dueAt: Instant;
}

/** The timers of a referral on which somebody acts now; a reminder that would come after the end of waiting is none. */
export function timersAfterAct(
  referral: TimedReferral,
  moment: { readonly now: Instant; readonly delays: ChosenDelays; readonly timeZone: string },
): readonly TimerDue[] {
  if (referral.loop !== "open") return [];
  const timers: readonly ReferralTimer[] = states[referral.status].timers;
  const runs = (kind: ReferralTimer): boolean =>
    (referral.meeting_on ?? null) !== null || !("isFromMeeting" in referralTimers[kind]);
  const due = timers.filter(runs).map((kind) => ({ kind, dueAt: dueAtOf(kind, referral, moment) }));
  const expiry = due.find(({ kind }) => kind === "referral-expiry");
  return due.filter(({ kind, dueAt }) => kind !== "referral-reminder" || !expiry || dueAt < expiry.dueAt);
}

function dueAtOf(
  kind: ReferralTimer,
  { priority, meeting_on, expected_on }: TimedReferral,
  { now, delays, timeZone }: Parameters<typeof timersAfterAct>[1],
): Instant {
  const rule: ReferralTimerRule = referralTimers[kind];
  const { after, afterIfPriority, isFromMeeting = false, isFromExpected = false } = rule;
  if (isFromMeeting && meeting_on) return daysLater(morningOf(meeting_on, timeZone), delays[after]);
  const expected = isFromExpected && expected_on ? morningOf(expected_on, timeZone) : now;
  const from = expected > now ? expected : now;
  return priority === "priority" && afterIfPriority !== undefined
    ? workingDaysLater(from, delays[afterIfPriority], timeZone)
    : daysLater(from, delays[after]);
}

/** Nine o'clock in the morning of a day, by the clocks of the place. */
function morningOf(day: LocalDate, timeZone: string): Instant {
  return instantAtWall(Date.parse(`${day}T09:00:00Z`) as WallTime, timeZone, longAgo);
}
