import { hasPart, type OutputOf } from "#base";
import { loadInstrument, type Instrument } from "#instruments";
import { readInstrumentSettings } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { instrumentName } from "../questionnaire/words.ts";
import { settableOrganisations, SettingsChoice } from "../settings-choice.tsx";
import { SurveyQuestions } from "./survey-questions.tsx";

type Settings = OutputOf<typeof readInstrumentSettings>;
/** An instrument with its settings in an organisation. */
export type SettingsOf = Settings["instruments"][number];

/** `/pro/instruments`: of which organisation. */
export const instrumentsChoicePage: PageDefinition = {
  path: "/pro/instruments",
  part: "persons",
  open: async (context) => {
    const title = context.t("pro.instruments.title");
    const organisations = await settableOrganisations(context);
    return {
      title,
      main: <SettingsChoice title={title} path="/pro/instruments" organisations={organisations} />,
    };
  },
};

/** `/pro/instruments/:controllerId`: every instrument, whether it may be asked, and why not. */
export const instrumentsPage: PageDefinition = {
  path: "/pro/instruments/:controllerId",
  part: "persons",
  open: async ({ t, call, params }) => {
    const settings = await call(readInstrumentSettings, { controllerId: params["controllerId"] ?? "" });
    const instruments = await Promise.all(settings.instruments.map(({ id }) => loadInstrument(id)));
    return {
      title: t("pro.instruments.title"),
      main: <Instruments settings={settings} instruments={instruments} />,
    };
  },
};

const groups = ["asked", "ready", "off"] as const;

function groupOf({ isEnabled, lacks }: SettingsOf): (typeof groups)[number] {
  if (!isEnabled) return "off";
  // Whether somebody is on call at this minute changes; the on-call page says what is missing.
  return lacks === null || lacks === "on-call-not-covered" ? "asked" : "ready";
}

function Instruments(props: {
  readonly settings: Settings;
  readonly instruments: readonly Instrument[];
}): ReactNode {
  const { t, href, profile } = usePage();
  const { settings, instruments } = props;
  return (
    <div className="column">
      <h1>{t("pro.instruments.title")}</h1>
      <p className="lead">{t("pro.instruments.lead")}</p>
      {hasPart(profile, "health") ? (
        <p>
          <a className="button button-quiet" href={href(`/pro/astreinte/${settings.controllerId}`)}>
            {t("pro.onCall.title")}
          </a>{" "}
          {t(settings.isOnCallCovered ? "pro.instruments.onCall.covered" : "pro.instruments.onCall.not")}
        </p>
      ) : null}
      <p>
        <a className="button button-quiet" href={href("/pro/parcours")}>
          {t("pro.pathway.title")}
        </a>
      </p>
      {groups.map((group) => {
        const own = settings.instruments.filter((one) => groupOf(one) === group);
        if (own.length === 0) return null;
        return (
          <section key={group} aria-labelledby={`instruments-${group}`}>
            <h2 id={`instruments-${group}`}>{t(`pro.instruments.group.${group}`)}</h2>
            <ul className="towns">
              {own.map((one) => (
                <Row
                  key={one.id}
                  controllerId={settings.controllerId}
                  settings={one}
                  instrument={instruments.find(({ id }) => id === one.id)}
                />
              ))}
            </ul>
          </section>
        );
      })}
      <SurveyQuestions />
    </div>
  );
}

function Row(props: {
  readonly controllerId: string;
  readonly settings: SettingsOf;
  readonly instrument: Instrument | undefined;
}): ReactNode {
  const { t, href, locale } = usePage();
  const { controllerId, settings, instrument } = props;
  if (instrument === undefined) return null;
  return (
    <li>
      <a className="town" href={href(`/pro/instruments/${controllerId}/${settings.id}`)}>
        <span className="town-name">{instrumentName(instrument, locale)}</span>
        <span className="town-place">
          {instrument.shortName} · {t(`pro.instruments.licence.${instrument.licence.canShipItems}`)}
          {settings.lacks === null || settings.lacks === "not-enabled"
            ? ""
            : ` · ${t(`pro.instrument.notOffered.${settings.lacks}`)}`}
        </span>
      </a>
    </li>
  );
}
