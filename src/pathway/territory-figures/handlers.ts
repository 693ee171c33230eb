import type { ControllerId } from "#base";
import { handle, type AuditNote, type BoundHandler, type Tx } from "#storage";
import { costOfYear } from "../cost/handlers.ts";
import { pathwayErrors } from "../errors.ts";
import type { PathwayServices } from "../services.ts";
import { loadOrganisation } from "../team-organisation.ts";
import { figuresCsv } from "../team-figures/csv.ts";
import { figuresOf } from "../team-figures/figures.ts";
import { shownFigures, yearOf } from "../team-figures/handlers.ts";
import { protectTable, together } from "../team-figures/protect.ts";
import { yearRecords } from "../team-figures/records.ts";
import type { ReferralRow } from "../referral/store.ts";
import {
  exportTerritoryFigures,
  giveTerritoryFigures,
  readTerritoryFigures,
  withdrawTerritoryFigures,
} from "./actions.ts";
import { organisationsAtLeast, usesOf } from "./codes.ts";
import { withoutOrder, type Contribution } from "./contribution.ts";
import { contributionsOf, deleteContribution, putContribution } from "./store.ts";

/** Carries out the figures of a territory, and what its organisations give them. */
export function territoryFigureHandlers(services: PathwayServices): BoundHandler[] {
  return [...givingHandlers(services), ...readingHandlers(services)];
}

function givingHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(giveTerritoryFigures, {
      load: loadOrganisation,
      run: async ({ db, input, actor, now, audit }) => {
        const { controllerId, year, ground } = input;
        if (actor.tenantId === null) throw pathwayErrors.organisationNeeded({});
        if (year > yearOf(now))
          throw pathwayErrors.yearNotBegun({ year }, { issues: [{ path: "year", code: "invalid" }] });
        const { persons, ends, sent } = await yearRecords(db, services, {
          controllerId,
          year,
          uses: usesOf[ground],
        });
        const partners = await receiversOf(db, services, sent);
        const records = withoutOrder({
          persons: persons.map((one) => ({ ...one, notYet: [...one.notYet], asked: [...one.asked] })),
          ends: [...ends],
          partners,
        });
        const given = { year, ground, records, given_at: now, given_by: actor.id };
        await putContribution(db, { tenant_id: actor.tenantId, controller_id: controllerId, ...given });
        audit({ kind: "territory-figures", ids: [controllerId], fields: ["contribution"] });
        return { persons: persons.length };
      },
    }),
    handle(withdrawTerritoryFigures, {
      load: loadOrganisation,
      run: async ({ db, input: { controllerId, year }, audit }) => {
        const wasGiven = await deleteContribution(db, controllerId, year);
        audit({ kind: "territory-figures", ids: [controllerId], fields: ["contribution"] });
        return { wasGiven };
      },
    }),
  ];
}

/** The organisation of the directory that receives each referral under way. */
async function receiversOf(
  db: Tx,
  { findOffer }: Pick<PathwayServices, "findOffer">,
  sent: readonly ReferralRow[],
): Promise<string[]> {
  const names: string[] = [];
  for (const [offerId, own] of Map.groupBy(
    sent.filter(({ loop }) => loop === "open"),
    ({ offer_id }) => offer_id,
  )) {
    const name = (await findOffer(db, offerId))?.organizationName ?? "unknown";
    names.push(...own.map(() => name));
  }
  return names;
}

function readingHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(readTerritoryFigures, {
      run: async ({ db, input, actor, now, audit }) => {
        const year = input.year ?? yearOf(now);
        const { figures, partners, given, isEnough, cost } = await territoryFigures(db, year);
        audit(figuresRead(actor.tenantId));
        return {
          year,
          ...shownFigures(figures),
          cost,
          organisations: await namesOf(db, services, given),
          isEnough,
          partners: [...partners],
        };
      },
    }),
    handle(exportTerritoryFigures, {
      run: async ({ db, input, actor, now, audit }) => {
        const year = input.year ?? yearOf(now);
        const { figures, partners, cost } = await territoryFigures(db, year);
        audit(figuresRead(actor.tenantId));
        return {
          fileName: `territory-figures-${year}.csv`,
          mediaType: "text/csv" as const,
          text: figuresCsv(year, figures, cost, partners),
        };
      },
    }),
  ];
}

const figuresRead = (tenantId: string | null): AuditNote => ({
  kind: "territory-figures",
  ids: tenantId === null ? [] : [tenantId],
  fields: ["contributions"],
});

type Given = Awaited<ReturnType<typeof contributionsOf>>[number];

/** Figures of those that gave a year, or of nobody while too few of them have persons. */
async function territoryFigures(db: Tx, year: number) {
  const given = await contributionsOf(db, year);
  const withPersons = given.filter(({ persons }) => persons.length > 0);
  const isEnough = withPersons.length >= organisationsAtLeast;
  const counted = isEnough ? withPersons : [];
  const figures = figuresOf(counted);
  const cost = await costOfYear(db, { controllerId: null, year }, { organisations: counted, figures });
  return { figures, partners: partnersOf(counted), given, isEnough, cost };
}

function partnersOf(organisations: readonly Pick<Contribution, "partners">[]) {
  const names = new Set(organisations.flatMap(({ partners }) => partners));
  const parts = [...names].map(
    (name) =>
      [name, organisations.map(({ partners }) => partners.filter((one) => one === name).length)] as const,
  );
  const shown = protectTable(new Map(parts));
  const isNamed = ({ code }: { readonly code: string }): boolean => code !== together && code !== "unknown";
  return [
    ...shown.filter(isNamed).toSorted((a, b) => a.code.localeCompare(b.code, "fr")),
    ...shown.filter((one) => !isNamed(one)),
  ];
}

async function namesOf(db: Tx, { organisationName }: PathwayServices, given: readonly Given[]) {
  const named: { name: string; givenAt: Given["givenAt"] }[] = [];
  for (const { controllerId, givenAt } of given)
    named.push({ name: (await organisationName(db, controllerId satisfies ControllerId)) ?? "—", givenAt });
  return named.toSorted((a, b) => a.name.localeCompare(b.name, "fr"));
}
