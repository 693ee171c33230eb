import { defineAction, idSchema } from "#base";
import { z } from "zod";
import { referralLoop, referralStatus } from "../referral/status.ts";
import { holdsQuestions, mayFollow, receives } from "../rules.ts";
import { mostMoments, typedMoment } from "./moment.ts";

const receipt = z.strictObject({
  status: referralStatus.schema,
  loop: referralLoop.schema,
  version: z.int().min(1),
});
const moments = z.array(typedMoment).max(mostMoments).default([]);
const referralId = idSchema<"referral">();
const momentId = idSchema<"offeredMoment">();

/** Offers moments for a meeting, as the receiver. */
export const offerMoments = defineAction({
  name: "pathway.offerMoments",
  summary:
    "Offers one to five moments for a meeting, by the link held: the person chooses one. Accepts first where that is still to be done.",
  route: "POST /answers/referral/moments",
  part: "persons",
  input: z.strictObject({ moments }),
  output: receipt,
  allow: receives,
  versioned: true,
  personal: ["moments"],
  form: { path: "/r/reponse/moments", page: "/r/reponse", done: "/r/reponse" },
  errors: ["pathway.referralNotFound", "pathway.momentsInvalid", "pathway.moveNotAllowed"],
});

/** Offers moments for a meeting, as the organisation that sent the referral. */
export const proposeMoments = defineAction({
  name: "pathway.proposeMoments",
  summary: "Offers one to five moments for a meeting that the receiver told: the person chooses one.",
  route: "POST /pathway/referrals/:referralId/moments",
  part: "persons",
  input: z.strictObject({ referralId, moments }),
  output: receipt,
  allow: mayFollow,
  versioned: true,
  personal: ["moments"],
  form: {
    path: "/pro/orientations/:referralId/moments",
    page: "/pro/orientations/:referralId",
    done: "/pro/orientations/:referralId",
  },
  errors: ["pathway.referralNotFound", "pathway.momentsInvalid", "pathway.moveNotAllowed"],
});

/** Notes what the person said of the moments that are offered. */
export const noteMoment = defineAction({
  name: "pathway.noteMoment",
  summary: "Notes by telephone or face to face which moment the person chose, or that none suits.",
  route: "POST /pathway/referrals/:referralId/moments/choice",
  part: "persons",
  input: z.strictObject({
    referralId,
    /** Null where none suits. */
    momentId: momentId.nullable().default(null),
  }),
  output: receipt,
  allow: mayFollow,
  form: {
    path: "/pro/orientations/:referralId/moment-choisi",
    page: "/pro/orientations/:referralId",
    done: "/pro/orientations/:referralId",
  },
  errors: ["pathway.referralNotFound", "pathway.momentGone", "pathway.moveNotAllowed"],
});

const door = { page: "/r/moi", done: "/r/moi" } as const;

/** Chooses a moment for a meeting, as the person. */
export const chooseMoment = defineAction({
  name: "pathway.chooseMoment",
  summary: "Chooses by the person's own page one of the moments offered for a meeting, once.",
  route: "POST /answers/me/referrals/:referralId/moments/choice",
  part: "persons",
  input: z.strictObject({ referralId, momentId }),
  output: receipt,
  allow: holdsQuestions,
  form: { path: "/r/moi/orientations/:referralId/moment", ...door },
  errors: ["pathway.ownPageGone", "pathway.referralNotFound", "pathway.momentGone", "pathway.moveNotAllowed"],
});

/** Says that none of the moments suits, as the person. */
export const refuseMoments = defineAction({
  name: "pathway.refuseMoments",
  summary: "Says by the person's own page that none of the moments suits, and asks to be called.",
  route: "POST /answers/me/referrals/:referralId/moments/none",
  part: "persons",
  input: z.strictObject({ referralId }),
  output: receipt,
  allow: holdsQuestions,
  form: { path: "/r/moi/orientations/:referralId/aucun-moment", ...door },
  errors: ["pathway.ownPageGone", "pathway.referralNotFound", "pathway.momentGone", "pathway.moveNotAllowed"],
});

/** The moment that the person chose, as a file for their agenda. */
export const readMomentFile = defineAction({
  name: "pathway.readMomentFile",
  summary:
    "The moment that the person chose as iCalendar, under a neutral title: where and with whom only if they ask for it.",
  route: "GET /answers/me/referrals/:referralId/moments/calendar",
  part: "persons",
  input: z.strictObject({
    referralId,
    /** Whether the file says with whom and where: whoever sees the agenda reads it. */
    details: z.enum(["true", "false"]).default("false"),
  }),
  output: z.strictObject({
    fileName: z.string().max(60),
    mediaType: z.literal("text/calendar"),
    text: z.string().max(5_000),
  }),
  allow: holdsQuestions,
  auditRead: true,
  errors: ["pathway.ownPageGone", "pathway.referralNotFound", "pathway.momentGone"],
});
