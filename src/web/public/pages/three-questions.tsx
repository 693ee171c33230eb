import { lifeEvent, mobilityMode, type LifeEvent, type MobilityMode, type NeedCode } from "#directory";
import { suggestOffers, type SuggestedOffer, type Town } from "#directory/actions";
import type { ReactNode } from "react";
import { addressOf } from "../../address.ts";
import { usePage } from "../../context.ts";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { SuggestedOffers } from "../../ui/suggested-offers.tsx";
import { ToldAddress } from "../../ui/told-address.tsx";
import { AddressButtons } from "../address-choice.tsx";
import { InsteadOfAddress } from "../ask-again.tsx";
import { findPlace } from "../find-place.ts";
import { TownField, usePlaceSending } from "../place-form.tsx";
import { findPosted, readPosted, townByCode, type SearchedAddress } from "../posted-place.ts";
import { readSearch, searchPath, writePlace, writeSearch, type SearchQuery } from "../search-query.ts";
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
  takesPosted: true,
  open: async (context) => {
    const { query, posted } = context;
    if (posted !== null) return openPosted(context, posted);
    const [asked, answers] = [readSearch(query), readAnswers(query)];
    const place = await findPlace(context, asked);
    if (place.kind === "town")
      return ideas(context, answers, { search: { ...asked, town: place.code }, name: asked.typed });
    if (place.kind === "point" && asked.near !== null) {
      const town = await townByCode(context, asked.near.town);
      if (town !== null) return ideas(context, answers, { search: asked, name: town.name });
    }
    const towns = place.kind === "several" ? place.towns : [];
    return questions(context, answers, { asked, towns, isUnknown: place.kind === "unknown" });
  },
};

async function openPosted(context: PageContext, posted: URLSearchParams): Promise<PageContent> {
  const [asked, answers] = [readPosted(posted), readAnswers(posted)];
  const found = await findPosted(context, asked, posted);
  if (found.kind === "tellable") {
    const query = { ...addressOfAnswers(answers), ou: asked.typed, town: asked.town };
    return { title: "", main: null, movedTo: addressOf("fr", threeQuestionsPath, query) };
  }
  if (found.kind === "address") {
    const { label, point, near } = found.address;
    return ideas(context, answers, { search: { ...asked, typed: "", town: null, point, near }, name: label });
  }
  if (found.kind === "choose") {
    const { addresses, towns } = found;
    return questions(context, answers, { asked, towns, addresses, isUnknown: false });
  }
  const [only, ...others] = found.towns;
  if (only === undefined || others.length > 0) {
    return questions(context, answers, { asked, towns: found.towns, isUnknown: true });
  }
  const form = <Questions answers={answers} typed={asked.typed} error={null} />;
  const notice = <InsteadOfAddress why={found.why} town={only} form={form} />;
  return ideas(context, answers, {
    search: { ...asked, typed: "", town: only.code },
    name: only.name,
    notice,
  });
}

/** What the questions are shown with. */
interface Unsettled {
  readonly asked: SearchQuery;
  /** Towns, and addresses, among which to choose. */
  readonly towns: readonly Town[];
  readonly addresses?: readonly SearchedAddress[];
  readonly isUnknown: boolean;
}

function questions({ t }: PageContext, answers: Answers, unsettled: Unsettled): PageContent {
  const { asked, towns, addresses = [], isUnknown } = unsettled;
  const kept = addressOfAnswers(answers);
  return {
    title: t("page.doors.title"),
    isPublic: false,
    samePath: addressOf("fr", threeQuestionsPath, kept),
    main: (
      <div className="column">
        <h1>{t("page.doors.title")}</h1>
        <p className="lead">{t("page.doors.lead")}</p>
        {towns.length + addresses.length > 0 ? (
          <section aria-labelledby="which">
            <h2 id="which">{t("page.towns.title")}</h2>
            <AddressButtons addresses={addresses} path={threeQuestionsPath} kept={kept} />
            <TownLinks
              search={asked}
              towns={towns}
              address={(town) => [threeQuestionsPath, { ...kept, town }]}
            />
          </section>
        ) : null}
        <Questions
          answers={answers}
          typed={asked.typed}
          error={isUnknown ? t("page.place.unknown", { typed: asked.typed }) : null}
        />
      </div>
    ),
  };
}

function addressOfAnswers({ wish, event, mobility }: Answers) {
  return { envie: wish, evenement: event, mobilite: mobility === "bus" ? null : mobility };
}

/** Where ideas are looked for. */
interface Somewhere {
  /** With a town, or the point of an address. */
  readonly search: SearchQuery;
  /** How it is called on the page. */
  readonly name: string;
  readonly notice?: ReactNode;
}

async function ideas(
  { t, call, posted }: PageContext,
  answers: Answers,
  { search, name, notice }: Somewhere,
): Promise<PageContent> {
  const needs =
    answers.wish === null ? (answers.event === null ? unsure : []) : (wishes[answers.wish] ?? unsure);
  const { offers, town } = await call(suggestOffers, {
    ...(search.town === null ? search.point : { town: search.town }),
    needs: needs.join(","),
    mobility: answers.mobility,
    ...(answers.event === null ? {} : { lifeEvent: answers.event }),
    limit: shown,
  });
  const same = { ...addressOfAnswers(answers), ...writePlace({ ...search, typed: "" }) };
  return {
    title: t("page.doors.title"),
    ...(posted === null ? { hasPrintedCode: true } : { samePath: addressOf("fr", threeQuestionsPath, same) }),
    main: (
      <Ideas answers={answers} asked={search} offers={offers} place={town?.name ?? name} notice={notice} />
    ),
  };
}

function Ideas(props: {
  readonly answers: Answers;
  readonly asked: SearchQuery;
  readonly offers: readonly SuggestedOffer[];
  readonly place: string;
  readonly notice: ReactNode;
}): ReactNode {
  const { t, href } = usePage();
  const { answers, asked, offers, place, notice } = props;
  const told = { ...addressOfAnswers(answers), ...writePlace({ ...asked, typed: "" }) };
  return (
    <div className="column">
      <ToldAddress path={threeQuestionsPath} query={told} />
      <h1>{t("page.doors.found", { place })}</h1>
      {notice}
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
  const sending = usePlaceSending();
  const { answers } = props;
  return (
    <form {...sending} action={href(threeQuestionsPath)} className="form">
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
