import { errorCatalogue } from "#base";

/** Errors of what receivers answer when they are asked to erase. */
export const receiverErasureErrors = errorCatalogue("pathway", {
  erasureNotAsked: { status: 409 },
  erasureAnswered: { status: 409 },
});
