import { instantSchema, type ControllerId, type Instant } from "#base";
import type { Tx } from "#storage";
import type { ReferralRow } from "../referral/store.ts";
import type { PersonRow } from "../store.ts";
import type { PathwayServices, SurveyMean } from "../services.ts";
import type { YearRecords } from "./person-history.ts";
import { historyOf, type Arrivals } from "./histories.ts";
import { filesOpened, firstArrivals, referralsOfMany, type StatisticsUse } from "./store.ts";

/** The year of an organisation that is asked about. */
export interface YearAsked {
  readonly controllerId: ControllerId;
  readonly year: number;
  /** Only persons who said this of statistics. */
  readonly uses: readonly StatisticsUse[];
}

/** What an organisation has in a year: files in the order of `persons`, referrals that were sent in that of `ends`. */
export async function yearRecords(
  db: Tx,
  { vault, populationMean }: Pick<PathwayServices, "vault" | "populationMean">,
  { controllerId, year, uses }: YearAsked,
): Promise<YearRecords & { readonly files: readonly PersonRow[]; readonly sent: readonly ReferralRow[] }> {
  const edge = (of: number): Instant => instantSchema.parse(`${of}-01-01T00:00:00+01:00`);
  const files = await filesOpened(db, controllerId, { from: edge(year), until: edge(year + 1), uses });
  const ids = files.map(({ id }) => id);
  const referrals = Map.groupBy(await referralsOfMany(db, ids), (row) => row.person_id);
  const arrivals = new Map<string, Map<string, Instant>>();
  for (const { referral_id, to_status, at } of await firstArrivals(db, ids))
    arrivals.set(referral_id, (arrivals.get(referral_id) ?? new Map<string, Instant>()).set(to_status, at));
  const means = new Map<string, SurveyMean | null>();
  const meanOf = async (instrument: string): Promise<SurveyMean | null> => {
    const tenantId = files[0]?.tenant_id;
    if (!means.has(instrument))
      means.set(instrument, tenantId ? await populationMean(db, tenantId, instrument) : null);
    return means.get(instrument) ?? null;
  };
  const persons = [];
  for (const file of files) {
    const own = referrals.get(file.id) ?? [];
    const records = { file, referrals: own, arrivals: arrivals satisfies ReadonlyMap<string, Arrivals> };
    persons.push(await historyOf(db, vault, records, meanOf));
  }
  const sent = [...referrals.values()].flat().filter(({ sent_at }) => sent_at !== null);
  return { persons, ends: sent.map(endOf), files, sent };
}

/** How a referral stands or ended. Unknown is counted as unknown. */
function endOf({ loop, status, outcome, reason }: ReferralRow): string {
  if (loop === "closed_unknown") return "unknown";
  // Asked, and nobody answered in time: somebody has to ask again or go elsewhere.
  if (loop === "open") return status === "expired" ? "unanswered" : "open";
  return outcome ?? reason ?? status;
}
