import type { EngagementRow } from "./store.ts";

/** What everybody who sees an engagement sees of it. */
export function headOf({ id, purpose, pairing, rhythm_days, status, last_met_on, version }: EngagementRow) {
  return { id, purpose, pairing, rhythmDays: rhythm_days, status, lastMetOn: last_met_on, version };
}
