import type { Actor, Instant } from "#base";
import { changeBetween, type MeanOf } from "../screening/change-between.ts";
import type { Screening } from "../screening/response.ts";
import type { OpenResponse } from "../screening/sealing.ts";
import { seesResult } from "../who-sees/result.ts";

/** What became of one instrument between the first time it was asked and the end of a plan. */
export interface AskedAgain {
  readonly instrument: string;
  readonly firstAskedAt: Instant;
  /** Null when it was not asked again. */
  readonly lastAskedAt: Instant | null;
  /** From the first time to the last; `hidden` to whom results are not shown. */
  readonly change: Screening["change"] | { readonly status: "hidden" };
}

/** For each instrument asked up to a moment, the first time and the last: answers that were corrected count as corrected. */
export async function askedAgain(
  responses: readonly OpenResponse[],
  { until, actor, meanOf }: { readonly until: Instant; readonly actor: Actor; readonly meanOf: MeanOf },
): Promise<AskedAgain[]> {
  const asked = Map.groupBy(
    responses.filter(({ row, isReplaced }) => !isReplaced && row.asked_at <= until),
    ({ row }) => row.instrument,
  );
  const found: AskedAgain[] = [];
  for (const [instrument, times] of asked) {
    const [first, last] = [times[0], times.at(-1)];
    if (first === undefined || last === undefined) continue;
    const again = last === first ? null : last;
    const isSeen = [first, last].every(({ row }) =>
      seesResult(actor, { controllerId: row.controller_id, askedBy: row.asked_by }),
    );
    found.push({
      instrument,
      firstAskedAt: first.row.asked_at,
      lastAskedAt: again === null ? null : again.row.asked_at,
      change:
        again === null
          ? { status: "none" }
          : isSeen
            ? await changeBetween(first, again, meanOf)
            : { status: "hidden" },
    });
  }
  return found;
}
