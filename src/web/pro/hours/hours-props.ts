import type { OutputOf } from "#base";
import type { readHours } from "#pathway/actions";

/** The hours of a person. */
export type PersonHours = OutputOf<typeof readHours>;

/** What the parts of the page are given. */
export interface HoursProps {
  readonly personId: string;
  readonly hours: PersonHours;
}
