import { defineAction, idSchema, instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { phoneSchema } from "../referral/referral.ts";
import { mayFollow } from "../rules.ts";
import { representativeEvidence, representativeKind, representativeScope } from "./codes.ts";

const personId = idSchema<"person">();
const receipt = z.strictObject({ representativeId: idSchema<"representative">(), personId });
const door = {
  page: "/pro/personnes/:personId/representants",
  done: "/pro/personnes/:personId/representants",
} as const;

/** Puts down who speaks for a person, or beside them. */
export const addRepresentative = defineAction({
  name: "pathway.addRepresentative",
  summary:
    "Puts down a parent, a measure of protection or a trusted person: what it extends to, how it is known, from when until when.",
  route: "POST /pathway/persons/:personId/representatives",
  part: "persons",
  input: z.strictObject({
    id: idSchema<"representative">(),
    personId,
    kind: representativeKind.schema,
    scope: representativeScope.schema,
    evidence: representativeEvidence.schema,
    since: localDateSchema,
    /** Last day; null while none is known. Parental authority ends at eighteen by itself. */
    until: localDateSchema.nullable().default(null),
    name: z.string().trim().min(1).max(200),
    phone: phoneSchema.nullable().default(null),
  }),
  output: receipt,
  allow: mayFollow,
  personal: ["name", "phone"],
  form: { path: "/pro/personnes/:personId/representants", ...door },
  errors: [
    "pathway.personNotFound",
    "pathway.representativeExists",
    "pathway.representativeUnfit",
    "pathway.representativeDates",
  ],
});

/** Ends a representation now. */
export const endRepresentative = defineAction({
  name: "pathway.endRepresentative",
  summary:
    "Ends a representation now: agreements that were given with it hold no longer, and nothing more is shared on them.",
  route: "POST /pathway/persons/:personId/representatives/:representativeId/end",
  part: "persons",
  input: z.strictObject({ personId, representativeId: idSchema<"representative">() }),
  output: receipt,
  allow: mayFollow,
  form: { path: "/pro/personnes/:personId/representants/:representativeId/fin", ...door },
  errors: ["pathway.personNotFound", "pathway.representativeNotFound"],
});

/** Who speaks for a person. */
export const listRepresentatives = defineAction({
  name: "pathway.listRepresentatives",
  summary: "Who speaks for a person or beside them, and whose agreement sharing needs today.",
  route: "GET /pathway/persons/:personId/representatives",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({
    /** Whether sharing needs a representative's agreement beside the person's own. */
    needsRepresentative: z.boolean(),
    representatives: z
      .array(
        z.strictObject({
          id: idSchema<"representative">(),
          kind: representativeKind.schema,
          scope: representativeScope.schema,
          evidence: representativeEvidence.schema,
          since: localDateSchema,
          until: localDateSchema.nullable(),
          endedAt: instantSchema.nullable(),
          isInForce: z.boolean(),
          name: z.string().max(200),
          phone: z.string().max(30).nullable(),
        }),
      )
      .max(50),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
