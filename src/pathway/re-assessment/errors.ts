import { errorCatalogue } from "#base";

/** Errors of asking the same questions again. */
export const reassessmentErrors = errorCatalogue("pathway", {
  reassessmentNotFound: { status: 404 },
  reassessmentOver: { status: 409 },
  reassessmentModeDiffers: { status: 422 },
  contactNotAgreed: { status: 403 },
  contactAddressMissing: { status: 422 },
  questionsGone: { status: 404 },
  questionsAnswered: { status: 409 },
});
