import { defineAction, hasRole, idSchema, instantSchema, localDateSchema, when, type Rule } from "#base";
import { z } from "zod";
import { maySetCallQueue, type QueueFacts } from "../call-queue/actions.ts";
import { mayFollow } from "../rules.ts";
import { notOffered } from "./reason.ts";

const controllerId = idSchema<"controller">();
const instrument = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[a-z0-9-]+$/);
const reason = z.enum(notOffered).nullable();

/** Deciding on an instrument, for an organisation: the administrator of the territory. */
export const mayDecideInstruments: Rule<QueueFacts> = when<QueueFacts>(
  hasRole("territory-admin"),
  () => true,
  "roleNeeded",
);

/** The instruments that one may use with a person, now. */
export const listOfferedInstruments = defineAction({
  name: "pathway.listOfferedInstruments",
  summary:
    "The instruments that one may use with a person now, with licensed words where there are; those that wait for somebody on call or for a training, with that reason.",
  route: "GET /pathway/persons/:personId/instruments",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">() }),
  output: z.strictObject({
    instruments: z
      .array(
        z.strictObject({
          id: instrument,
          reason,
          /** The official form is used on paper; only its result is recorded. */
          isResultOnly: z.boolean(),
          /** Asked with somebody there only: on no paper, by no link. */
          isAssistedOnly: z.boolean(),
          /** Licensed words, as they were loaded. */
          texts: z.array(z.unknown()).max(20),
        }),
      )
      .max(100),
  }),
  allow: mayFollow,
  errors: ["pathway.personNotFound"],
});

/** The settings of instruments in an organisation. */
export const readInstrumentSettings = defineAction({
  name: "pathway.readInstrumentSettings",
  summary:
    "Every instrument with its state in an organisation: decided on or not, why and by whom answered for, licensed words, trained people, words accepted for published figures.",
  route: "GET /pathway/instrument-settings/:controllerId",
  part: "persons",
  input: z.strictObject({ controllerId }),
  output: z.strictObject({
    controllerId,
    /** Whether the on-call leaves no gap in the next two weeks. */
    isOnCallCovered: z.boolean(),
    instruments: z
      .array(
        z.strictObject({
          id: instrument,
          isEnabled: z.boolean(),
          isByDefault: z.boolean(),
          /** Why it cannot be asked although it is enabled, or null. */
          lacks: reason,
          purpose: z.string().max(2000).nullable(),
          answerable: z.string().max(120).nullable(),
          decidedAt: instantSchema.nullable(),
          texts: z
            .array(
              z.strictObject({
                language: z.string().max(3),
                wording: z.string().max(60),
                licence: z.string().max(2000),
              }),
            )
            .max(50),
          trained: z
            .array(
              z.strictObject({
                id: idSchema<"trained-person">(),
                name: z.string().max(120),
                trainedOn: z.string().max(10),
                training: z.string().max(200),
              }),
            )
            .max(500),
          wordings: z
            .array(
              z.strictObject({
                wording: z.string().max(60),
                isAccepted: z.boolean(),
                reason: z.string().max(2000),
                decidedAt: instantSchema,
              }),
            )
            .max(50),
        }),
      )
      .max(100),
    colleagues: z
      .array(z.strictObject({ accountId: idSchema<"account">(), name: z.string().max(120) }))
      .max(500),
    allowed: z.array(z.string().max(60)).max(10),
  }),
  allow: maySetCallQueue,
  auditRead: true,
  errors: ["pathway.settingsOrganisationUnknown"],
});

const page = "/pro/instruments/:controllerId/:instrument";
const door = { page, done: page } as const;
const receipt = z.strictObject({ controllerId, instrument });
const longReason = z.string().trim().min(20).max(2000);

/** Enables or disables an instrument. */
export const decideInstrument = defineAction({
  name: "pathway.decideInstrument",
  summary:
    "Enables or disables an instrument for an organisation. A symptom scale needs its intended purpose, written down, and who answers for it; an instrument that may tell of suicidal risk needs a covered on-call.",
  route: "POST /pathway/instrument-settings/:controllerId/decisions",
  part: "persons",
  input: z.strictObject({
    controllerId,
    instrument,
    isEnabled: z.boolean(),
    purpose: longReason.nullable().default(null),
    answerableId: idSchema<"account">().nullable().default(null),
  }),
  output: receipt,
  allow: mayDecideInstruments,
  errors: [
    "pathway.settingsOrganisationUnknown",
    "pathway.instrumentUnknown",
    "pathway.purposeNeeded",
    "pathway.answerableUnfit",
    "pathway.operatorTextNeeded",
    "pathway.onCallNotCovered",
    "pathway.decisionOvertaken",
  ],
  form: { ...door, path: "/pro/instruments/:controllerId/:instrument/decision" },
});

