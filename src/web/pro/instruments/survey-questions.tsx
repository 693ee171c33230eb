import { surveyQuestions } from "#instruments";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";

/** The questions of population surveys that belong to no instrument: their words, which are ours, and what they are for. */
export function SurveyQuestions(): ReactNode {
  const { t, locale } = usePage();
  const language = locale === "fr" ? "fr" : "en";
  return (
    <details className="disclosure">
      <summary>{t("pro.instruments.survey", { count: surveyQuestions.length })}</summary>
      <p>{t("pro.instruments.survey.about")}</p>
      <dl className="facts facts-wide">
        {surveyQuestions.map(({ id, text, indicators, universe, note }) => (
          <div key={id}>
            <dt lang={language} dir="auto">
              {text[language]}
            </dt>
            <dd lang="en">
              {indicators.join(", ")} · {universe}. {note}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
