import type { LocalDate } from "#base";
import { instrumentSummaries, loadInstrument, officialFormOnly } from "#instruments";
import {
  decideInstrument,
  decideWording,
  endTraining,
  readInstrumentSettings,
  recordTraining,
  withdrawInstrumentText,
} from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { failurePage } from "../../failure-page.tsx";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";
import { instrumentName } from "../questionnaire/words.ts";
import { Refused } from "../refused.tsx";
import { Evidence } from "./evidence.tsx";
import type { InstrumentProps } from "./instrument-props.ts";
import type { SettingsOf } from "./instruments-page.tsx";
import { Wordings } from "./wordings.tsx";

/** `/pro/instruments/:controllerId/:instrument`: one instrument: what is known of it, what was decided, by whom. */
export const instrumentPage: PageDefinition = {
  path: "/pro/instruments/:controllerId/:instrument",
  part: "persons",
  open: async (context) => {
    const { t, call, params } = context;
    const all = await call(readInstrumentSettings, { controllerId: params["controllerId"] ?? "" });
    const settings = all.instruments.find(({ id }) => id === params["instrument"]);
    if (settings === undefined)
      return failurePage(context, { code: "base.notFound", status: 404, params: {}, requestId: null });
    const instrument = await loadInstrument(settings.id);
    return {
      title: t("pro.instruments.title"),
      main: <InstrumentView all={all} settings={settings} instrument={instrument} />,
    };
  },
};

function InstrumentView(props: InstrumentProps): ReactNode {
  const { t, href, locale } = usePage();
  const { all, settings, instrument } = props;
  return (
    <div className="column">
      <p>
        <a href={href(`/pro/instruments/${all.controllerId}`)}>{t("pro.instruments.back")}</a>
      </p>
      <h1>{instrumentName(instrument, locale)}</h1>
      <Refused actions={[decideWording, endTraining, withdrawInstrumentText]} />
      <State settings={settings} />
      <Decision {...props} />
      {officialFormOnly.has(settings.id) ? <Training {...props} /> : null}
      <Wordings {...props} />
      <Evidence instrument={instrument} />
    </div>
  );
}

function State({ settings }: { readonly settings: SettingsOf }): ReactNode {
  const { t, format } = usePage();
  const { isEnabled, isByDefault, lacks, purpose, answerable, decidedAt } = settings;
  const day = decidedAt === null ? "" : dayInWords(format, decidedAt);
  return (
    <Notice>
      <p>
        {isByDefault
          ? t(isEnabled ? "pro.instruments.state.default" : "pro.instruments.state.off")
          : t(isEnabled ? "pro.instruments.state.enabled" : "pro.instruments.state.disabled", { day })}
      </p>
      {isEnabled && lacks !== null ? <p>{t(`pro.instrument.notOffered.${lacks}`)}</p> : null}
      {purpose === null ? null : (
        <dl className="facts">
          <dt>{t("pro.instruments.purpose")}</dt>
          <dd dir="auto">{purpose}</dd>
          <dt>{t("pro.instruments.answerable")}</dt>
          <dd>{answerable ?? "–"}</dd>
        </dl>
      )}
    </Notice>
  );
}

function Decision({ all, settings, instrument }: InstrumentProps): ReactNode {
  const { t } = usePage();
  if (!all.allowed.includes(decideInstrument.name)) return <p>{t("pro.instruments.adminOnly")}</p>;
  const hasRisk = instrumentSummaries.some(
    ({ id, hasSuicidalRiskItem }) => id === instrument.id && hasSuicidalRiskItem,
  );
  const params = { controllerId: all.controllerId, instrument: instrument.id };
  const isWanted = !settings.isEnabled;
  return (
    <section aria-labelledby="decision">
      <h2 id="decision">{t(isWanted ? "pro.instruments.enable" : "pro.instruments.disable")}</h2>
      {isWanted && instrument.needsPurpose ? <p>{t("pro.instruments.symptoms")}</p> : null}
      {isWanted && hasRisk ? <p>{t("pro.instruments.risk")}</p> : null}
      {isWanted && instrument.isOutcomeOnly ? <p>{t("pro.instruments.outcomeOnly")}</p> : null}
      <ActionForm
        action={decideInstrument}
        params={params}
        submit={t(isWanted ? "pro.instruments.enable" : "pro.instruments.disable")}
        tone={isWanted ? "main" : "quiet"}
        fields={[
          { name: "isEnabled", label: "", control: "hidden", value: String(isWanted) },
          ...(isWanted && instrument.needsPurpose
            ? [
                {
                  name: "purpose",
                  label: t("pro.instruments.purpose"),
                  hint: t("pro.instruments.purpose.hint"),
                  control: "textarea" as const,
                  isNeeded: true,
                },
                {
                  name: "answerableId",
                  label: t("pro.instruments.answerable"),
                  control: "select" as const,
                  choices: all.colleagues.map(({ accountId, name }) => ({ value: accountId, label: name })),
                  isNeeded: true,
                },
              ]
            : []),
        ]}
      />
    </section>
  );
}

function Training({ all, settings, instrument }: InstrumentProps): ReactNode {
  const { t, format, newKey } = usePage();
  const params = { controllerId: all.controllerId, instrument: instrument.id };
  return (
    <section aria-labelledby="training">
      <h2 id="training">{t("pro.instruments.trained")}</h2>
      <p>{t("pro.instruments.trained.about")}</p>
      {settings.trained.length === 0 ? <p>{t("pro.instruments.trained.none")}</p> : null}
      <ul className="offers">
        {settings.trained.map(({ id, name, trainedOn, training }) => (
          <li key={id} className="offer offer-line">
            <p>
              <strong>{name}</strong> · {format.day(trainedOn as LocalDate, { withoutWeekday: true })} ·{" "}
              <span dir="auto">{training}</span>
            </p>
            <ActButton
              action={endTraining}
              params={params}
              values={{ id }}
              label={t("pro.instruments.trained.end")}
              about={name}
            />
          </li>
        ))}
      </ul>
      <ActionForm
        action={recordTraining}
        params={params}
        submit={t("pro.instruments.trained.submit")}
        tone="quiet"
        fields={[
          { name: "id", label: "", control: "hidden", value: newKey() },
          {
            name: "accountId",
            label: t("pro.instruments.trained.person"),
            control: "select",
            choices: all.colleagues.map(({ accountId, name }) => ({ value: accountId, label: name })),
          },
          { name: "trainedOn", label: t("pro.instruments.trained.on"), control: "date" },
          { name: "training", label: t("pro.instruments.trained.by"), control: "text" },
        ]}
      />
    </section>
  );
}
