import {
  deleteAnalysis,
  listSurveys,
  proposeRelease,
  readAnalysis,
  readAnalysisWork,
  runAnalysis,
  saveAnalysis,
  type AnalysisResult,
  type AnalysisWork,
  type ReadAnalysis,
  type WorkspaceSurvey,
} from "#observatory/actions";
import type { CallOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { refusalIn } from "../../refusal.ts";
import { questionIn, questionOf, questionWords, type WrittenQuestion } from "../question.ts";
import { QuestionForm } from "../question-form.tsx";
import { ResultView } from "../result-view.tsx";
import { UnderWay } from "../under-way.tsx";

/** `/observatoire/atelier/analyse`: the figures that a question gets, and keeping it under a name. */
export const analysisPage: PageDefinition = {
  path: "/observatoire/atelier/analyse",
  part: "observatory",
  open: async (context) => contentOf(context, questionIn(context.query), null),
};

/** `/observatoire/atelier/analyses/…`: an analysis that was kept, run on the last wave or on another, and what may become of it. */
export const savedAnalysisPage: PageDefinition = {
  path: "/observatoire/atelier/analyses/:analysisId",
  part: "observatory",
  open: async (context) => {
    const kept = await context.call(readAnalysis, { analysisId: context.params["analysisId"] ?? "" });
    const wave = context.query.get("wave") ?? kept.wave ?? "";
    return contentOf(context, questionOf(kept, wave), kept);
  },
};

/** What went wrong with a question, what came of it, or how far one's analysis is (of it, or of the one before). */
type Outcome =
  | { readonly result: AnalysisResult }
  | { readonly refusal: string }
  | { readonly refusal: string | null; readonly work: AnalysisWork };

/** How long a page waits for the figures before it shows how far they are, and how often it looks again, in seconds. */
const [waitSeconds, lookSeconds] = [4, 5];

async function contentOf(
  context: PageContext,
  asked: WrittenQuestion,
  kept: ReadAnalysis | null,
): Promise<PageContent> {
  const { surveys } = await context.call(listSurveys, {});
  const outcome = await outcomeOf(context, asked);
  const survey = surveys.find(({ id }) => id === asked.survey) ?? surveys[0] ?? null;
  return {
    title: kept?.name ?? context.t("pro.workspace.analysis"),
    status: "result" in outcome || "work" in outcome ? 200 : 422,
    ...("work" in outcome ? { refreshAfter: lookSeconds } : {}),
    main: <Analysis outcome={outcome} survey={survey} asked={asked} kept={kept} />,
  };
}

const underWay = "observatory.analysisUnderWay";
const notDone = "observatory.analysisNotDone";

/** A question that cannot be answered is shown again with the reason; one that takes its time with how far it is. */
async function outcomeOf(context: PageContext, asked: WrittenQuestion, looks = 2): Promise<Outcome> {
  const { call, t } = context;
  try {
    return { result: await call(runAnalysis, { ...asked, waitSeconds } as CallOf<typeof runAnalysis>) };
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal) throw error;
    const { code, params, status } = refusal;
    const words = t(`error.${code}`, params);
    if (code === underWay || code === notDone) {
      const { work } = await call(readAnalysisWork, {});
      if (work !== null) return { work, refusal: code === notDone ? words : null };
      // It was done between the two questions.
      return looks > 1 ? outcomeOf(context, asked, looks - 1) : { refusal: words };
    }
    if (status >= 500 || status === 401 || status === 403) throw error;
    return { refusal: words };
  }
}

interface AnalysisProps {
  readonly outcome: Outcome;
  readonly survey: WorkspaceSurvey | null;
  readonly asked: WrittenQuestion;
  readonly kept: ReadAnalysis | null;
}

