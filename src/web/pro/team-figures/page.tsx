import type { OutputOf } from "#base";
import { readTeamFigures, recordTeamCost, removeTeamCost } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Cost } from "../cost/cost.tsx";
import { behindLink, type BehindLink } from "./behind-link.ts";
import { FigureList } from "./figure-list.tsx";
import { endLabel } from "./figure-words.ts";
import { Giving } from "./giving.tsx";
import { OfPersons } from "./of-persons.tsx";
import { yearAsked, YearUnreadable } from "./year-asked.tsx";

/** The figures of a team in a year. */
export type Figures = OutputOf<typeof readTeamFigures>;

/** `/pro/chiffres`: what is known of a year, what is not, and with how much doubt. */
export const teamFiguresPage: PageDefinition = {
  path: "/pro/chiffres",
  part: "persons",
  open: async ({ t, call, query, actor }) => {
    const own = actor.memberships.find((one) => readTeamFigures.allow.check(actor, one).allowed);
    const controllerId = query.get("organisme") ?? own?.controllerId;
    const { year, isUnreadable } = yearAsked(query);
    const figures = await call(readTeamFigures, { controllerId, year });
    const title = t("pro.figures.title", { year: String(figures.year) });
    return { title, main: <FiguresView figures={figures} isUnreadable={isUnreadable} /> };
  },
};

interface FiguresViewProps {
  readonly figures: Figures;
  /** Whether the year asked for was none. */
  readonly isUnreadable: boolean;
}

function FiguresView({ figures, isUnreadable }: FiguresViewProps): ReactNode {
  const { t, href } = usePage();
  const year = String(figures.year);
  const behind = behindLink(href, figures);
  return (
    <div className="column">
      <h1>{t("pro.figures.title", { year })}</h1>
      <p className="lead">{t("pro.figures.lead", { year })}</p>
      {isUnreadable ? <YearUnreadable /> : null}
      <YearForm figures={figures} />
      {figures.persons === null ? (
        <TooFew figures={figures} behind={behind} />
      ) : (
        <>
          <p className="apart not-printed">{t("pro.figures.behind")}</p>
          <OfPersons figures={figures} behind={behind} />
        </>
      )}
      <section aria-labelledby="partners">
        <h2 id="partners">{t("pro.figures.partners")}</h2>
        {figures.partners.length === 0 ? (
          <p>{t("pro.figures.partners.none")}</p>
        ) : (
          <>
            <p>{t("pro.figures.partners.lead")}</p>
            <FigureList
              caption={t("pro.figures.partners")}
              columns={[t("pro.figures.partners.name"), t("pro.figures.ends.unit")]}
              rows={figures.partners.map(({ name, open, referralId }) => ({
                label: name,
                href: behind("partner", referralId),
                cells: [open],
              }))}
            />
          </>
        )}
      </section>
      <TeamCost figures={figures} />
      <Giving figures={figures} />
    </div>
  );
}

/** A year of which no figure is shown: the files themselves are there for who may see them. */
function TooFew({ figures, behind }: { readonly figures: Figures; readonly behind: BehindLink }): ReactNode {
  const { t } = usePage();
  return (
    <>
      <p className="apart">{t("pro.figures.none")}</p>
      <section aria-labelledby="behind" className="not-printed">
        <h2 id="behind">{t("pro.figures.none.behind")}</h2>
        <ul>
          {figures.funnel.map(({ step }) => (
            <li key={step}>
              <a href={behind("reached", step)}>{t(`pro.code.pathStep.${step}`)}</a>
            </li>
          ))}
          {figures.ends.map(({ code }) => (
            <li key={code}>
              <a href={behind("ended", code)}>{t("pro.figures.none.end", { end: endLabel(t, code) })}</a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function TeamCost({ figures: { cost, year, controllerId } }: { readonly figures: Figures }): ReactNode {
  const { actor } = usePage();
  const mayEnter = recordTeamCost.allow.check(actor, { controllerId }).allowed;
  const entering = { record: recordTeamCost, remove: removeTeamCost, values: { controllerId } };
  return <Cost cost={cost} year={year} entering={mayEnter ? entering : null} />;
}

function YearForm({ figures }: { readonly figures: Figures }): ReactNode {
  const { t, href } = usePage();
  return (
    <form method="get" action={href("/pro/chiffres")} className="form not-printed">
      <input type="hidden" name="organisme" value={figures.controllerId} />
      <div className="field">
        <label htmlFor="annee">{t("pro.figures.year")}</label>
        <input
          id="annee"
          name="annee"
          className="control"
          inputMode="numeric"
          pattern="20[2-9]\d"
          defaultValue={figures.year}
        />
      </div>
      <div className="widen">
        <button type="submit" className="button button-quiet">
          {t("pro.figures.show")}
        </button>
        <a
          className="button button-quiet"
          href={href("/pro/chiffres/fichier", { controllerId: figures.controllerId, year: figures.year })}
        >
          {t("pro.figures.download")}
        </a>
      </div>
    </form>
  );
}
