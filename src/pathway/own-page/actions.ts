import { defineAction, idSchema, instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { accordEssenceSchema } from "../accord/actions.ts";
import { contactMoment } from "../contact/moment.ts";
import { ownCopySchema } from "../held/copy-schema.ts";
import { dangerDeed, dangerGround } from "../danger/codes.ts";
import { documentKind } from "../document/codes.ts";
import { contactChannel } from "../person.ts";
import { ownClosingSchema } from "../plan-closing/own-closing-schema.ts";
import { momentsSchema } from "../offered-moment/moments-schema.ts";
import { planArea } from "../plan/area.ts";
import { planCompany } from "../plan/company.ts";
import { erasureState, keepingGround } from "../receiver-erasure/erasure.ts";
import { outcome } from "../referral/codes.ts";
import { moveNames } from "../referral/moves.ts";
import { phoneSchema } from "../referral/referral.ts";
import { referralLoop, referralStatus } from "../referral/status.ts";
import { holdsQuestions, mayFollow } from "../rules.ts";
import { keptMediaTypes } from "../sealed-file/kept-file.ts";
import { sharedItem } from "../sharing/item.ts";
import { accessSchema } from "../who-sees/actions.ts";

/** How the link is sent: by what, in whose name the person expects it, where they call back. */
export const ownInvitation = z.strictObject({
  channel: z.enum(["email", "sms"]),
  agreedName: z.string().trim().min(1).max(40),
  callbackPhone: phoneSchema,
  /** Whether the page also says in sentences what the person answered; decided with them, each time a link is sent. */
  showsSaid: z.boolean().default(false),
});
/** How the link was sent, by letter or by hand too. */
export const keptInvitation = ownInvitation.extend({ channel: z.enum(["email", "sms", "post", "hand"]) });
/** How the link was sent, by letter or by hand too. */
export type KeptInvitation = z.output<typeof keptInvitation>;
/** How the link is sent. */
export type OwnInvitation = z.output<typeof ownInvitation>;

const personId = idSchema<"person">();

/** Sends a person the link to their own page. */
export const sendOwnPage = defineAction({
  name: "pathway.sendOwnPage",
  summary: "Sends a person the link to their own page, by a channel they agreed to; earlier links close.",
  route: "POST /pathway/persons/:personId/own-page",
  part: "persons",
  input: z.strictObject({ personId, ...ownInvitation.shape }),
  output: z.strictObject({ personId }),
  allow: mayFollow,
  personal: ["agreedName", "callbackPhone"],
  form: {
    path: "/pro/personnes/:personId/page-personnelle",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId#page-personnelle",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.contactNotAgreed",
    "pathway.contactForbidden",
    "pathway.contactAddressMissing",
    "pathway.contactHeld",
    "pathway.contactRulesLate",
  ],
});

/** Notes that a person who asked for it was called. */
export const closeOwnCall = defineAction({
  name: "pathway.closeOwnCall",
  summary: "Notes that a person who asked by their own page to be called was called.",
  route: "POST /pathway/persons/:personId/own-page/call",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({ personId }),
  allow: mayFollow,
  form: {
    path: "/pro/personnes/:personId/rappel-fait",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId",
  },
  errors: ["pathway.personNotFound"],
});

/** Moves that a person makes by their own page; taking back everything has a door of its own. */
export const ownMoves = ["start", "complete", "pause", "decline"] as const;

/** The person, by a link to their own page. */
const holdsOwnPage = holdsQuestions;
const door = { page: "/r/moi", done: "/r/moi" } as const;
const gone = "pathway.ownPageGone";

/** What a person reads on their own page. */
export const readOwnPage = defineAction({
  name: "pathway.readOwnPage",
  summary: "The person's own page by the link held: plan, referrals, contact rules, who opened the file.",
  route: "GET /answers/me",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    givenNames: z.string().max(100),
    senderName: z.string().max(200),
    callbackPhone: z.string().max(30),
    agreedName: z.string().max(40),
    sessionUntil: instantSchema,
    wishes: z.string().max(5000).nullable(),
    plan: z
      .array(
        z.strictObject({
          title: z.string().max(300),
          goal: z.string().max(1000).nullable(),
          status: z.enum(["chosen", "done", "dropped"]),
          /** Who goes along to the first visit. */
          accompaniedBy: planCompany.schema,
          /** Whether the person helps by it. */
          isHelping: z.boolean(),
          area: planArea.schema,
        }),
      )
      .max(200),
    /** The day to come on which the plan is looked at together; null when none is set. */
    reviewOn: localDateSchema.nullable(),
    /** How the plan ended; null while it goes on. */
    closing: ownClosingSchema.nullable(),
    referrals: z
      .array(
        z.strictObject({
          id: idSchema<"referral">(),
          receiverName: z.string().max(200),
          status: referralStatus.schema,
          loop: referralLoop.schema,
          lastActAt: instantSchema,
          /** Day of the meeting; null where none is known. */
          meetingOn: localDateSchema.nullable(),
          /** Moments of which the person can choose one, and the one they chose. */
          moments: momentsSchema,
          /** About when the receiver expects a place, or by when they answer; null where they did not say. */
          expectedOn: localDateSchema.nullable(),
          /** Whether the receiver erased what they had, or why they keep it; null while nothing was to be erased. */
          erasure: z
            .strictObject({ state: erasureState.schema, ground: keepingGround.schema.nullable() })
            .nullable(),
          version: z.int().min(1),
          moves: z.array(z.enum(moveNames)).max(20),
        }),
      )
      .max(1000),
    /** Whether it was decided with the person to show here what they answered. */
    showsSaid: z.boolean(),
    /** What the person answered, in sentences: no score, no band; empty unless it was decided with them to show it. */
    said: z
      .array(
        z.strictObject({
          askedAt: instantSchema,
          /** Key of the sentences. */
          sentences: z.string().max(60),
          instrument: z.string().max(60),
          missing: z.int().min(0),
        }),
      )
      .max(40),
    /** Documents that it was decided with the person to show here. */
    documents: z
      .array(
        z.strictObject({
          id: idSchema<"person-document">(),
          kind: documentKind.schema,
          day: localDateSchema,
          label: z.string().max(120).nullable(),
          mediaType: z.enum(keptMediaTypes),
          /** Bytes. */
          size: z.int().min(1),
        }),
      )
      .max(200),
    contactChannels: z.array(contactChannel.schema).max(6),
    contactMoments: z.array(contactMoment.schema).max(4),
    /** Day on which these were last written or confirmed. */
    contactConfirmedOn: localDateSchema,
    /** Whether somebody is to say if they are still right. */
    isContactToConfirm: z.boolean(),
    /** Version of the file, for changing how to be in touch. */
    version: z.int().min(1),
    /** Until when a change of how they are reached waits, of which nobody checked that they asked it; null where none does. */
    changeHeldUntil: instantSchema.nullable(),
    /** How far a copy of what is kept is. */
    copy: ownCopySchema,
    /** When the person asked to be called, while nobody noted that they were. */
    callAskedAt: instantSchema.nullable(),
    /** Whether anything is agreed that could be taken back. */
    hasAgreed: z.boolean(),
    /** What was done without agreement because of a danger, once the person was told of it. */
    dangerActs: z
      .array(
        z.strictObject({
          id: idSchema<"danger-act">(),
          day: localDateSchema,
          ground: dangerGround.schema,
          deed: dangerDeed.schema,
          receiverName: z.string().max(200),
          items: z.array(sharedItem.schema).max(10),
        }),
      )
      .max(1000),
    /** What the organisation agreed with others about the data of persons, in essence. */
    accords: z.array(accordEssenceSchema).max(200),
    accesses: z.array(accessSchema).max(200),
  }),
  allow: holdsOwnPage,
  auditRead: true,
  errors: [gone],
});

