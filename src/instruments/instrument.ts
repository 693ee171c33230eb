import { z } from "zod";
import { scoringRuleSchema } from "./scoring-rule.ts";

// What an instrument is, written once as a schema. Files that an operator brings are read by it; the catalogue of the
// product is typed by it. Scoring imports only the types, so that pages which score carry no schema.

/** How a wording or a fact is known. `restricted`: the operator supplies it. `unverified` and `not-verifiable`: a working translation of ours. */
export const wordingStatuses = [
  "verified",
  "partly-verified",
  "own-wording",
  "unverified",
  "not-verifiable",
  "restricted",
] as const;

const texts = z
  .strictObject({ en: z.string().min(1).optional(), fr: z.string().min(1).optional() })
  .catchall(z.string().min(1))
  .readonly();

const optionSetSchema = z.discriminatedUnion("kind", [
  z
    .strictObject({
      /** One of these, in the order in which they are read. */
      kind: z.literal("choice"),
      options: z
        .array(z.strictObject({ code: z.number(), text: texts }).readonly())
        .min(2)
        .readonly(),
    })
    .readonly(),
  z
    .strictObject({
      /** A whole number between two named ends. */
      kind: z.literal("scale"),
      min: z.int(),
      max: z.int(),
      minText: texts,
      maxText: texts,
    })
    .readonly(),
  z
    .strictObject({
      /** How many times: a whole number, without an upper bound. */
      kind: z.literal("number"),
      min: z.int(),
      per: z.enum(["week", "month", "year"]),
    })
    .readonly(),
  z
    .strictObject({
      /** People, each with the attributes that the rule names. */
      kind: z.literal("roster"),
    })
    .readonly(),
]);
/** What may be answered to an item. */
export type OptionSet = z.infer<typeof optionSetSchema>;

const itemSchema = z
  .strictObject({
    /** Id of the item, unique in the instrument; never renamed. */
    linkId: z.string().min(1),
    /** The question, by language; empty where the licence forbids shipping it. */
    text: texts,
    /** Key of the option set. */
    options: z.string().min(1),
    /** Worded the other way round: its code is turned before scoring. */
    isReversed: z.literal(true).optional(),
    /** An answer above 0 tells of thoughts of death or of hurting oneself: the crisis card comes before any score. */
    isSuicidalRisk: z.literal(true).optional(),
    /** What the item is about, where its words may not be shipped. */
    topic: z.string().optional(),
    loinc: z.string().optional(),
  })
  .readonly();
/** One question. */
export type Item = z.infer<typeof itemSchema>;

const wordingSchema = z
  .strictObject({
    /** Names the exact words that were asked; two results compare only under one version. */
    version: z.string().min(1),
    status: z.enum(wordingStatuses),
    /** Where the words were seen. */
    source: z.string(),
  })
  .readonly();
/** The words of an instrument in one language. */
export type Wording = z.infer<typeof wordingSchema>;

const psychometricsSchema = z
  .strictObject({
    /** What is published on reliability, in words. */
    reliabilityNote: z.string(),
    /** Reliability coefficient between 0 and 1, and where it comes from; null where none is published. */
    reliability: z
      .strictObject({
        value: z.number().gt(0).lt(1),
        kind: z.enum(["alpha", "test-retest"]),
        source: z.string(),
      })
      .readonly()
      .nullable(),
    /** Standard deviation of the score in a described population; null where none is published. */
    standardDeviation: z
      .strictObject({ value: z.number().gt(0), population: z.string(), source: z.string() })
      .readonly()
      .nullable(),
    /** Mean of the score in a described population; null where none is published. */
    mean: z
      .strictObject({ value: z.number(), population: z.string(), source: z.string() })
      .readonly()
      .nullable(),
    /** Smallest change, in points, that was found to matter to people; null where none is published. */
    importantChange: z
      .strictObject({ points: z.number().gt(0), source: z.string() })
      .readonly()
      .nullable(),
  })
  .readonly();
/** What is published on the precision of a score. */
export type Psychometrics = z.infer<typeof psychometricsSchema>;

/** Ways of asking. `paper`: filled in by the person on paper, entered later. */
export const administrationModes = ["self", "interview", "telephone", "paper"] as const;
/** A way of asking. */
export type AdministrationMode = (typeof administrationModes)[number];

/** An instrument: what is asked, how it is scored, what is known of it, and what may be done with it. */
export const instrumentSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    /** Version of items, options and rule together; answers given under another version are not scored. */
    version: z.string().min(1),
    shortName: z.string().min(1),
    name: z.strictObject({ en: z.string().min(1), fr: z.string().min(1) }).readonly(),
    construct: z.string().min(1),
    /** How a higher score reads. `descriptive`: neither. */
    higherIs: z.enum(["worse", "better", "descriptive"]),
    uses: z.array(z.string()).readonly(),
    population: z.string(),
    /** Modes for which it was published. */
    modes: z.array(z.enum(administrationModes)).min(1).readonly(),
    /** The time about which is asked. */
    recall: z.string(),
    /** How long it takes, minutes. */
    minutes: z.number().gt(0),
    /** Words read before the items. */
    intro: texts.optional(),
    items: z.array(itemSchema).min(1).readonly(),
    optionSets: z.record(z.string(), optionSetSchema).readonly(),
    rule: scoringRuleSchema,
    /** Least and greatest score; null where there is no number, or no upper end. */
    range: z.tuple([z.number().nullable(), z.number().nullable()]).readonly(),
    /** Rule and missing-answer rule in words, as published or as our policy. */
    scoringNote: z.string(),
    missingNote: z.string(),
    /** What must be known of the bands before reading them. */
    bandNote: z.string(),
    wordings: z.record(z.string(), wordingSchema).readonly(),
    psychometrics: psychometricsSchema,
    codes: z
      .strictObject({ loinc: z.array(z.string()).readonly(), snomed: z.array(z.string()).readonly() })
      .readonly(),
    licence: z
      .strictObject({
        status: z.string().min(1),
        /** False: metadata and scoring only; the operator loads the text that it is licensed for. */
        canShipItems: z.boolean(),
        text: z.string(),
        attribution: z.string(),
      })
      .readonly(),
    citation: z.array(z.string().min(1)).min(1).readonly(),
    /** Part → how it was checked, and where. */
    evidence: z
      .record(z.string(), z.strictObject({ status: z.string(), where: z.string() }).readonly())
      .readonly(),
    /** Day on which the facts were last checked (YYYY-MM-DD). */
    checkedOn: z.iso.date(),
    /** Offered without a decision of the territory. */
    isOnByDefault: z.boolean(),
    /** A symptom scale: enabling it records the intended purpose and who answers for it (EU 2017/745, rule 11). */
    needsPurpose: z.boolean(),
    /** Asked only with a person present or on the telephone, never alone on a screen. */
    isAssistedOnly: z.boolean(),
    /** Its owner says that it must not decide who gets help: before and after a service only. */
    isOutcomeOnly: z.boolean(),
  })
  .readonly();
/** An instrument. */
export type Instrument = z.infer<typeof instrumentSchema>;
