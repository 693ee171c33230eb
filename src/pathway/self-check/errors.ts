import { errorCatalogue } from "#base";

/** Errors of the self-check. */
export const selfCheckErrors = errorCatalogue("pathway", {
  selfCheckNotOffered: { status: 404 },
  selfCheckExpired: { status: 409 },
  selfCheckUnreadable: { status: 400 },
  situationUnknown: { status: 404 },
  questionTooEarly: { status: 409, params: ["step"] },
  questionUnknown: { status: 404 },
  answerOfOtherQuestion: { status: 409 },
  answerNotOffered: { status: 422 },
  answerNeeded: { status: 422 },
});