/** Accepts a working translation for published figures, or does not any more. */
export const decideWording = defineAction({
  name: "pathway.decideWording",
  summary:
    "Accepts a working translation of an instrument for the published figures of the territory, or takes that back, with the reason.",
  route: "POST /pathway/instrument-settings/:controllerId/wordings",
  part: "persons",
  input: z.strictObject({
    controllerId,
    instrument,
    wording: z.string().min(1).max(60),
    isAccepted: z.boolean(),
    reason: longReason,
  }),
  output: receipt,
  allow: mayDecideInstruments,
  errors: [
    "pathway.settingsOrganisationUnknown",
    "pathway.instrumentUnknown",
    "pathway.wordingNotDecidable",
    "pathway.decisionOvertaken",
  ],
  form: { ...door, path: "/pro/instruments/:controllerId/:instrument/mots" },
});

/** Puts on record who is trained for an official form. */
export const recordTraining = defineAction({
  name: "pathway.recordTraining",
  summary:
    "Puts on record that somebody is trained for an instrument that is used on its official form only.",
  route: "POST /pathway/instrument-settings/:controllerId/trained",
  part: "health",
  input: z.strictObject({
    id: idSchema<"trained-person">(),
    controllerId,
    instrument,
    accountId: idSchema<"account">(),
    trainedOn: localDateSchema,
    training: z.string().trim().min(1).max(200),
  }),
  output: receipt,
  allow: maySetCallQueue,
  errors: ["pathway.settingsOrganisationUnknown", "pathway.trainingNotNeeded", "pathway.trainedPersonUnfit"],
  form: { ...door, path: "/pro/instruments/:controllerId/:instrument/formation" },
});

/** Ends a training on record. */
export const endTraining = defineAction({
  name: "pathway.endTraining",
  summary: "Ends a training on record: the person records no more results of that instrument.",
  route: "POST /pathway/instrument-settings/:controllerId/trained/:id/end",
  part: "health",
  input: z.strictObject({ id: idSchema<"trained-person">(), controllerId, instrument }),
  output: receipt,
  allow: maySetCallQueue,
  errors: ["pathway.settingsOrganisationUnknown", "pathway.trainedPersonNotFound"],
  form: { ...door, path: "/pro/instruments/:controllerId/:instrument/formation/fin" },
});

/** Loads words that the operator is licensed for. */
export const importInstrumentText = defineAction({
  name: "pathway.importInstrumentText",
  summary:
    "Loads the words of an instrument that the operator is licensed for, into one territory, checked against the catalogue.",
  route: "POST /pathway/instrument-texts",
  part: "persons",
  input: z.strictObject({
    id: idSchema<"operator-text">(),
    fileName: z.string().min(1).max(200),
    /** The file, JSON. */
    content: z.string().min(2).max(200_000),
  }),
  output: z.strictObject({
    textId: idSchema<"operator-text">(),
    instrument,
    language: z.string().max(3),
    wording: z.string().max(60),
    items: z.int().min(1),
  }),
  allow: hasRole("territory-admin", "platform-operator"),
  bodyLimit: 512 * 1024,
  errors: [
    "pathway.settingsOrganisationUnknown",
    "instruments.instrumentUnknown",
    "instruments.operatorFileBroken",
  ],
});

/** Takes licensed words back from the terminal, where no organisation is chosen. */
export const withdrawImportedText = defineAction({
  name: "pathway.withdrawImportedText",
  summary:
    "Takes back licensed words of an instrument in a territory from the terminal, with the reason: the mirror of loading them.",
  route: "POST /pathway/instrument-texts/withdraw",
  part: "persons",
  input: z.strictObject({ instrument, wording: z.string().min(1).max(60), reason: longReason }),
  output: z.strictObject({ instrument, wording: z.string().max(60) }),
  allow: hasRole("platform-operator"),
  errors: ["pathway.settingsOrganisationUnknown", "pathway.operatorTextUnknown"],
});

/** Takes licensed words back. */
export const withdrawInstrumentText = defineAction({
  name: "pathway.withdrawInstrumentText",
  summary:
    "Takes back licensed words of an instrument in the territory, with the reason: they are asked no more, answers given in them stay readable.",
  route: "POST /pathway/instrument-settings/:controllerId/texts/withdraw",
  part: "persons",
  input: z.strictObject({ controllerId, instrument, wording: z.string().min(1).max(60), reason: longReason }),
  output: receipt,
  allow: hasRole("territory-admin", "platform-operator"),
  errors: ["pathway.settingsOrganisationUnknown", "pathway.operatorTextUnknown"],
  form: { ...door, path: "/pro/instruments/:controllerId/:instrument/texte/retrait" },
});
