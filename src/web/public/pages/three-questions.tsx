import { lifeEvent, mobilityMode, type LifeEvent, type MobilityMode, type NeedCode } from "#directory";
import { suggestOffers, type SuggestedOffer } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { SuggestedOffers } from "../../ui/suggested-offers.tsx";
import { findPlace } from "../find-place.ts";
import { TownField } from "../place-form.tsx";
import { readSearch, searchPath, writeSearch, type SearchQuery } from "../search-query.ts";
import { TownLinks } from "../town-choice.tsx";

/** Path of the three questions. */
export const threeQuestionsPath = "/je-ne-sais-pas";

/** What would do good, and the needs that say so. */
const wishes: Readonly<Record<string, readonly NeedCode[]>> = {
  listen: ["be-listened-to", "peer-support"],
  gather: ["meet-people"],
  "reach-out": ["be-visited", "be-called"],
  support: ["practical-help"],
  "take-part": ["be-useful"],
};
/** What is looked for when somebody does not know: company, an ear, something to do. */
const unsure: readonly NeedCode[] = ["meet-people", "be-listened-to", "move"];
const shown = 6;

/** Answers to the three questions; null or the usual where one was left. */
export interface Answers {
  readonly wish: string | null;
  readonly event: LifeEvent | null;
  readonly mobility: MobilityMode;
}

/** Reads the answers from an address; what is none of them counts as not answered. */
export function readAnswers(query: URLSearchParams): Answers {
  const [wish, event, mobility] = ["envie", "evenement", "mobilite"].map((name) => query.get(name) ?? "");
  return {
    wish: wish && Object.hasOwn(wishes, wish) ? wish : null,
    event: event && lifeEvent.has(event) ? event : null,
    mobility: mobility && mobilityMode.has(mobility) ? mobility : "bus",
  };
}

/** The needs that a way of doing good stands for. */
export function needsOfWish(wish: string): readonly NeedCode[] {
  return wishes[wish] ?? [];
}

/** `/je-ne-sais-pas`: three short questions, each of which may be left; then a few ideas with their reasons. */
export const threeQuestions: PageDefinition = {
  path: threeQuestionsPath,
  part: "directory",
  open: async (context) => {
    const { t, query } = context;
    const asked = readSearch(query);
    const answers = readAnswers(query);
    const place = await findPlace(context, asked);
    if (place.kind === "town") return ideas(context, answers, { ...asked, town: place.code });
    const towns = place.kind === "several" ? place.towns : [];
    const error = place.kind === "unknown" ? t("page.place.unknown", { typed: asked.typed }) : null;
    return {
      title: t("page.doors.title"),
      isPublic: false,
      main: (
        <div className="column">
          <h1>{t("page.doors.title")}</h1>
          <p className="lead">{t("page.doors.lead")}</p>
          {towns.length > 0 ? (
            <section aria-labelledby="which">
              <h2 id="which">{t("page.towns.title")}</h2>
              <TownLinks
                search={asked}
                towns={towns}
                address={(town) => [threeQuestionsPath, { ...addressOfAnswers(answers), town }]}
              />
            </section>
          ) : null}
          <Questions answers={answers} typed={asked.typed} error={error} />
        </div>
      ),
    };
  },
};

function addressOfAnswers({ wish, event, mobility }: Answers) {
  return { envie: wish, evenement: event, mobilite: mobility === "bus" ? null : mobility };
}

async function ideas(
  { t, call }: PageContext,
  answers: Answers,
  asked: SearchQuery & { readonly town: string },
): Promise<PageContent> {
  const needs =
    answers.wish === null ? (answers.event === null ? unsure : []) : (wishes[answers.wish] ?? unsure);
  const { offers, town } = await call(suggestOffers, {
    town: asked.town,
    needs: needs.join(","),
    mobility: answers.mobility,
    ...(answers.event === null ? {} : { lifeEvent: answers.event }),
    limit: shown,
  });
  return {
    title: t("page.doors.title"),
    hasPrintedCode: true,
    main: <Ideas answers={answers} asked={asked} offers={offers} place={town?.name ?? asked.typed} />,
  };
}

function Ideas(props: {
  readonly answers: Answers;
  readonly asked: SearchQuery;
  readonly offers: readonly SuggestedOffer[];
  readonly place: string;
}): ReactNode {
  const { t, href } = usePage();
  const { answers, asked, offers, place } = props;
  return (
    <div className="column">
      <h1>{t("page.doors.found", { place })}</h1>
      <p className="lead">{t(offers.length > 0 ? "page.doors.foundLead" : "page.doors.none")}</p>
      {offers.length > 0 ? <h2>{t("page.doors.ideas")}</h2> : null}
      <SuggestedOffers offers={offers} />
      <p>
        <a className="more" href={href(searchPath, writeSearch(asked))}>
          {t("page.doors.all")}
        </a>
      </p>
      <p>
        <a className="more" href={href("/numeros")}>
          {t("page.nothing.lines")}
        </a>
      </p>
      <p className="not-printed">
        <a href={href(threeQuestionsPath, addressOfAnswers(answers))}>{t("page.doors.again")}</a>
      </p>
    </div>
  );
}

function Questions(props: {
  readonly answers: Answers;
  readonly typed: string;
  readonly error: string | null;
}): ReactNode {
  const { t, href } = usePage();
  const { answers } = props;
  return (
    <form method="get" action={href(threeQuestionsPath)} className="form">
      <Radios
        name="envie"
        legend={t("page.doors.good")}
        chosen={answers.wish ?? ""}
        options={[
          ...Object.keys(wishes).map((code) => [code, t(`page.way.${code}`)] as const),
          ["", t("page.doors.any")],
        ]}
      />
      <Radios
        name="evenement"
        legend={t("page.doors.happened")}
        chosen={answers.event ?? ""}
        options={[
          ...lifeEvent.codes.map((code) => [code, t(`code.lifeEvent.${code}`)] as const),
          ["", t("page.doors.nothing")],
        ]}
      />
      <Radios
        name="mobilite"
        legend={t("page.doors.gettingAbout")}
        chosen={answers.mobility}
        options={mobilityMode.codes.map((code) => [code, t(`page.doors.mobility.${code}`)] as const)}
      />
      <TownField typed={props.typed} {...(props.error === null ? {} : { error: props.error })} />
      <p className="form-end">
        <button type="submit" className="button button-main">
          {t("page.doors.see")}
        </button>
      </p>
    </form>
  );
}

function Radios(props: {
  readonly name: string;
  readonly legend: string;
  readonly chosen: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}): ReactNode {
  return (
    <fieldset className="field">
      <legend>{props.legend}</legend>
      {props.options.map(([value, label]) => (
        <label key={value} className="choice">
          <input type="radio" name={props.name} value={value} defaultChecked={value === props.chosen} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
