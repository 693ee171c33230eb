import { listSurveyDrafts, openSurveyDraft } from "#observatory/actions";
import { surveyFileBytes } from "#observatory";
import { localDateAt, type OutputOf } from "#base";
import type { ReactNode } from "react";
import { timeZone } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ErrorSummary } from "../../ui/error-summary.tsx";

type Listed = OutputOf<typeof listSurveyDrafts>;
const path = "/observatoire/atelier/enquetes";

/** `/observatoire/atelier/enquetes`: a file of microdata is brought; files under way; surveys that came in. */
export const surveyDraftsPage: PageDefinition = {
  path,
  part: "observatory",
  open: async ({ t, call }) => {
    const listed = await call(listSurveyDrafts, {});
    return { title: t("pro.intake.title"), main: <Drafts listed={listed} /> };
  },
};

function Drafts({ listed: { drafts, versions } }: { readonly listed: Listed }): ReactNode {
  const { t, href, format } = usePage();
  return (
    <div className="workspace">
      <p>
        <a href={href("/observatoire/atelier")}>{t("pro.workspace.title")}</a>
      </p>
      <h1>{t("pro.intake.title")}</h1>
      <p className="lead">{t("pro.intake.lead")}</p>
      <section aria-labelledby="bring">
        <h2 id="bring">{t("pro.intake.bring")}</h2>
        <Bring />
      </section>
      <section aria-labelledby="under-way">
        <h2 id="under-way">{t("pro.intake.drafts")}</h2>
        {drafts.length === 0 ? <p>{t("pro.intake.drafts.none")}</p> : null}
        <ul className="panels">
          {drafts.map(({ id, fileName, sizeBytes, changedAt, erasedAt, survey }) => (
            <li key={id} className="panel">
              <p>
                <a href={href(`${path}/${id}`)} dir="auto">
                  {survey ?? fileName}
                </a>
              </p>
              <p className="quiet">
                {t("pro.intake.draft", {
                  file: fileName,
                  megabytes: format.number(Math.max(0.1, Math.round(sizeBytes / 100_000) / 10)),
                  day: format.day(localDateAt(changedAt, timeZone)),
                })}
              </p>
              <p className="quiet">
                {t("pro.intake.erased", { day: format.day(localDateAt(erasedAt, timeZone)) })}
              </p>
            </li>
          ))}
        </ul>
      </section>
      {versions.length === 0 ? null : (
        <section aria-labelledby="came-in">
          <h2 id="came-in">{t("pro.intake.versions")}</h2>
          <ul className="panels">
            {versions.map(({ survey, version, importedAt, isAtHand }) => (
              <li key={`${survey} ${version}`} className="panel">
                <p>
                  <strong>{survey}</strong> <code>{version}</code>
                </p>
                <p className="quiet">
                  {t(isAtHand ? "pro.intake.cameIn" : "pro.intake.notCameIn", {
                    day: format.day(localDateAt(importedAt, timeZone)),
                  })}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** The form that brings a file; it works without a script. */
function Bring(): ReactNode {
  const { t, href, newKey, refused } = usePage();
  const own = refused?.action === openSurveyDraft.name ? refused : null;
  return (
    <form method="post" action={href(path)} encType="multipart/form-data" className="form" id="bring-survey">
      {own === null ? null : <ErrorSummary title={t(`error.${own.code}`, own.params)} lines={[]} />}
      <input type="hidden" name="_key" value={newKey()} />
      <div className={own === null ? "field" : "field field-wrong"}>
        <label htmlFor="survey-file">{t("pro.intake.file")}</label>
        <p className="hint" id="survey-file-hint">
          {t("pro.intake.file.hint", { megabytes: surveyFileBytes / 1_000_000 })}
        </p>
        <input
          type="file"
          id="survey-file"
          name="file"
          className="control"
          accept=".csv,.txt,.tsv,.parquet"
          required
          aria-describedby="survey-file-hint"
        />
      </div>
      <p className="form-end">
        <button type="submit" className="button button-main">
          {t("pro.intake.bring.submit")}
        </button>
      </p>
    </form>
  );
}
