import { localDateAt, type ControllerId, type Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { costOfYear } from "../cost/handlers.ts";
import { openContent } from "../referral/content.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { findPersons } from "../store.ts";
import { loadOrganisation } from "../team-organisation.ts";
import { exportTeamFigures, readTeamFigures } from "./actions.ts";
import { findContribution } from "../territory-figures/store.ts";
import { figuresCsv } from "./csv.ts";
import { figuresOf, type TeamFigures } from "./figures.ts";
import { yearRecords } from "./records.ts";
import { referralsUnderWay } from "./store.ts";

/** Carries out the figures of a team. */
export function teamFigureHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(readTeamFigures, {
      load: loadOrganisation,
      run: async ({ db, input, facts, now, audit }) => {
        const year = input.year ?? yearOf(now);
        const { figures, cost } = await teamFigures(db, services, { controllerId: facts.controllerId, year });
        audit({
          kind: "team-figures",
          ids: [facts.controllerId],
          fields: ["referrals", "networkMaps", "results"],
        });
        const given = await findContribution(db, facts.controllerId, year);
        return {
          year,
          controllerId: facts.controllerId,
          ...shownFigures(figures),
          cost,
          given: given && { at: given.given_at, ground: given.ground },
          partners: await partnersOf(db, services, facts.controllerId),
        };
      },
    }),
    handle(exportTeamFigures, {
      load: loadOrganisation,
      run: async ({ db, input, facts, now, audit }) => {
        const year = input.year ?? yearOf(now);
        const { figures, cost } = await teamFigures(db, services, { controllerId: facts.controllerId, year });
        audit({
          kind: "team-figures",
          ids: [facts.controllerId],
          fields: ["referrals", "networkMaps", "results"],
        });
        return {
          fileName: `team-figures-${year}.csv`,
          mediaType: "text/csv" as const,
          text: figuresCsv(year, figures, cost),
        };
      },
    }),
  ];
}

/** The calendar year of a moment. */
export const yearOf = (now: Instant): number => Number(localDateAt(now, timeZone).slice(0, 4));

/** Figures as the answer of an action. */
export function shownFigures({ funnel, ends, intervals, equity, changes, ...rest }: TeamFigures) {
  return {
    ...rest,
    funnel: [...funnel],
    ends: [...ends],
    intervals: [...intervals],
    equity: equity.map(({ dimension, groups }) => ({ dimension, groups: [...groups] })),
    changes: [...changes],
  };
}

async function teamFigures(
  db: Tx,
  services: PathwayServices,
  asked: { readonly controllerId: ControllerId; readonly year: number },
) {
  const uses = ["not-asked", "informed", "agreed"] as const;
  const organisations = [await yearRecords(db, services, { ...asked, uses })];
  const figures = figuresOf(organisations);
  return { figures, cost: await costOfYear(db, asked, { organisations, figures }) };
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
