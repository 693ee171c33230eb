import { errorCatalogue } from "#base";

/** Errors of files that somebody brings: papers on which a person agreed, documents of a file. */
export const sealedFileErrors = errorCatalogue("pathway", {
  paperMissing: { status: 422 },
  paperTooLarge: { status: 413, params: ["megabytes"] },
  /** `reason` is one of `fileFaults`. */
  paperUnusable: { status: 422, params: ["reason"] },
});
