import type { OutputOf } from "#base";
import type { listEngagements, listVolunteers } from "#pathway/actions";

/** The visits and calls of a person. */
export type PersonVisits = OutputOf<typeof listEngagements>;

/** The volunteers of an organisation. */
export type Team = OutputOf<typeof listVolunteers>;
