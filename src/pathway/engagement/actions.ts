import { anyone, defineAction, hasRole, idSchema, instantSchema, localDateSchema, when } from "#base";
import { holds } from "#access";
import { z } from "zod";
import { phoneSchema } from "../referral/referral.ts";
import { mayFollow, type TeamFacts } from "../rules.ts";
import { coordinates } from "../volunteer/actions.ts";
import { engagementPurpose, unfitReason, volunteerStatus } from "../volunteer/codes.ts";
import {
  engagementEnd,
  engagementStatus,
  meetingOutcome,
  pairing,
  visitFinding,
  visitReportReason,
} from "./codes.ts";

const engagementId = idSchema<"engagement">();
const volunteerId = idSchema<"volunteer">();
const personId = idSchema<"person">();
const version = z.int().min(1);
const receipt = z.strictObject({ personId, engagementId, version });
const door = {
  page: "/pro/personnes/:personId/visites",
  done: "/pro/personnes/:personId/visites",
} as const;

/** A volunteer of the organisation. */
export const volunteersThere = when<TeamFacts>(
  hasRole("volunteer"),
  (actor, { controllerId }) => holds(actor, "volunteer", controllerId),
  "otherOrganisation",
);

const meeting = z.strictObject({
  id: idSchema<"meeting">(),
  day: localDateSchema,
  outcome: meetingOutcome.schema,
  minutes: z.int().min(1).max(600).nullable(),
  volunteerName: z.string().max(120).nullable(),
});

const party = z.strictObject({
  volunteerId,
  name: z.string().max(120),
  status: z.enum(["proposed", "accepted", "declined", "withdrawn"]),
  volunteerStatus: volunteerStatus.schema,
  /** The person lets this volunteer read their number. */
  seesPersonPhone: z.boolean(),
  /** Number that this volunteer lets the person read; null: masked. */
  phone: z.string().max(30).nullable(),
});

