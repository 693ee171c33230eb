import { instantSchema, localDateAt, writeCsv, type ControllerId, type Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { openContent } from "../referral/content.ts";
import { timeZone, type PathwayServices, type SurveyMean } from "../services.ts";
import { findPersons } from "../store.ts";
import { loadOrganisation } from "../team-organisation.ts";
import { exportTeamFigures, readTeamFigures } from "./actions.ts";
import { figuresOf, type TeamFigures } from "./figures.ts";
import { historyOf, type Arrivals } from "./histories.ts";
import { filesOpened, firstArrivals, referralsOfMany, referralsUnderWay } from "./store.ts";
import type { ReferralRow } from "../referral/store.ts";

/** Carries out the figures of a team. */
export function teamFigureHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(readTeamFigures, {
      load: loadOrganisation,
      run: async ({ db, input, facts, now, audit }) => {
        const year = input.year ?? yearOf(now);
        const figures = await teamFigures(db, services, { controllerId: facts.controllerId, year });
        audit({
          kind: "team-figures",
          ids: [facts.controllerId],
          fields: ["referrals", "networkMaps", "results"],
        });
        const { persons, ties } = figures;
        return {
          year,
          controllerId: facts.controllerId,
          persons,
          funnel: [...figures.funnel],
          ends: [...figures.ends],
          intervals: [...figures.intervals],
          equity: figures.equity.map(({ dimension, groups }) => ({ dimension, groups: [...groups] })),
          ties,
          changes: [...figures.changes],
          partners: await partnersOf(db, services, facts.controllerId),
        };
      },
    }),
    handle(exportTeamFigures, {
      load: loadOrganisation,
      run: async ({ db, input, facts, now, audit }) => {
        const year = input.year ?? yearOf(now);
        const figures = await teamFigures(db, services, { controllerId: facts.controllerId, year });
        audit({
          kind: "team-figures",
          ids: [facts.controllerId],
          fields: ["referrals", "networkMaps", "results"],
        });
        return {
          fileName: `team-figures-${year}.csv`,
          mediaType: "text/csv" as const,
          text: figuresCsv(year, figures),
        };
      },
    }),
  ];
}

const yearOf = (now: Instant): number => Number(localDateAt(now, timeZone).slice(0, 4));

async function teamFigures(
  db: Tx,
  { vault, populationMean }: PathwayServices,
  { controllerId, year }: { readonly controllerId: ControllerId; readonly year: number },
): Promise<TeamFigures> {
  const edge = (of: number): Instant => instantSchema.parse(`${of}-01-01T00:00:00+01:00`);
  const files = await filesOpened(db, controllerId, { from: edge(year), until: edge(year + 1) });
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
  const histories = [];
  for (const file of files) {
    const own = referrals.get(file.id) ?? [];
    const records = { file, referrals: own, arrivals: arrivals satisfies ReadonlyMap<string, Arrivals> };
    histories.push(await historyOf(db, vault, records, meanOf));
  }
  return figuresOf(
    histories,
    [...referrals.values()]
      .flat()
      .filter(({ sent_at }) => sent_at !== null)
      .map(endOf),
  );
}

/** How a referral stands or ended. Unknown is counted as unknown. */
function endOf({ loop, status, outcome, reason }: ReferralRow): string {
  if (loop === "closed_unknown") return "unknown";
  if (loop === "open") return "open";
  return outcome ?? reason ?? status;
}

async function partnersOf(db: Tx, { vault }: PathwayServices, controllerId: ControllerId) {
  const rows = await referralsUnderWay(db, controllerId);
  const files = await findPersons(db, [...new Set(rows.map((row) => row.person_id))]);
  const byId = new Map(files.map((file) => [file.id, file]));
  const counts = new Map<string, number>();
  for (const row of rows) {
    const file = byId.get(row.person_id);
    if (file === undefined) continue;
    const { receiverName } = openContent(vault, file, row);
    counts.set(receiverName, (counts.get(receiverName) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, open]) => ({ name, open }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "fr"))
    .slice(0, 200);
}

/** Figures as CSV: a line a figure; what is withheld is empty. */
function figuresCsv(year: number, figures: TeamFigures): string {
  const line = (table: string, code: string, measure: string, value: number | null) => [
    year,
    table,
    code,
    measure,
    value,
  ];
  const { ties } = figures;
  return writeCsv([
    ["year", "table", "code", "measure", "value"],
    ...figures.funnel.map(({ step, count }) => line("funnel", step, "persons", count)),
    ...figures.ends.map(({ code, count }) => line("ends", code, "referrals", count)),
    ...figures.intervals.flatMap(({ interval, n, medianDays }) => [
      line("intervals", interval, "persons", n),
      line("intervals", interval, "median_days", medianDays),
    ]),
    ...figures.equity.flatMap(({ dimension, groups }) =>
      groups.flatMap(({ code, persons, attendedShare }) => [
        line(dimension, code, "persons", persons),
        line(dimension, code, "share_attended", attendedShare),
      ]),
    ),
    line("ties", "new-living-ties", "persons", ties.n),
    line("ties", "new-living-ties", "share", ties.share),
    line("ties", "new-living-ties", "ci95_low", ties.low),
    line("ties", "new-living-ties", "ci95_high", ties.high),
    line("ties", "new-living-ties", "share_unknown", ties.unknownShare),
    ...figures.changes.flatMap(({ instrument, n, mean, low, high, expectedFromRegression, dropOut }) => [
      line("changes", instrument, "persons", n),
      line("changes", instrument, "mean_difference", mean),
      line("changes", instrument, "ci95_low", low),
      line("changes", instrument, "ci95_high", high),
      line("changes", instrument, "expected_from_regression", expectedFromRegression),
      line("changes", instrument, "share_without_second", dropOut),
    ]),
  ]);
}
