import type { CallAction, OutputOf } from "#base";
import { readingFor } from "#instruments";
import { compareNetworks } from "#network";
import { listNetworkMaps, listPlan, listScreenings, readFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { summarySentences } from "../../network/island/map-summary.ts";
import { networkWords } from "../../network/network-words.ts";
import { sayCount } from "../../network/said-count.ts";
import type { PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { dayInWords } from "../day.ts";
import { seenMaps } from "../network-map/map-page.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { asResult } from "./as-result.ts";
import type { Screening } from "./screening.ts";

type File = OutputOf<typeof readFile>;

/** What the sheet holds, as far as the reader of the file may see it. */
interface Own {
  readonly file: File;
  readonly screenings: readonly Screening[];
  readonly maps: ReturnType<typeof seenMaps>;
  readonly plan: OutputOf<typeof listPlan>["items"];
}

/**
 * `/pro/personnes/:personId/feuille`: a sheet to hand to the person: what they said, in sentences addressed to them. No score,
 * no band, no dot in a square, and no target.
 */
export const ownSheetPage: PageDefinition = {
  path: "/pro/personnes/:personId/feuille",
  part: "persons",
  open: async ({ t, call, params }) => {
    const own = await ownOf(call, params["personId"] ?? "");
    return { title: t("pro.person.title"), main: <OwnSheet {...own} /> };
  },
};

async function ownOf(call: CallAction, personId: string): Promise<Own> {
  const [file, { screenings }, { maps }, { items }] = await Promise.all([
    call(readFile, { personId }),
    call(listScreenings, { personId }),
    call(listNetworkMaps, { personId }),
    call(listPlan, { personId }),
  ]);
  return {
    file,
    screenings: newestOfEach(screenings),
    maps: seenMaps(maps),
    plan: items.filter(({ status }) => status !== "dropped"),
  };
}

/** The newest answers of each questionnaire that the reader may see, newest first. */
function newestOfEach(screenings: readonly Screening[]): readonly Screening[] {
  const seen = screenings.filter(({ status, isReplaced }) => status !== "hidden" && !isReplaced);
  return seen.filter(
    ({ instrument }, position) => seen.findIndex((one) => one.instrument === instrument) === position,
  );
}

function OwnSheet({ file, screenings, maps, plan }: Own): ReactNode {
  const { t } = usePage();
  return (
    <div className="column own-sheet">
      <PersonTrail personId={file.id} givenNames={file.givenNames} />
      <h1 dir="auto">{t("pro.own.heading", { name: file.givenNames })}</h1>
      <p className="not-printed quiet">{t("pro.own.hint")}</p>
      <p className="not-printed" data-needs-script hidden>
        <button type="button" className="button button-main" data-island="print">
          {t("pro.read.print")}
        </button>
      </p>
      {file.wishes ? (
        <section aria-labelledby="own-wishes">
          <h2 id="own-wishes">{t("pro.own.wishes")}</h2>
          <p dir="auto">{file.wishes}</p>
        </section>
      ) : null}
      <Said screenings={screenings} />
      <OwnTies maps={maps} />
      {plan.length > 0 ? (
        <section aria-labelledby="own-plan">
          <h2 id="own-plan">{t("pro.own.plan")}</h2>
          <ul>
            {plan.map((item) => (
              <li key={item.id} dir="auto">
                {item.isHelping ? `${t("page.planSheet.helping")} : ${item.title}` : item.title}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p>{t("page.selfCheck.noLabel")}</p>
      <section aria-labelledby="own-lines">
        <h2 id="own-lines">{t("page.callBack.now")}</h2>
        <CrisisCard />
      </section>
    </div>
  );
}

/** What the answers said, each in the sentences for the person. */
function Said({ screenings }: Pick<Own, "screenings">): ReactNode {
  const { t, format } = usePage();
  if (screenings.length === 0) return null;
  return (
    <section aria-labelledby="own-said">
      <h2 id="own-said">{t("page.selfCheck.result")}</h2>
      {screenings.map((screening) => {
        const { person, values } = readingFor(asResult(screening));
        return (
          <p key={screening.id}>
            <strong>{t("pro.own.day", { day: dayInWords(format, screening.askedAt) })}</strong>{" "}
            {t(person, values)}
          </p>
        );
      })}
    </section>
  );
}

/** The newest map in sentences, and who is new on it since the first. */
function OwnTies({ maps }: Pick<Own, "maps">): ReactNode {
  const { t, locale } = usePage();
  const [newest, first] = [maps[0], maps.at(-1)];
  if (!newest || !first) return null;
  const words = networkWords(locale, t);
  const { alters } =
    first.takenOn < newest.takenOn
      ? compareNetworks(first.network, newest.network).newLivingTies
      : { alters: [] };
  return (
    <section aria-labelledby="own-ties">
      <h2 id="own-ties">{t("page.network.summary")}</h2>
      <ul>
        {summarySentences(newest.network, words).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {alters.length > 0 ? <li>{sayCount(words, "living", alters.length)}</li> : null}
      </ul>
      <p>{t("page.network.noTarget")}</p>
    </section>
  );
}
