import type { OutputOf } from "#base";
import type { listScreenings } from "#pathway/actions";

/** A questionnaire answered, as a professional reads it. */
export type Screening = OutputOf<typeof listScreenings>["screenings"][number];
