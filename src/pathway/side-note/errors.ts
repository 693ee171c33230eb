import { errorCatalogue } from "#base";

/** Errors of notes beside the file. */
export const sideNoteErrors = errorCatalogue("pathway", {
  sideNoteExists: { status: 409 },
  /** Of somebody else's private note too: that there is one is not told. */
  sideNoteNotFound: { status: 404 },
  sideNoteNotOwn: { status: 403 },
  tooManySideNotes: { status: 409, params: ["count"] },
});
