import {
  anyone,
  defineAction,
  hasRole,
  idSchema,
  instantSchema,
  when,
  type AccountId,
  type Rule,
} from "#base";
import { z } from "zod";
import { analysisFilterSchema } from "../analysis-filter.ts";
import { breakdown } from "../breakdown.ts";
import { indicator } from "../indicator.ts";

/** Id of a release: the survey, and the beginning of the digest of everything published of it. */
export const releaseId = z
  .string()
  .max(120)
  .regex(/^[a-z0-9-]+$/);

/** Which release, beyond its id: number, name to cite, digest, day. */
export const editionSchema = z.strictObject({
  id: releaseId,
  /** SHA-256 of the release as JSON, in hexadecimal. */
  digest: z.string().length(64),
  /** Number among the releases of its survey, from 1. */
  version: z.int().min(1),
  /** Name by which it is cited; like a DOI, but registered nowhere. */
  persistentId: z.string().max(200),
  /** Null for the release that the program brings along. */
  releasedAt: instantSchema.nullable(),
});

const registeredSchema = editionSchema.extend({
  survey: z.string().max(80),
  /** Collection of answers: releases of one source are audited together. */
  source: z.string().max(80),
  isInForce: z.boolean(),
});

/** Lists every release that was ever published, the newest first. */
export const listReleases = defineAction({
  name: "observatory.listReleases",
  summary: "Every release of the observatory with its version and digest, replaced ones too.",
  route: "GET /observatory/releases",
  part: "observatory",
  input: z.strictObject({}),
  output: z.strictObject({ releases: z.array(registeredSchema).max(10_000) }),
  allow: anyone,
  isPublicRead: true,
  cacheSeconds: 60,
});

/** Gives a release whole, to the byte: the SHA-256 of the file is its digest. */
export const downloadRelease = defineAction({
  name: "observatory.downloadRelease",
  summary: "A release whole, in force or replaced: the SHA-256 of the file is its digest.",
  route: "GET /observatory/releases/:release/content",
  part: "observatory",
  input: z.strictObject({ release: releaseId }),
  output: z.strictObject({
    fileName: z.string().max(200),
    mediaType: z.literal("application/json"),
    text: z.string().max(20_000_000),
  }),
  allow: anyone,
  isPublicRead: true,
  errors: ["observatory.releaseNotFound", "observatory.releaseAltered"],
  cacheSeconds: 86_400,
});

/** What a release shows beside the tables: an indicator by a breakdown among some respondents. */
export const shapeSchema = z.strictObject({
  indicator: indicator.schema,
  breakdown: breakdown.schema,
  filters: z.array(analysisFilterSchema).max(2),
});

/** Those who work with surveys. */
export const mayAnalyse: Rule = hasRole("analyst", "platform-operator");

/** What the rule on decisions looks at. */
export interface DecisionFacts {
  /** Who proposed; null for the operator; undefined when there is no such proposal to be seen (the handler then says so). */
  readonly proposedBy: AccountId | null | undefined;
}

/** Four eyes: a release is decided by somebody else than whoever proposed it. */
export const mayDecideRelease: Rule<DecisionFacts> = when<DecisionFacts>(
  hasRole("analyst", "territory-admin", "platform-operator"),
  (actor, { proposedBy }) => actor.id !== proposedBy,
  "ownAct",
);

/** Whether words may feed a published figure. */
export const wordsStatuses = ["sound", "accepted", "not-accepted", "not-named"] as const;

const proposalId = idSchema<"release-proposal">();
const note = z.string().trim().min(1).max(1000);

/** Proposes a release: it is made and audited at once, and waits for a second person. */
export const proposeRelease = defineAction({
  name: "observatory.proposeRelease",
  summary:
    "Makes the next release of a survey, audits it with every earlier one, and lets it wait for a second person.",
  route: "POST /observatory/release-proposals",
  part: "observatory",
  input: z.strictObject({
    survey: z.string().min(1).max(80),
    /** Analyses of one's organisation that it adds to those already published. */
    analysisIds: z.array(idSchema<"analysis">()).max(20).default([]),
    note,
    controllerId: idSchema<"controller">().optional(),
  }),
  output: z.strictObject({ proposalId, releaseId }),
  allow: mayAnalyse,
  errors: [
    "observatory.surveyNotFound",
    "observatory.auditFailed",
    "observatory.releaseUnchanged",
    "observatory.wordingNotAccepted",
    "observatory.wordingNotNamed",
    "observatory.organisationNeeded",
    "observatory.analysisNotFound",
    "observatory.analysisTooLong",
    "observatory.notAvailable",
  ],
  form: { path: "/observatoire/atelier/publications", done: "/observatoire/atelier/publications" },
});

const proposalSchema = z.strictObject({
  id: proposalId,
  survey: z.string().max(80),
  shapes: z.array(shapeSchema).max(200),
  note: z.string().max(1000),
  releaseId,
  auditedAgainst: z.array(releaseId).max(10_000),
  status: z.enum(["proposed", "published", "refused"]),
  proposedAt: instantSchema,
  decidedAt: instantSchema.nullable(),
  decisionNote: z.string().max(1000).nullable(),
  /** Whether one may decide: not on what one proposed oneself. */
  mayDecide: z.boolean(),
});
/** A release that waits for a second person, or was decided. */
export type ReleaseProposal = z.output<typeof proposalSchema>;

