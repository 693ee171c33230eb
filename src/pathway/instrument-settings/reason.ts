import { notOfferedReasons } from "#instruments";

/** Why an instrument is not offered to somebody: those of the catalogue, that they are not trained for it, that it is for prescribers. */
export const notOffered = [...notOfferedReasons, "not-trained", "clinician-needed"] as const;
/** Why an instrument is not offered to somebody. */
export type NotOffered = (typeof notOffered)[number];