/** The contact engagements of a person. */
export const listEngagements = defineAction({
  name: "pathway.listEngagements",
  summary:
    "The visits and calls of a person: who, in which rhythm, what became of each meeting, what waits; and who could be asked.",
  route: "GET /pathway/persons/:personId/engagements",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({
    givenNames: z.string().max(100),
    engagements: z
      .array(
        z.strictObject({
          id: engagementId,
          purpose: engagementPurpose.schema,
          pairing: pairing.schema,
          rhythmDays: z.int().min(1),
          monthlyCap: z.int().min(1).nullable(),
          status: engagementStatus.schema,
          startedOn: localDateSchema.nullable(),
          reviewOn: localDateSchema,
          isReviewDue: z.boolean(),
          lastMetOn: localDateSchema.nullable(),
          /** No meeting for twice the rhythm. */
          missedSince: instantSchema.nullable(),
          endReason: engagementEnd.schema.nullable(),
          relayPhone: z.string().max(30).nullable(),
          words: z.string().max(1000).nullable(),
          parties: z.array(party).max(50),
          meetings: z.array(meeting).max(50),
          /** Who could be asked now, and why others are not. */
          candidates: z
            .array(
              z.strictObject({
                volunteerId,
                name: z.string().max(120),
                missing: z.array(unfitReason.schema).max(20),
              }),
            )
            .max(500),
          version,
        }),
      )
      .max(50),
    exclusions: z
      .array(
        z.strictObject({
          volunteerId,
          name: z.string().max(120),
          askedBy: z.enum(["person", "volunteer", "team"]),
        }),
      )
      .max(200),
    volunteers: z.array(z.strictObject({ volunteerId, name: z.string().max(120) })).max(500),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

/** Begins to look for somebody. */
export const startEngagement = defineAction({
  name: "pathway.startEngagement",
  summary:
    "Begins a contact engagement of a person who agreed to it: purpose, rhythm, one who stays or several, cap, day of review.",
  route: "POST /pathway/persons/:personId/engagements",
  part: "persons",
  input: z.strictObject({
    id: engagementId,
    personId,
    purpose: engagementPurpose.schema,
    pairing: pairing.schema,
    rhythmDays: z.int().min(1).max(92),
    monthlyCap: z.int().min(1).max(31).nullable().default(null),
    reviewOn: localDateSchema,
    /** Number through which both call, so that neither has the other's. */
    relayPhone: phoneSchema.nullable().default(null),
    /** Words of the person for whoever accepts. */
    words: z.string().trim().max(1000).nullable().default(null),
    /** The person agrees that their first name and these words go to whoever accepts. */
    isAgreed: z.literal(true),
  }),
  output: receipt,
  allow: mayFollow,
  personal: ["relayPhone", "words"],
  form: { ...door, path: "/pro/personnes/:personId/visites" },
  errors: [
    "pathway.personNotFound",
    "pathway.minorGroundNeeded",
    "pathway.representativeNeeded",
    "pathway.engagementExists",
    "pathway.relayIsOwnNumber",
  ],
});

/** Asks a volunteer. */
export const proposeVolunteer = defineAction({
  name: "pathway.proposeVolunteer",
  summary:
    "Asks a volunteer for an engagement: only who brings what the mission asks, and never an excluded pair. Before accepting they read no name.",
  route: "POST /pathway/persons/:personId/engagements/:engagementId/proposals",
  part: "persons",
  input: z.strictObject({ personId, engagementId, volunteerId }),
  output: receipt,
  allow: mayFollow,
  form: { ...door, path: "/pro/personnes/:personId/visites/:engagementId/propositions" },
  errors: [
    "pathway.personNotFound",
    "pathway.engagementNotFound",
    "pathway.engagementOver",
    "pathway.engagementTaken",
    "pathway.volunteerNotFound",
    "pathway.volunteerUnfit",
  ],
});

/** Takes a proposal or an acceptance back. */
export const withdrawVolunteer = defineAction({
  name: "pathway.withdrawVolunteer",
  summary:
    "Takes a proposal back, or ends the part of a volunteer in an engagement; what they could read closes.",
  route: "POST /pathway/persons/:personId/engagements/:engagementId/withdrawals",
  part: "persons",
  input: z.strictObject({ personId, engagementId, volunteerId }),
  output: receipt,
  allow: mayFollow,
  form: { ...door, path: "/pro/personnes/:personId/visites/:engagementId/retraits" },
  errors: ["pathway.personNotFound", "pathway.engagementNotFound", "pathway.proposalNotFound"],
});

/** Pauses, resumes, reviews or ends an engagement. */
export const moveEngagement = defineAction({
  name: "pathway.moveEngagement",
  summary:
    "Pauses, resumes, reviews (with the day of the next review) or ends (with a reason) a contact engagement.",
  route: "POST /pathway/persons/:personId/engagements/:engagementId/moves",
  part: "persons",
  input: z.strictObject({
    personId,
    engagementId,
    move: z.enum(["pause", "resume", "review", "end"]),
    reviewOn: localDateSchema.nullable().default(null),
    reason: engagementEnd.schema.nullable().default(null),
  }),
  output: receipt,
  allow: mayFollow,
  versioned: true,
  form: { ...door, path: "/pro/personnes/:personId/visites/:engagementId/suite" },
  errors: ["pathway.personNotFound", "pathway.engagementNotFound", "pathway.engagementOver"],
});

const meetingFields = {
  id: idSchema<"meeting">(),
  engagementId,
  day: localDateSchema,
  outcome: meetingOutcome.schema,
  minutes: z
    .union([z.int().min(1).max(600), z.enum(["20", "60", "120"]).transform(Number)])
    .nullable()
    .default(null),
};
const meetingErrors = [
  "pathway.engagementNotFound",
  "pathway.engagementOver",
  "pathway.meetingExists",
  "pathway.meetingInFuture",
  "pathway.meetingMinutesNeeded",
  "pathway.meetingCapReached",
] as const;

/** Notes a meeting, by the team. */
export const noteMeeting = defineAction({
  name: "pathway.noteMeeting",
  summary: "Notes a meeting of an engagement: what became of it, and how long it was.",
  route: "POST /pathway/persons/:personId/engagements/:engagementId/meetings",
  part: "persons",
  input: z.strictObject({ personId, ...meetingFields }),
  output: receipt,
  allow: mayFollow,
  offline: true,
  form: { ...door, path: "/pro/personnes/:personId/visites/:engagementId/rencontres" },
  errors: ["pathway.personNotFound", ...meetingErrors],
});

/** The card of an engagement, for the person: where to say that something is wrong. */
export const readVisitCard = defineAction({
  name: "pathway.readVisitCard",
  summary:
    "The address that a person keeps, at which anybody says without account that something is wrong with a visit.",
  route: "GET /pathway/persons/:personId/engagements/:engagementId/card",
  part: "persons",
  input: z.strictObject({ personId, engagementId }),
  output: z.strictObject({
    address: z.string().max(400),
    purpose: engagementPurpose.schema,
    relayPhone: z.string().max(30).nullable(),
    /** Volunteers who let the person read their number. */
    numbers: z.array(z.strictObject({ name: z.string().max(120), phone: z.string().max(30) })).max(50),
    organisationName: z.string().max(200),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound", "pathway.engagementNotFound"],
});

const ownVisit = z.strictObject({
  id: engagementId,
  purpose: engagementPurpose.schema,
  pairing: pairing.schema,
  rhythmDays: z.int().min(1),
  status: engagementStatus.schema,
  /** Suspended: what the mission asks is missing by now, or the two are kept apart; nothing of the person is read then. */
  party: z.enum(["proposed", "accepted", "suspended"]),
  /** Null before acceptance, and while suspended. */
  givenName: z.string().max(100).nullable(),
  /** Numbers in them are masked unless the person agreed to show theirs. */
  words: z.string().max(1000).nullable(),
  relayPhone: z.string().max(30).nullable(),
  /** Number of the person, where they agreed; null: masked. */
  personPhone: z.string().max(30).nullable(),
  lastMetOn: localDateSchema.nullable(),
  version,
});

/** What a volunteer is asked and does. */
export const listOwnVisits = defineAction({
  name: "pathway.listOwnVisits",
  summary:
    "The engagements of the volunteer who asks: purpose and rhythm before accepting, first name and what was agreed after, the number only where the person agreed. Nothing while frozen, nor once what the mission asks is missing.",
  route: "GET /pathway/own-visits",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    isFrozen: z.boolean(),
    visits: z.array(ownVisit).max(100),
  }),
  allow: hasRole("volunteer"),
  auditRead: true,
});

const ownDoor = { page: "/pro/visites", done: "/pro/visites" } as const;
const ownReceipt = z.strictObject({ engagementId, version });

/** Accepts or declines. */
export const answerProposal = defineAction({
  name: "pathway.answerProposal",
  summary: "Accepts or declines an engagement that was proposed; declining needs no reason.",
  route: "POST /pathway/own-visits/:engagementId/answer",
  part: "persons",
  input: z.strictObject({ engagementId, answer: z.enum(["accepted", "declined"]) }),
  output: ownReceipt,
  allow: volunteersThere,
  form: { ...ownDoor, path: "/pro/visites/:engagementId/reponse" },
  errors: [
    "pathway.engagementNotFound",
    "pathway.engagementOver",
    "pathway.proposalNotFound",
    "pathway.volunteerFrozen",
    "pathway.volunteerUnfit",
  ],
});

/** Notes a meeting, by the volunteer. */
export const noteOwnMeeting = defineAction({
  name: "pathway.noteOwnMeeting",
  summary: "Notes a meeting in three taps: day, what became of it, how long.",
  route: "POST /pathway/own-visits/:engagementId/meetings",
  part: "persons",
  input: z.strictObject(meetingFields),
  output: ownReceipt,
  allow: volunteersThere,
  offline: true,
  form: { ...ownDoor, path: "/pro/visites/:engagementId/rencontres" },
  errors: [...meetingErrors, "pathway.volunteerFrozen"],
});

/** Says without account that something is wrong. */
export const reportVisit = defineAction({
  name: "pathway.reportVisit",
  summary:
    "Says by the card of a visit, without account, that something is wrong. Harm, money and limits freeze at once; the team is told.",
  route: "POST /visits/reports/:card",
  part: "persons",
  input: z.strictObject({
    card: z
      .string()
      .length(43)
      .regex(/^[\w-]+$/),
    reason: visitReportReason.schema,
    words: z.string().trim().max(2000).nullable().default(null),
  }),
  output: z.strictObject({ isReported: z.literal(true) }),
  allow: anyone,
  personal: ["words"],
  form: { path: "/r/visite/:card", page: "/r/visite/:card", done: "/r/visite/merci" },
  errors: ["pathway.visitCardUnknown"],
});

/** Says what the review of a report found. */
export const reviewVisitReport = defineAction({
  name: "pathway.reviewVisitReport",
  summary:
    "Says what the review of a report found, and what follows for the volunteer; never by the one concerned.",
  route: "POST /pathway/visit-reports/:reportId/review",
  part: "persons",
  input: z.strictObject({ reportId: idSchema<"visitReport">(), finding: visitFinding.schema }),
  output: z.strictObject({ reportId: idSchema<"visitReport">() }),
  allow: coordinates,
  form: { page: "/pro/benevoles", done: "/pro/benevoles", path: "/pro/benevoles/signalements/:reportId" },
  errors: ["pathway.visitReportNotFound", "pathway.visitReportReviewed", "pathway.freezeNotYours"],
});
