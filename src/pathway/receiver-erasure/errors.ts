import { errorCatalogue } from "#base";

/** Errors of what receivers answer when they are asked to erase. */
export const receiverErasureErrors = errorCatalogue("pathway", {
  erasureNotAsked: { status: 409 },
  erasureAnswered: { status: 409 },
  /** Somebody who does not know yet that the person is erased was told something; `count` is how many. */
  receiversToTell: { status: 409, params: ["count"] },
  /** The messages that tell them wait for a moment longer. */
  receiversBeingTold: { status: 409 },
});
