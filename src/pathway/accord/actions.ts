import { holds } from "#access";
import { anyone, defineAction, hasRole, idSchema, instantSchema, localDateSchema, when } from "#base";
import { z } from "zod";
import { processingGround } from "../person.ts";
import type { TeamFacts } from "../rules.ts";
import { sharedItem } from "../sharing/item.ts";
import { sharingStanding, specialGround } from "../sharing/standing.ts";
import { accordEnd, accordKind, accordPurpose, accordState } from "./codes.ts";

/** Those who answer for an organisation towards others: its administrator, its coordinator. */
export const answersForOrganisation = when<TeamFacts>(
  hasRole("territory-admin", "team-coordinator"),
  (actor, { controllerId }) =>
    holds(actor, "territory-admin", controllerId) || holds(actor, "team-coordinator", controllerId),
  "otherOrganisation",
);

const page = "/organisation/accords";
const door = { page, done: page } as const;
const controllerId = idSchema<"controller">();
const accordId = idSchema<"accord">();

/** Says what one's organisation is. */
export const describeOrganisation = defineAction({
  name: "pathway.describeOrganisation",
  summary:
    "Says who the people of one's organisation are to the law, why it holds files, and which entry of the directory is its own: the ground for sharing is computed from it.",
  route: "PUT /pathway/organisations/:controllerId/facts",
  part: "persons",
  input: z.strictObject({
    controllerId,
    standing: sharingStanding.schema,
    processingGround: processingGround.schema,
    specialGround: specialGround.schema.nullable().default(null),
    /** Address or id of one offer of the organisation in the directory; null when it has none. */
    entry: z.string().trim().max(300).nullable().default(null),
  }),
  output: z.strictObject({ controllerId, version: z.int().min(1) }),
  allow: answersForOrganisation,
  versioned: true,
  form: { path: `${page}/nous`, ...door },
  errors: ["pathway.organisationNeeded", "pathway.entryNotFound", "pathway.entryTaken"],
});

/** Proposes an accord. */
export const proposeAccord = defineAction({
  name: "pathway.proposeAccord",
  summary:
    "Proposes an accord to other organisations of the territory, as a care team or as controllers together; it holds once each of them signed.",
  route: "POST /pathway/accords",
  part: "persons",
  input: z.strictObject({
    id: accordId,
    /** The organisation that proposes, and signs by it. */
    controllerId,
    kind: accordKind.schema,
    title: z.string().trim().min(3).max(200),
    /** The other parties. */
    parties: z.array(controllerId).max(19),
    purposes: z.array(accordPurpose.schema).min(1).max(4),
    items: z.array(sharedItem.schema).min(1).max(10),
    /** The party that answers persons who ask for access, correction or erasure. */
    contactId: controllerId,
    /** Where it is reached: a telephone number or an address. Public. */
    contact: z.string().trim().min(3).max(200),
    /** Where the signed document is found. */
    reference: z.string().trim().min(3).max(300),
    since: localDateSchema,
    until: localDateSchema,
    noticeDays: z.coerce.number().int().min(0).max(365).default(30),
  }),
  output: z.strictObject({ accordId }),
  allow: answersForOrganisation,
  form: { path: page, ...door },
  errors: [
    "pathway.organisationNeeded",
    "pathway.accordExists",
    "pathway.accordPartiesTooFew",
    "pathway.accordPartyUnknown",
    "pathway.accordContactUnfit",
    "pathway.accordDates",
    "pathway.accordTeamUnfit",
  ],
});

/** Signs an accord for one's organisation. */
export const signAccord = defineAction({
  name: "pathway.signAccord",
  summary: "Signs for one's organisation an accord that another proposed.",
  route: "POST /pathway/accords/:accordId/signatures",
  part: "persons",
  input: z.strictObject({ accordId, controllerId }),
  output: z.strictObject({ accordId, state: accordState.schema }),
  allow: answersForOrganisation,
  form: { path: `${page}/signature`, ...door },
  errors: [
    "pathway.accordNotFound",
    "pathway.accordSigned",
    "pathway.accordEnded",
    "pathway.accordTeamUnfit",
  ],
});

/** Ends an accord for one's organisation. */
export const endAccord = defineAction({
  name: "pathway.endAccord",
  summary:
    "Ends an accord: with its notice, or at once after a breach or on the word of an authority; what is shared on it stops on that day.",
  route: "POST /pathway/accords/:accordId/end",
  part: "persons",
  input: z.strictObject({ accordId, controllerId, reason: accordEnd.schema }),
  output: z.strictObject({
    accordId,
    state: accordState.schema,
    lastDay: localDateSchema,
    /** Referrals under way of one's organisation that rest on it: nothing more is told on them after the last day. */
    resting: z.int().min(0),
  }),
  allow: answersForOrganisation,
  form: { path: `${page}/fin`, ...door },
  errors: ["pathway.accordNotFound", "pathway.accordEnded"],
});

const essence = {
  id: accordId,
  kind: accordKind.schema,
  title: z.string().max(200),
  purposes: z.array(accordPurpose.schema).max(4),
  items: z.array(sharedItem.schema).max(10),
  contactName: z.string().max(200),
  contact: z.string().max(200),
  since: localDateSchema,
};

/** The essence of an accord, as the person reads it (GDPR art. 26 (2)). */
export const accordEssenceSchema = z.strictObject({
  ...essence,
  /** Names of the parties. */
  parties: z.array(z.string().max(200)).max(20),
  lastDay: localDateSchema,
});

/** The accords of one's organisations. */
export const listAccords = defineAction({
  name: "pathway.listAccords",
  summary: "What one's organisations say of themselves, and the accords to which they are parties.",
  route: "GET /pathway/accords",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    organisations: z
      .array(
        z.strictObject({
          controllerId,
          name: z.string().max(200),
          /** Null while nothing was said. */
          facts: z
            .strictObject({
              standing: sharingStanding.schema,
              processingGround: processingGround.schema,
              specialGround: specialGround.schema.nullable(),
              /** The offer by which it named its entry of the directory. */
              offerId: idSchema<"offer">().nullable(),
            })
            .nullable(),
          version: z.int().min(0),
          allowed: z.array(z.string().max(60)).max(3),
        }),
      )
      .max(100),
    accords: z
      .array(
        z.strictObject({
          ...essence,
          parties: z
            .array(
              z.strictObject({
                controllerId,
                name: z.string().max(200),
                signedAt: instantSchema.nullable(),
                /** Acts open to the reader for this party. */
                allowed: z.array(z.string().max(60)).max(3),
              }),
            )
            .max(20),
          until: localDateSchema,
          noticeDays: z.int().min(0),
          reference: z.string().max(300),
          state: accordState.schema,
          lastDay: localDateSchema,
          endReason: accordEnd.schema.nullable(),
          /** Name of the party that ended it. */
          endedFor: z.string().max(200).nullable(),
          resting: z.int().min(0),
        }),
      )
      .max(200),
  }),
  allow: hasRole(
    "territory-admin",
    "team-coordinator",
    "data-protection-officer",
    "link-worker",
    "prescriber",
    "field-worker",
  ),
});

/** The essence of all accords in force. */
export const listAccordEssences = defineAction({
  name: "pathway.listAccordEssences",
  summary: "The essence of the accords in force between organisations of each territory, for anybody.",
  route: "GET /pathway/accord-essences",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    accords: z.array(accordEssenceSchema.extend({ territory: z.string().max(120) })).max(500),
  }),
  allow: anyone,
});
