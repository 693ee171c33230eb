import { defineAction, idSchema, instantSchema } from "#base";
import { pathwayAdvices } from "#instruments";
import { z } from "zod";
import { mayFollow } from "../rules.ts";
import { answersContent, responseFields, screeningSchema, seenVersionSchema } from "./response.ts";

/** Records a person's answers to a questionnaire. */
export const recordScreening = defineAction({
  name: "pathway.recordScreening",
  summary:
    "Records a person's answers to a questionnaire as given; the score is derived and can be recomputed.",
  route: "POST /pathway/persons/:personId/screenings",
  part: "persons",
  input: z.strictObject({
    /** Made by the caller, so that answers sent twice from a device count once. */
    id: idSchema<"screening">(),
    personId: idSchema<"person">(),
    /** Earlier answers that these correct; the earlier ones are kept. */
    replacesId: idSchema<"screening">().nullable().default(null),
    /** When the questions were asked; now unless told. */
    askedAt: instantSchema.nullable().default(null),
    /** Version of the questions under way that the device saw; null from one that never kept any. */
    seenVersion: seenVersionSchema.default(null),
    /** Of the second reading of a paper form: the paper was looked at again, and this reading is the right one. */
    isReread: z.boolean().default(false),
    ...responseFields,
  }),
  output: z.strictObject({
    screeningId: idSchema<"screening">(),
    personId: idSchema<"person">(),
    status: z.enum(["scored", "incomplete"]),
    /** The alert that the answers raised; null for none. No alert says nothing of the person's safety. */
    alertId: idSchema<"risk-alert">().nullable(),
    /** Part of the person's page that is shown first: the crisis card before any score. */
    shownAt: z.enum(["point", "alerte"]),
  }),
  allow: mayFollow,
  offline: true,
  personal: ["answers", "note"],
  form: {
    path: "/pro/personnes/:personId/point/:instrument",
    page: "/pro/personnes/:personId/point/:instrument",
    done: "/pro/personnes/:personId#:shownAt",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.instrumentNotOffered",
    "pathway.answersUnreadable",
    "instruments.assistanceNeeded",
    "pathway.tooYoungForScoring",
    "pathway.ageToAsk",
    "pathway.screeningExists",
    "pathway.screeningReplaced",
    "pathway.screeningNotFound",
    "pathway.askedInFuture",
    "pathway.onCallNotCovered",
    "pathway.assessmentUnderWay",
    "pathway.assessmentOvertaken",
    "pathway.assessmentEnded",
    "pathway.assessmentOfOther",
    "pathway.paperEntryNeeded",
    "pathway.paperEntriesDiffer",
  ],
});

/** Levels that the official form of the C-SSRS gives. */
export const officialLevels = ["none", "low", "moderate", "high", "indeterminate"] as const;

/** Records the result of an official form. */
export const recordOfficialResult = defineAction({
  name: "pathway.recordOfficialResult",
  summary:
    "Records the result that somebody trained read on the official form of an instrument: none of its questions is asked or kept here.",
  route: "POST /pathway/persons/:personId/official-results",
  part: "health",
  input: z.strictObject({
    id: idSchema<"screening">(),
    personId: idSchema<"person">(),
    instrument: responseFields.instrument,
    level: z.enum(officialLevels),
    mode: z.enum(["in-person", "telephone"]),
    language: responseFields.language,
    askedAt: instantSchema.nullable().default(null),
  }),
  output: z.strictObject({
    screeningId: idSchema<"screening">(),
    personId: idSchema<"person">(),
    alertId: idSchema<"risk-alert">().nullable(),
    shownAt: z.enum(["point", "alerte"]),
  }),
  allow: mayFollow,
  personal: ["level"],
  form: {
    path: "/pro/personnes/:personId/point/:instrument/resultat",
    page: "/pro/personnes/:personId/point/:instrument",
    done: "/pro/personnes/:personId#:shownAt",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.instrumentNotOffered",
    "pathway.notTrained",
    "pathway.tooYoungForScoring",
    "pathway.ageToAsk",
    "pathway.screeningExists",
    "pathway.askedInFuture",
    "pathway.onCallNotCovered",
  ],
});

/** The questionnaires a person answered, with what changed between two of the same. */
export const listScreenings = defineAction({
  name: "pathway.listScreenings",
  summary:
    "The questionnaires that a person answered, newest first, with the change since the one before of the same kind, its uncertainty, and the change expected from regression to the mean alone.",
  route: "GET /pathway/persons/:personId/screenings",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">() }),
  output: z.strictObject({ screenings: z.array(screeningSchema).max(200) }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

/** One set of answers with all its versions. */
export const readScreening = defineAction({
  name: "pathway.readScreening",
  summary:
    "The answers to one questionnaire as given, with the note, and every version of them: who recorded it and when.",
  route: "GET /pathway/persons/:personId/screenings/:screeningId",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">(), screeningId: idSchema<"screening">() }),
  output: z.strictObject({
    id: idSchema<"screening">(),
    instrument: z.string().max(40),
    language: z.string().max(10),
    mode: responseFields.mode,
    askedAt: instantSchema,
    isReplaced: z.boolean(),
    answers: answersContent,
    note: z.string().max(2000).nullable(),
    /** From the first to the newest. */
    versions: z
      .array(
        z.strictObject({
          id: idSchema<"screening">(),
          recordedAt: instantSchema,
          by: z.string().max(120).nullable(),
        }),
      )
      .max(200),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound", "pathway.screeningNotFound"],
});

const said = z.string().max(5).pipe(z.stringbool()).default(false);

/** Reads what the pathway proposes to ask next. */
export const readNextQuestions = defineAction({
  name: "pathway.readNextQuestions",
  summary:
    "What the screening pathway of the territory proposes to ask a person next, from the answers that the reader may see and from what is said of their situation, of which nothing is kept.",
  route: "GET /pathway/persons/:personId/next-questions",
  part: "persons",
  input: z.strictObject({
    personId: idSchema<"person">(),
    /** They look after somebody. */
    caregiver: said,
    /** They do not use the Internet, or ask for help with it. */
    digital: said,
    /** They wish to speak of social media. */
    media: said,
    /** The plan of ties is being made together. */
    map: said,
  }),
  output: z.strictObject({
    /** In the order of the pathway; only what the reader may ask. */
    instruments: z.array(z.strictObject({ id: z.string().max(40), isAnswered: z.boolean() })).max(40),
    /** 0 to 3; nothing of it is a label of the person. */
    level: z.int().min(0).max(3),
    advice: z.array(z.enum(pathwayAdvices)).max(20),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
