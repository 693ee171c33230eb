import {
  listAnalyses,
  listSurveys,
  saveAnalysis,
  type SavedAnalysis,
  type WorkspaceSurvey,
} from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { SyntheticLabel } from "../../observatory/synthetic-label.tsx";
import type { PageDefinition } from "../../page.ts";
import { Refused } from "../../pro/refused.tsx";
import { questionWords } from "../question.ts";
import { QuestionForm } from "../question-form.tsx";

/** `/observatoire/atelier`: the surveys at hand, a question to each, the analyses that were kept. */
export const workshopPage: PageDefinition = {
  path: "/observatoire/atelier",
  part: "observatory",
  open: async ({ t, call }) => {
    const [{ surveys }, { analyses }] = await Promise.all([call(listSurveys, {}), call(listAnalyses, {})]);
    return { title: t("pro.workspace.title"), main: <Workshop surveys={surveys} analyses={analyses} /> };
  },
};

function Workshop({
  surveys,
  analyses,
}: {
  readonly surveys: readonly WorkspaceSurvey[];
  readonly analyses: readonly SavedAnalysis[];
}): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="workspace">
      <h1>{t("pro.workspace.title")}</h1>
      <p className="lead">{t("pro.workspace.lead")}</p>
      <p>
        <a href={href("/observatoire/atelier/publications")}>{t("pro.workspace.publications")}</a>
        {" · "}
        <a href={href("/observatoire/atelier/enquetes")}>{t("pro.intake.title")}</a>
      </p>
      <Refused actions={[saveAnalysis]} />
      <Kept analyses={analyses} />
      {surveys.length === 0 ? <p>{t("pro.workspace.noSurvey")}</p> : null}
      {surveys.map((survey) => (
        <section key={survey.id} aria-labelledby={`survey-${survey.id}`}>
          <h2 id={`survey-${survey.id}`}>{t("pro.workspace.askSurvey", { survey: survey.id })}</h2>
          <SyntheticLabel isSynthetic={survey.isSynthetic} />
          <SurveyFacts survey={survey} />
          <QuestionForm
            survey={survey}
            asked={{
              survey: survey.id,
              indicator: survey.indicators[0] ?? "",
              breakdown: "total",
              filter1: "",
              filter2: "",
              wave: "",
            }}
          />
        </section>
      ))}
    </div>
  );
}

function SurveyFacts({ survey }: { readonly survey: WorkspaceSurvey }): ReactNode {
  const { t, format } = usePage();
  return (
    <dl className="facts">
      <dt>{t("pro.workspace.sampling")}</dt>
      <dd>{t(`pro.workspace.sampling.${survey.sampling}`)}</dd>
      <dt>{t("pro.workspace.waves")}</dt>
      <dd>
        {survey.waves
          .map(({ wave, respondents }) =>
            t("pro.workspace.waveSize", { wave, respondents: format.number(respondents) }),
          )
          .join(" · ")}
      </dd>
    </dl>
  );
}

function Kept({ analyses }: { readonly analyses: readonly SavedAnalysis[] }): ReactNode {
  const { t, href } = usePage();
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{t("pro.workspace.kept")}</h2>
      {analyses.length === 0 ? <p>{t("pro.workspace.kept.none")}</p> : null}
      <ul className="panels">
        {analyses.map((one) => (
          <li key={one.id} className="panel">
            <p>
              <a href={href(`/observatoire/atelier/analyses/${one.id}`)} dir="auto">
                {one.name}
              </a>
            </p>
            <p className="quiet">{questionWords(t, one)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