function Analysis({ outcome, survey, asked, kept }: AnalysisProps): ReactNode {
  const { t, href } = usePage();
  const result = "result" in outcome ? outcome.result : null;
  return (
    <div className="workspace">
      <p className="not-printed">
        <a href={href("/observatoire/atelier")}>{t("pro.workspace.title")}</a>
      </p>
      <h1 dir="auto">{kept?.name ?? t("pro.workspace.analysis")}</h1>
      {result === null ? null : <p className="lead">{questionWords(t, result)}</p>}
      {"refusal" in outcome && outcome.refusal !== null ? (
        <div role="alert">
          <Notice tone="danger">{outcome.refusal}</Notice>
        </div>
      ) : null}
      {"work" in outcome ? <UnderWay work={outcome.work} /> : null}
      {kept !== null && survey !== null ? (
        <Waves kept={kept} survey={survey} current={result?.wave ?? ""} />
      ) : null}
      {result === null ? null : <ResultView result={result} />}
      {kept !== null && result !== null ? <Further kept={kept} wave={result.wave} /> : null}
      {kept === null && result !== null ? <Keep asked={asked} /> : null}
      {kept === null && survey !== null && !("work" in outcome) ? (
        <section aria-labelledby="other">
          <h2 id="other">{t("pro.workspace.change")}</h2>
          <QuestionForm survey={survey} asked={asked} />
        </section>
      ) : null}
    </div>
  );
}

/** The same analysis on another wave. */
function Waves({
  kept,
  survey,
  current,
}: {
  readonly kept: ReadAnalysis;
  readonly survey: WorkspaceSurvey;
  readonly current: string;
}): ReactNode {
  const { t, href } = usePage();
  return (
    <nav className="switch" aria-label={t("pro.workspace.wave")}>
      <ul>
        {survey.waves.map(({ wave }) => (
          <li key={wave}>
            <a
              href={href(`/observatoire/atelier/analyses/${kept.id}`, { wave })}
              aria-current={wave === current ? "page" : undefined}
            >
              {wave}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Keep({ asked }: { readonly asked: WrittenQuestion }): ReactNode {
  const { t } = usePage();
  const carried = Object.entries(asked).map(
    ([name, value]) => ({ name, label: "", control: "hidden", value }) as const,
  );
  return (
    <section aria-labelledby="keep">
      <h2 id="keep">{t("pro.workspace.keep")}</h2>
      <ActionForm
        action={saveAnalysis}
        submit={t("pro.workspace.keep.submit")}
        fields={[
          {
            name: "name",
            label: t("pro.workspace.name"),
            hint: t("pro.workspace.name.hint"),
            autocomplete: "off",
          },
          ...carried,
        ]}
      />
    </section>
  );
}

/** Proposing for publication what is not published yet, and forgetting. */
function Further({ kept, wave }: { readonly kept: ReadAnalysis; readonly wave: string }): ReactNode {
  const { t, href } = usePage();
  const { published } = kept;
  return (
    <>
      <section aria-labelledby="propose">
        <h2 id="propose">{t("pro.workspace.propose")}</h2>
        {published?.waves.includes(wave) ? (
          <>
            <p>{t("pro.workspace.propose.already", { release: published.release })}</p>
            <p>
              <a href={href("/observatoire/publications")}>{t("pro.workspace.propose.look")}</a>
            </p>
          </>
        ) : (
          <ActionForm
            action={proposeRelease}
            submit={t("pro.workspace.propose.submit")}
            fields={[
              { name: "note", label: t("pro.workspace.propose.note"), control: "textarea" },
              { name: "survey", label: "", control: "hidden", value: kept.survey },
              { name: "analysisIds", label: "", control: "hidden", value: kept.id },
            ]}
          >
            {kept.filters.length === 0 ? <p>{t("pro.workspace.propose.whole")}</p> : null}
            <p>{t("pro.workspace.propose.explain")}</p>
          </ActionForm>
        )}
      </section>
      <FoldedForm action={deleteAnalysis} summary={t("pro.workspace.forget")}>
        <ActionForm
          action={deleteAnalysis}
          params={{ analysisId: kept.id }}
          tone="danger"
          submit={t("pro.workspace.forget.submit")}
          fields={[{ name: "analysisId", label: "", control: "hidden", value: kept.id }]}
        />
      </FoldedForm>
    </>
  );
}