/** Says how it went. */
export const sayHowItWent = defineAction({
  name: "pathway.sayHowItWent",
  summary:
    "Says by the person's own page what became of a referral: came, what it gave, a pause, something else.",
  route: "POST /answers/me/referrals/:referralId/moves",
  part: "persons",
  input: z.strictObject({
    referralId: idSchema<"referral">(),
    move: z.enum(ownMoves),
    outcome: outcome.schema.nullable().default(null),
  }),
  output: z.strictObject({
    referralId: idSchema<"referral">(),
    status: referralStatus.schema,
    loop: referralLoop.schema,
    version: z.int().min(1),
  }),
  allow: holdsOwnPage,
  versioned: true,
  form: { path: "/r/moi/orientations/:referralId", ...door },
  errors: [gone, "pathway.referralNotFound", "pathway.moveNotAllowed", "pathway.moveIncomplete"],
});

/** Asks to be called. */
export const askToBeCalled = defineAction({
  name: "pathway.askToBeCalled",
  summary: "Asks by the person's own page to be called by whoever accompanies; it waits in their queue.",
  route: "POST /answers/me/calls",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({ isAsked: z.literal(true) }),
  allow: holdsOwnPage,
  form: { path: "/r/moi/appel", ...door },
  errors: [gone],
});

