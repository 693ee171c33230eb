import type { Locale } from "#base";
import { mayPublish } from "#instruments";
import { decideWording, withdrawInstrumentText } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { languageNames } from "../../ui/header.tsx";
import { dayInWords } from "../day.ts";
import type { InstrumentProps } from "./instrument-props.ts";

/** In which words the instrument exists, how sure they are, under which licence, and what was decided on publishing them. */
export function Wordings(props: InstrumentProps): ReactNode {
  const { t } = usePage();
  const { settings, instrument } = props;
  return (
    <section aria-labelledby="wordings">
      <h2 id="wordings">{t("pro.instruments.wordings")}</h2>
      <ul>
        {Object.entries(instrument.wordings).map(([language, wording]) => (
          <li key={language}>
            {nameOf(language)} : {t(`pro.ask.wording.${wording.status}`)}{" "}
            {mayPublish(wording, false) ? null : <Publication wording={wording.version} {...props} />}
          </li>
        ))}
        {settings.texts.map(({ language, wording, licence }) => (
          <li key={wording}>
            {nameOf(language)} : {t("pro.instruments.operatorText", { wording })}{" "}
            <span dir="auto">{licence}</span>
            <Withdrawal wording={wording} {...props} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameOf(language: string): string {
  return Object.hasOwn(languageNames, language) ? languageNames[language as Locale] : language;
}

/** A working translation: refused for published figures unless the territory says so, with its reason. */
function Publication({ wording, all, settings }: InstrumentProps & { readonly wording: string }): ReactNode {
  const { t, format } = usePage();
  const decided = settings.wordings.find((one) => one.wording === wording);
  const isAccepted = decided?.isAccepted === true;
  return (
    <>
      <p>
        {t(isAccepted ? "pro.instruments.publish.yes" : "pro.instruments.publish.no")}{" "}
        {decided === undefined
          ? null
          : t("pro.instruments.publish.why", {
              day: dayInWords(format, decided.decidedAt),
              reason: decided.reason,
            })}
      </p>
      {all.allowed.includes(decideWording.name) ? (
        <FoldedForm
          summary={t(isAccepted ? "pro.instruments.publish.stop" : "pro.instruments.publish.accept")}
          action={decideWording}
          isOwn={({ values }) => values["wording"]?.at(-1) === wording}
        >
          <ActionForm
            action={decideWording}
            id={`wording-${wording}`}
            params={{ controllerId: all.controllerId, instrument: settings.id }}
            submit={t(isAccepted ? "pro.instruments.publish.stop" : "pro.instruments.publish.accept")}
            tone="quiet"
            fields={[
              { name: "wording", label: "", control: "hidden", value: wording },
              { name: "isAccepted", label: "", control: "hidden", value: String(!isAccepted) },
              {
                name: "reason",
                label: t("pro.instruments.publish.reason"),
                hint: t("pro.instruments.publish.hint"),
                control: "textarea",
              },
            ]}
          />
        </FoldedForm>
      ) : null}
    </>
  );
}

/** Licensed words whose licence ended are taken back, with the reason. */
function Withdrawal({ wording, all, settings }: InstrumentProps & { readonly wording: string }): ReactNode {
  const { t } = usePage();
  if (!all.allowed.includes(withdrawInstrumentText.name)) return null;
  return (
    <FoldedForm
      summary={t("pro.instruments.withdraw")}
      action={withdrawInstrumentText}
      isOwn={({ values }) => values["wording"]?.at(-1) === wording}
    >
      <p>{t("pro.instruments.withdraw.lead")}</p>
      <ActionForm
        action={withdrawInstrumentText}
        id={`withdraw-${wording}`}
        params={{ controllerId: all.controllerId, instrument: settings.id }}
        submit={t("pro.instruments.withdraw")}
        tone="danger"
        fields={[
          { name: "wording", label: "", control: "hidden", value: wording },
          {
            name: "reason",
            label: t("pro.instruments.publish.reason"),
            hint: t("pro.pathway.reason.hint"),
            control: "textarea",
          },
        ]}
      />
    </FoldedForm>
  );
}
