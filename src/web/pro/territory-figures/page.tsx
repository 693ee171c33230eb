import type { OutputOf } from "#base";
import { organisationsAtLeast } from "#pathway";
import { readTerritoryFigures, recordTerritoryCost, removeTerritoryCost } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Cost } from "../cost/cost.tsx";
import { FigureList } from "../team-figures/figure-list.tsx";
import { OfPersons } from "../team-figures/of-persons.tsx";
import { yearAsked, YearUnreadable } from "../team-figures/year-asked.tsx";

type Figures = OutputOf<typeof readTerritoryFigures>;
const path = "/pro/territoire/chiffres";

/** `/pro/territoire/chiffres`: what the organisations of a territory know of a year, put together. */
export const territoryFiguresPage: PageDefinition = {
  path,
  part: "persons",
  open: async ({ t, call, query }) => {
    const { year, isUnreadable } = yearAsked(query);
    const figures = await call(readTerritoryFigures, { year });
    const title = t("pro.territoryFigures.title", { year: String(figures.year) });
    return { title, main: <TerritoryView figures={figures} isUnreadable={isUnreadable} /> };
  },
};

interface TerritoryViewProps {
  readonly figures: Figures;
  /** Whether the year asked for was none. */
  readonly isUnreadable: boolean;
}

function TerritoryView({ figures, isUnreadable }: TerritoryViewProps): ReactNode {
  const { t } = usePage();
  const year = String(figures.year);
  return (
    <div className="column">
      <h1>{t("pro.territoryFigures.title", { year })}</h1>
      <p className="lead">{t("pro.territoryFigures.lead", { least: organisationsAtLeast })}</p>
      <p>{t("pro.territoryFigures.nobody")}</p>
      {isUnreadable ? <YearUnreadable /> : null}
      <YearForm year={figures.year} />
      {figures.isEnough ? (
        <>
          {figures.persons === null ? (
            <p className="apart">{t("pro.figures.none")}</p>
          ) : (
            <OfPersons figures={figures} />
          )}
          <Partners partners={figures.partners} />
        </>
      ) : (
        <p className="apart">{t("pro.territoryFigures.tooFew", { least: organisationsAtLeast })}</p>
      )}
      <TerritoryCost figures={figures} />
      <Givers organisations={figures.organisations} />
    </div>
  );
}

function TerritoryCost({ figures: { cost, year } }: { readonly figures: Figures }): ReactNode {
  const { t, actor } = usePage();
  const mayEnter = recordTerritoryCost.allow.check(actor, undefined).allowed;
  const entering = { record: recordTerritoryCost, remove: removeTerritoryCost, values: {} };
  return (
    <>
      <Cost cost={cost} year={year} entering={mayEnter ? entering : null} />
      {cost.ofYear === null ? null : <p className="quiet">{t("pro.cost.territory")}</p>}
    </>
  );
}

function YearForm({ year }: { readonly year: number }): ReactNode {
  const { t, href } = usePage();
  return (
    <form method="get" action={href(path)} className="form not-printed">
      <div className="field">
        <label htmlFor="annee">{t("pro.figures.year")}</label>
        <input
          id="annee"
          name="annee"
          className="control"
          inputMode="numeric"
          pattern="20[2-9]\d"
          defaultValue={year}
        />
      </div>
      <div className="widen">
        <button type="submit" className="button button-quiet">
          {t("pro.figures.show")}
        </button>
        <a className="button button-quiet" href={href(`${path}/fichier`, { year })}>
          {t("pro.figures.download")}
        </a>
      </div>
    </form>
  );
}

function Partners({ partners }: Pick<Figures, "partners">): ReactNode {
  const { t } = usePage();
  const nameOf = (code: string): string =>
    code === "together" || code === "unknown" ? t(`pro.territoryFigures.partners.${code}`) : code;
  return (
    <section aria-labelledby="partners">
      <h2 id="partners">{t("pro.figures.partners")}</h2>
      {partners.length === 0 ? (
        <p>{t("pro.figures.partners.none")}</p>
      ) : (
        <>
          <p>{t("pro.figures.partners.lead")}</p>
          <FigureList
            caption={t("pro.figures.partners")}
            columns={[t("pro.figures.partners.name"), t("pro.figures.ends.unit")]}
            rows={partners.map(({ code, count }) => ({ label: nameOf(code), cells: [count] }))}
          />
        </>
      )}
    </section>
  );
}

function Givers({ organisations }: Pick<Figures, "organisations">): ReactNode {
  const { t, format } = usePage();
  return (
    <section aria-labelledby="givers">
      <h2 id="givers">{t("pro.territoryFigures.givers")}</h2>
      {organisations.length === 0 ? (
        <p>{t("pro.territoryFigures.givers.none")}</p>
      ) : (
        <ul>
          {organisations.map(({ name, givenAt }) => (
            <li key={`${name} ${givenAt}`}>
              {t("pro.territoryFigures.giver", { name, when: momentInWords(format, givenAt) })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