/** Lists the proposals of one's organisations, the newest first. */
export const listReleaseProposals = defineAction({
  name: "observatory.listReleaseProposals",
  summary: "Releases proposed in one's organisations, the newest first.",
  route: "GET /observatory/release-proposals",
  part: "observatory",
  input: z.strictObject({}),
  output: z.strictObject({ proposals: z.array(proposalSchema).max(100) }),
  allow: hasRole("analyst", "territory-admin", "platform-operator"),
});

const decisionErrors = ["observatory.proposalNotFound", "observatory.proposalDecided"] as const;

/** Publishes a release that somebody else proposed. */
export const approveRelease = defineAction({
  name: "observatory.approveRelease",
  summary: "Publishes a release that somebody else proposed; audited anew when others came out meanwhile.",
  route: "POST /observatory/release-proposals/:proposalId/publish",
  part: "observatory",
  input: z.strictObject({ proposalId }),
  output: z.strictObject({ releaseId, persistentId: z.string().max(200) }),
  allow: mayDecideRelease,
  errors: [
    ...decisionErrors,
    "observatory.auditFailed",
    "observatory.analysisTooLong",
    "observatory.wordingNotAccepted",
    "observatory.wordingNotNamed",
    "observatory.wordingsNotRecorded",
  ],
  form: {
    path: "/observatoire/atelier/publications/:proposalId/publier",
    page: "/observatoire/atelier/publications",
    done: "/observatoire/atelier/publications",
  },
});

/** Refuses a release that somebody else proposed. */
export const refuseRelease = defineAction({
  name: "observatory.refuseRelease",
  summary: "Refuses a release that somebody else proposed, with a reason.",
  route: "POST /observatory/release-proposals/:proposalId/refuse",
  part: "observatory",
  input: z.strictObject({ proposalId, reason: note }),
  output: z.strictObject({ proposalId }),
  allow: mayDecideRelease,
  errors: [...decisionErrors],
  form: {
    path: "/observatoire/atelier/publications/:proposalId/refuser",
    page: "/observatoire/atelier/publications",
    done: "/observatoire/atelier/publications",
  },
});

/** Lists in which words surveys were asked, and whether their figures may be published. */
export const listSurveyWords = defineAction({
  name: "observatory.listSurveyWords",
  summary:
    "In which words the instruments of the surveys at hand were asked, and whether the territory lets them feed published figures.",
  route: "GET /observatory/survey-words",
  part: "observatory",
  input: z.strictObject({}),
  output: z.strictObject({
    words: z
      .array(
        z.strictObject({
          survey: z.string().max(80),
          instrument: z.string().max(60),
          language: z.string().max(10),
          /** Null where neither codebook nor catalogue names them. */
          wording: z.string().max(60).nullable(),
          /** `sound`: verified, or ours by definition; `accepted`: by a recorded decision of the territory. */
          status: z.enum(wordsStatuses),
          /** Why, in the words of the newest decision; null when there is none. */
          reason: z.string().max(2000).nullable(),
        }),
      )
      .max(5000),
  }),
  allow: hasRole("analyst", "territory-admin"),
});

/** Accepts words for the published figures of the territory, or does not any more. */
export const decideSurveyWording = defineAction({
  name: "observatory.decideSurveyWording",
  summary:
    "Accepts words that no publication confirms for the published figures of the territory, or takes that back, with the reason.",
  route: "POST /observatory/survey-words/decisions",
  part: "observatory",
  input: z.strictObject({
    instrument: z.string().min(1).max(40),
    wording: z.string().min(1).max(60),
    isAccepted: z.boolean(),
    reason: z.string().trim().min(20).max(2000),
  }),
  output: z.strictObject({ instrument: z.string().max(60), wording: z.string().max(60) }),
  allow: hasRole("territory-admin"),
  errors: [
    "observatory.wordingNeedsNoDecision",
    "observatory.organisationNeeded",
    "pathway.decisionOvertaken",
  ],
  form: {
    path: "/observatoire/atelier/publications/mots",
    page: "/observatoire/atelier/publications",
    done: "/observatoire/atelier/publications",
  },
});

/** Verifies a release of the register: bytes, digest, and the audit of everything of its source. */
export const verifyRelease = defineAction({
  name: "observatory.verifyRelease",
  summary:
    "Verifies a release: its bytes against its digest, and its audit together with the releases before it.",
  route: "GET /observatory/releases/:release/verification",
  part: "observatory",
  input: z.strictObject({ release: releaseId }),
  output: z.strictObject({
    release: releaseId,
    digest: z.string().length(64),
    isDigestRight: z.boolean(),
    /** Releases with which it was audited. */
    auditedWith: z.array(releaseId).max(10_000),
    faults: z
      .array(
        z.strictObject({
          cell: z.string().max(400),
          reason: z.enum(["small", "deducible", "difference", "territories"]),
          release: z.string().max(400),
        }),
      )
      .max(100_000),
  }),
  allow: mayAnalyse,
  errors: ["observatory.releaseNotFound", "observatory.analysisTooLong"],
});
