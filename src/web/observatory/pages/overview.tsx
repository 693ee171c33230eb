import type { OutputOf } from "#base";
import { listIndicators, type IndicatorSummary } from "#observatory/actions";
import { indicatorDomain } from "#observatory";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Associations } from "../associations.tsx";
import { Strip, StripAxis } from "../dot-plot.tsx";
import { doubtSentence, figureSentence, figureWords } from "../figure-words.ts";
import { scaleFor, type Scale } from "../scale.ts";
import { IndicativeLabel } from "../indicative-label.tsx";
import { SyntheticLabel } from "../synthetic-label.tsx";

/** `/observatoire`: the two sides in a sentence and a picture with their doubt, then every indicator. */
export const overview: PageDefinition = {
  path: "/observatoire",
  part: "observatory",
  open: async ({ t, call }) => ({
    title: t("page.observatory.tab"),
    description: t("page.observatory.description"),
    isPublic: true,
    hasPrintedCode: true,
    main: <Overview list={await call(listIndicators, {})} />,
  }),
};

function Overview({ list }: { readonly list: OutputOf<typeof listIndicators> }): ReactNode {
  const { t, locale, href } = usePage();
  const { release, indicators, associations } = list;
  const named = (...ids: readonly string[]) =>
    ids.flatMap((id) => indicators.find((one) => one.id === id && one.headline !== null) ?? []);
  const lonely = named("lonely-often", "ucla3-at-least-6");
  const isolated = named("no-network", "at-most-one-network");
  const both = named("lonely-and-isolated");
  // One scale for all, so that what is longer is more.
  const cells = [...lonely, ...isolated, ...both].flatMap(({ headline }) => headline?.cell ?? []);
  const scale = scaleFor(cells, [0, 100], locale);
  return (
    <>
      <h1>{t("page.observatory.title")}</h1>
      <p className="lead">{t("page.observatory.lead")}</p>
      <SyntheticLabel isSynthetic={release.isSynthetic} />
      <IndicativeLabel sampling={release.sampling} />
      <h2 className="visually-hidden">{t("page.observatory.sideBySide")}</h2>
      <div className="sides">
        <Side title={t("page.observatory.lonely")} figures={lonely} scale={scale} />
        <Side title={t("page.observatory.isolated")} figures={isolated} scale={scale} />
      </div>
      <section className="panel together">
        <h3>{t("page.observatory.together")}</h3>
        {both.map((one) => (
          <Figure key={one.id} summary={one} scale={scale} />
        ))}
      </section>
      <Associations associations={associations} wave={release.waves.at(-1)?.wave ?? ""} />
      <p className="digital-link not-printed">
        <a href={href("/observatoire/numerique")}>{t("page.observatory.digital")}</a>
      </p>
      <AllIndicators indicators={indicators} />
    </>
  );
}

function Side({
  title,
  figures,
  scale,
}: {
  readonly title: string;
  readonly figures: readonly IndicatorSummary[];
  readonly scale: Scale;
}): ReactNode {
  return (
    <section className="panel">
      <h3>{title}</h3>
      {figures.map((one) => (
        <Figure key={one.id} summary={one} scale={scale} />
      ))}
    </section>
  );
}

/** Sentence, picture, doubt. */
function Figure({
  summary,
  scale,
}: {
  readonly summary: IndicatorSummary;
  readonly scale: Scale;
}): ReactNode {
  const { t, locale, format, href } = usePage();
  const { id, measure, headline } = summary;
  if (headline === null || measure === null) return null;
  const speech = { t, locale, number: format.number };
  const { wave, cell } = headline;
  const doubt = doubtSentence(speech, measure, cell);
  return (
    <div className="figure">
      <p className="figure-sentence">{figureSentence(speech, { id, measure, wave, cell })}</p>
      <div className="figure-strip" aria-hidden="true">
        <Strip cell={cell} scale={scale} reference={null} />
        <StripAxis scale={scale} />
      </div>
      {doubt === null ? null : <p className="quiet">{doubt}</p>}
      <p>
        <a href={href(`/observatoire/${id}`)}>
          {t("page.observatory.details")}
          <span className="visually-hidden"> {t(`code.indicator.${id}`)}</span>
        </a>
      </p>
    </div>
  );
}

function AllIndicators({ indicators }: { readonly indicators: readonly IndicatorSummary[] }): ReactNode {
  const { t } = usePage();
  const available = indicators.filter(({ headline }) => headline !== null);
  const missing = indicators.filter(({ headline }) => headline === null);
  return (
    <section className="all-indicators" aria-labelledby="all">
      <h2 id="all">{t("page.observatory.all")}</h2>
      <ByDomain indicators={available} />
      <details className="not-yet">
        <summary>{t("page.observatory.notYet")}</summary>
        <p>{t("page.observatory.notYet.lead")}</p>
        <ByDomain indicators={missing} />
      </details>
    </section>
  );
}

function ByDomain({ indicators }: { readonly indicators: readonly IndicatorSummary[] }): ReactNode {
  const { t } = usePage();
  return indicatorDomain.codes.map((domain) => {
    const own = indicators.filter((one) => one.domain === domain);
    if (own.length === 0) return null;
    return (
      <section key={domain} className="domain">
        <h3>{t(`code.indicatorDomain.${domain}`)}</h3>
        <ul className="indicators">
          {own.map((one) => (
            <Line key={one.id} summary={one} />
          ))}
        </ul>
      </section>
    );
  });
}

function Line({ summary }: { readonly summary: IndicatorSummary }): ReactNode {
  const { t, locale, href } = usePage();
  const { id, headline, measure, unavailability } = summary;
  const value = headline?.cell.value ?? null;
  return (
    <li>
      <a href={href(`/observatoire/${id}`)}>{t(`code.indicator.${id}`)}</a>{" "}
      {value !== null && measure !== null ? (
        <span className="indicator-value">{figureWords(locale, measure).short(value)}</span>
      ) : (
        <span className="quiet">
          {unavailability ? t(`code.unavailability.${unavailability}`) : t("code.cellStatus.suppressed")}
        </span>
      )}
    </li>
  );
}
