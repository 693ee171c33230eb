import { localDateAt, type ControllerId, type Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { costOfYear } from "../cost/handlers.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { loadOrganisation } from "../team-organisation.ts";
import { exportTeamFigures, readTeamFigures } from "./actions.ts";
import { findContribution } from "../territory-figures/store.ts";
import { countedUses } from "./behind.ts";
import { figuresCsv } from "./csv.ts";
import { figuresOf, type TeamFigures } from "./figures.ts";
import { byPartner, shownPartners } from "./partners.ts";
import { yearRecords } from "./records.ts";

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
          partners: shownPartners(await byPartner(db, services, facts.controllerId)),
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
  const organisations = [await yearRecords(db, services, { ...asked, uses: countedUses })];
  const figures = figuresOf(organisations);
  return { figures, cost: await costOfYear(db, asked, { organisations, figures }) };
}
