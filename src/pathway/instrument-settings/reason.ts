import { notOfferedReasons } from "#instruments";

/** Why an instrument is not offered to somebody: those of the catalogue, and that they are not trained for it. */
export const notOffered = [...notOfferedReasons, "not-trained"] as const;
/** Why an instrument is not offered to somebody. */
export type NotOffered = (typeof notOffered)[number];
