import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { holdsQuestions, mayFollow } from "../rules.ts";
import { heldKind, identityCheck, mostWrongProofs, provingChecks } from "./codes.ts";
import { heldChangeSchema } from "./sealing-schema.ts";

const personId = idSchema<"person">();
const requestId = idSchema<"held-request">();
const receipt = z.strictObject({ personId, requestId });
const page = "/pro/personnes/:personId";
const over = "pathway.heldRequestOver";

/** What waits for a person because whoever asked may not be them. */
export const listHeld = defineAction({
  name: "pathway.listHeld",
  summary:
    "What waits 72 hours because nobody checked that it is the person who asked: a change of how they are reached, a copy of what is kept.",
  route: "GET /pathway/persons/:personId/held",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({
    requests: z
      .array(
        z.strictObject({
          id: requestId,
          kind: heldKind.schema,
          askedAt: instantSchema,
          /** Whether it came by the link to the own page. */
          isByLink: z.boolean(),
          /** Name of who noted it; null by a link, or when the account is closed. */
          notedBy: z.string().max(120).nullable(),
          /** How far it was checked; null by a link. */
          identity: identityCheck.schema.nullable(),
          dueAt: instantSchema,
          /** What the file would say; null for a copy. */
          change: heldChangeSchema.nullable(),
        }),
      )
      .max(2),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

/** Lets something that waits have its effect now: it was checked that the person asked. */
export const releaseHeld = defineAction({
  name: "pathway.releaseHeld",
  summary:
    "Lets what waits have its effect now, because it was checked that the person asked: seen, or called back at the number known before.",
  route: "POST /pathway/persons/:personId/held/:requestId/release",
  part: "persons",
  input: z.strictObject({ personId, requestId, identityCheck: z.enum(provingChecks) }),
  output: receipt,
  allow: mayFollow,
  form: { path: `${page}/attente/:requestId/verifie`, page, done: `${page}#contact` },
  errors: ["pathway.personNotFound", over],
});

/** Stops something that waits. */
export const stopHeld = defineAction({
  name: "pathway.stopHeld",
  summary: "Stops what waits: it never has its effect; it may be asked anew.",
  route: "POST /pathway/persons/:personId/held/:requestId/stop",
  part: "persons",
  input: z.strictObject({ personId, requestId }),
  output: receipt,
  allow: mayFollow,
  form: { path: `${page}/attente/:requestId/arreter`, page, done: `${page}#contact` },
  errors: ["pathway.personNotFound", over],
});

/** The person, by the link to their own page. */
const holdsOwnPage = holdsQuestions;
const gone = "pathway.ownPageGone";
const ownDoor = { page: "/r/moi", done: "/r/moi#data" } as const;

/** Asks for a copy of what is kept. */
export const askOwnCopy = defineAction({
  name: "pathway.askOwnCopy",
  summary:
    "Asks by the person's own page for a copy: it opens at once with the code sent by another way they agreed to, else after 72 hours.",
  route: "POST /answers/me/copy",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    /** When it opens by itself; null where it is open. */
    opensAt: instantSchema.nullable(),
    /** Whether a code was sent by another way. */
    hasCode: z.boolean(),
  }),
  allow: holdsOwnPage,
  form: { path: "/r/moi/copie", ...ownDoor },
  errors: [gone],
});

/** Gives the code that was sent by another way. */
export const proveOwnCopy = defineAction({
  name: "pathway.proveOwnCopy",
  summary: "Gives the code sent by another way: the copy opens, or one try less is left.",
  route: "POST /answers/me/copy/code",
  part: "persons",
  input: z.strictObject({
    code: z
      .string()
      .trim()
      .regex(/^[0-9]{6}$/),
  }),
  output: z.strictObject({
    isOpen: z.boolean(),
    /** Tries that are left. */
    left: z.int().min(0).max(mostWrongProofs),
  }),
  allow: holdsOwnPage,
  personal: ["code"],
  form: { path: "/r/moi/copie/code", ...ownDoor },
  errors: [gone],
});

/** Stops, as the person, what waits: somebody else asked it, or it is no longer wanted. */
export const stopOwnHeld = defineAction({
  name: "pathway.stopOwnHeld",
  summary: "Stops by the person's own page a change or a copy that waits.",
  route: "POST /answers/me/held/:kind/stop",
  part: "persons",
  input: z.strictObject({ kind: heldKind.schema }),
  output: z.strictObject({ kind: heldKind.schema }),
  allow: holdsOwnPage,
  form: { path: "/r/moi/attente/:kind/arreter", page: "/r/moi", done: "/r/moi" },
  errors: [gone, over],
});
