import { instantSchema, type ControllerId, type Instant } from "#base";
import type { Tx } from "#storage";
import type { ReferralRow } from "../referral/store.ts";
import type { PersonRow } from "../store.ts";
import type { PathwayServices, SurveyMean } from "../services.ts";
import type { PersonHistory, PersonSteps, YearRecords } from "./person-history.ts";
import { historyOf, stepsOf, type PersonRecords } from "./histories.ts";
import { filesOpened, firstArrivals, referralsOfMany, type StatisticsUse } from "./store.ts";

/** The year of an organisation that is asked about. */
export interface YearAsked {
  readonly controllerId: ControllerId;
  readonly year: number;
  /** Only persons who said this of statistics. */
  readonly uses: readonly StatisticsUse[];
}

/** What an organisation has in a year, as rows: files in the order of `persons`, referrals that were sent in that of `ends`. */
export interface YearRows<Person extends PersonSteps> extends YearRecords<Person> {
  readonly files: readonly PersonRow[];
  readonly sent: readonly ReferralRow[];
}

/** The files of a year with their referrals. */
async function filesOfYear(
  db: Tx,
  { controllerId, year, uses }: YearAsked,
): Promise<readonly PersonRecords[]> {
  const edge = (of: number): Instant => instantSchema.parse(`${of}-01-01T00:00:00+01:00`);
  const files = await filesOpened(db, controllerId, { from: edge(year), until: edge(year + 1), uses });
  const ids = files.map(({ id }) => id);
  const referrals = Map.groupBy(await referralsOfMany(db, ids), (row) => row.person_id);
  const arrivals = new Map<string, Map<string, Instant>>();
  for (const { referral_id, to_status, at } of await firstArrivals(db, ids))
    arrivals.set(referral_id, (arrivals.get(referral_id) ?? new Map<string, Instant>()).set(to_status, at));
  return files.map((file) => ({ file, referrals: referrals.get(file.id) ?? [], arrivals }));
}

function rowsOf<Person extends PersonSteps>(
  records: readonly PersonRecords[],
  persons: readonly Person[],
): YearRows<Person> {
  const sent = records.flatMap(({ referrals }) => referrals.filter(({ sent_at }) => sent_at !== null));
  return { persons, ends: sent.map(endOf), files: records.map(({ file }) => file), sent };
}

/** How far persons of a year came, and how their referrals ended: no file is opened. */
export async function yearSteps(db: Tx, asked: YearAsked): Promise<YearRows<PersonSteps>> {
  const records = await filesOfYear(db, asked);
  return rowsOf(records, records.map(stepsOf));
}

/** All that counts of the persons of a year. */
export async function yearRecords(
  db: Tx,
  { vault, populationMean }: Pick<PathwayServices, "vault" | "populationMean">,
  asked: YearAsked,
): Promise<YearRows<PersonHistory>> {
  const records = await filesOfYear(db, asked);
  const tenantId = records[0]?.file.tenant_id;
  const means = new Map<string, SurveyMean | null>();
  const meanOf = async (instrument: string): Promise<SurveyMean | null> => {
    if (!means.has(instrument))
      means.set(instrument, tenantId ? await populationMean(db, tenantId, instrument) : null);
    return means.get(instrument) ?? null;
  };
  const persons: PersonHistory[] = [];
  for (const one of records) persons.push(await historyOf(db, vault, one, meanOf));
  return rowsOf(records, persons);
}

/** How a referral stands or ended. Unknown is counted as unknown. */
function endOf({ loop, status, outcome, reason }: ReferralRow): string {
  if (loop === "closed_unknown") return "unknown";
  // Asked, and nobody answered in time: somebody has to ask again or go elsewhere.
  if (loop === "open") return status === "expired" ? "unanswered" : "open";
  return outcome ?? reason ?? status;
}
