import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { mayFollow } from "../rules.ts";

/** Notes that one author may keep beside a file. */
export const sideNotesAtMost = 200;

const personId = idSchema<"person">();
const sideNoteId = idSchema<"side-note">();
const text = z.string().trim().min(1).max(5000);
const receipt = z.strictObject({ personId, sideNoteId });
const page = "/pro/personnes/:personId";
const done = `${page}#notes`;

/** Writes a note beside the file of a person. */
export const addSideNote = defineAction({
  name: "pathway.addSideNote",
  summary:
    "Writes a note beside a person's file: for whoever sees the file, or private, which nobody but its author reads in the product.",
  route: "POST /pathway/persons/:personId/side-notes",
  part: "persons",
  input: z.strictObject({
    id: sideNoteId,
    personId,
    visibility: z.enum(["shared", "private"]),
    text,
  }),
  output: receipt,
  allow: mayFollow,
  personal: ["text"],
  form: { path: `${page}/notes`, page, done },
  errors: ["pathway.personNotFound", "pathway.sideNoteExists", "pathway.tooManySideNotes"],
});

/** Changes the words of one's own note. */
export const changeSideNote = defineAction({
  name: "pathway.changeSideNote",
  summary: "Changes the words of a note that one wrote oneself; who reads it does not change.",
  route: "PUT /pathway/persons/:personId/side-notes/:sideNoteId",
  part: "persons",
  input: z.strictObject({ personId, sideNoteId, text }),
  output: receipt,
  allow: mayFollow,
  versioned: true,
  personal: ["text"],
  form: { path: `${page}/notes/:sideNoteId`, page, done },
  errors: ["pathway.personNotFound", "pathway.sideNoteNotFound", "pathway.sideNoteNotOwn"],
});

/** Deletes one's own note. */
export const deleteSideNote = defineAction({
  name: "pathway.deleteSideNote",
  summary: "Deletes a note that one wrote oneself, for good.",
  route: "DELETE /pathway/persons/:personId/side-notes/:sideNoteId",
  part: "persons",
  input: z.strictObject({ personId, sideNoteId }),
  output: receipt,
  allow: mayFollow,
  form: { path: `${page}/notes/:sideNoteId/supprimer`, page, done },
  errors: ["pathway.personNotFound", "pathway.sideNoteNotFound", "pathway.sideNoteNotOwn"],
});

/** The notes beside a file that somebody may read. */
export const listSideNotes = defineAction({
  name: "pathway.listSideNotes",
  summary:
    "The notes beside a person's file, newest first: those that are shared, and one's own private ones.",
  route: "GET /pathway/persons/:personId/side-notes",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({
    /** The newest two hundred. */
    notes: z
      .array(
        z.strictObject({
          id: sideNoteId,
          visibility: z.enum(["shared", "private"]),
          text: z.string().max(5000),
          /** Name of the author; null when the account is closed. */
          author: z.string().max(120).nullable(),
          isOwn: z.boolean(),
          writtenAt: instantSchema,
          changedAt: instantSchema,
          version: z.int().min(1),
        }),
      )
      .max(sideNotesAtMost),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