/** Changes how to be in touch. */
export const changeOwnContact = defineAction({
  name: "pathway.changeOwnContact",
  summary:
    "Changes by the person's own page by what and when they may be contacted; nothing chosen means do not contact, and what loosens the rules waits 72 hours.",
  route: "POST /answers/me/contact",
  part: "persons",
  input: z.strictObject({
    contactChannels: z.array(contactChannel.schema).max(6).default([]),
    contactMoments: z.array(contactMoment.schema).max(4).default([]),
  }),
  output: z.strictObject({
    version: z.int().min(1),
    /** Until when what loosens the rules waits; null where everything holds. */
    heldUntil: instantSchema.nullable(),
  }),
  allow: holdsOwnPage,
  versioned: true,
  form: { path: "/r/moi/contact", page: "/r/moi", done: "/r/moi#contact" },
  errors: [gone],
});

/** Says that the rules of contact are still right. */
export const confirmOwnContact = defineAction({
  name: "pathway.confirmOwnContact",
  summary: "Says by the person's own page that how they are reached is still right.",
  route: "POST /answers/me/contact/confirmation",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({ version: z.int().min(1) }),
  allow: holdsOwnPage,
  versioned: true,
  form: { path: "/r/moi/contact-juste", page: "/r/moi", done: "/r/moi#contact" },
  errors: [gone],
});

/** Takes back everything that was agreed to. */
export const withdrawOwn = defineAction({
  name: "pathway.withdrawOwn",
  summary:
    "Takes back by the person's own page everything they agreed to pass on: referrals are recalled, messages withheld, receivers told.",
  route: "POST /answers/me/withdrawal",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({ agreements: z.int().min(0), recalled: z.int().min(0) }),
  allow: holdsOwnPage,
  form: { path: "/r/moi/retrait", ...door },
  errors: [gone],
});

/** Hands out what is kept of the person, to themself. */
export const exportOwn = defineAction({
  name: "pathway.exportOwn",
  summary:
    "What is kept of the person, to themself, once they proved who they are or their request waited: without scores, which are explained together, and without notes that may speak of others.",
  route: "GET /answers/me/export",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    format: z.literal("tisser-own-export/1"),
    exportedAt: instantSchema,
    person: z.record(z.string().max(60), z.unknown()),
    records: z
      .array(z.strictObject({ kind: z.string().max(40), fields: z.record(z.string().max(60), z.unknown()) }))
      .max(5_000),
    accesses: z.array(accessSchema).max(1000),
  }),
  allow: holdsOwnPage,
  auditRead: true,
  errors: [gone, "pathway.copyNotOpen"],
});
