import { hasPart } from "#base";
import { loadInstrument, type Instrument } from "#instruments";
import { offeredInstruments } from "#pathway";
import { readFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { PersonTrail } from "../person-trail.tsx";
import { instrumentName, modesOf } from "../questionnaire/words.ts";

/** `/pro/personnes/:personId/point`: which questions to ask together. */
export const questionnairesPage: PageDefinition = {
  path: "/pro/personnes/:personId/point",
  part: "persons",
  open: async ({ t, call, params, profile }) => {
    const file = await call(readFile, { personId: params["personId"] ?? "" });
    const offered = offeredInstruments({ hasHealth: hasPart(profile, "health") });
    const instruments = await Promise.all(offered.map(async ({ id }) => loadInstrument(id)));
    return {
      title: t("pro.ask.title"),
      main: (
        <Choose
          personId={file.id}
          givenNames={file.givenNames}
          instruments={instruments.filter((instrument) => modesOf(instrument).length > 0)}
        />
      ),
    };
  },
};

interface ChooseProps {
  readonly personId: string;
  readonly givenNames: string;
  readonly instruments: readonly Instrument[];
}

function Choose({ personId, givenNames, instruments }: ChooseProps): ReactNode {
  const { t, href, locale } = usePage();
  return (
    <div className="column">
      <PersonTrail personId={personId} givenNames={givenNames} />
      <h1>{t("pro.ask.choose", { name: givenNames })}</h1>
      <p className="lead">{t("pro.ask.choose.lead")}</p>
      <ul className="towns">
        {instruments.map((instrument) => (
          <li key={instrument.id}>
            <a className="town" href={href(`/pro/personnes/${personId}/point/${instrument.id}`)}>
              <span className="town-name">{instrumentName(instrument, locale)}</span>
              <span className="town-place">
                {t("pro.ask.length", {
                  count: instrument.items.length,
                  minutes: Math.max(1, Math.ceil(instrument.minutes)),
                })}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p className="quiet">{t("pro.ask.notNow")}</p>
    </div>
  );
}
