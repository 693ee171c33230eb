import {
  checkSurveyDraft,
  deleteSurveyDraft,
  importSurveyDraft,
  meaningNameOf,
  readSurveyDraft,
  type ShownDraft,
} from "#observatory/actions";
import { localDateAt } from "#base";
import type { ReactNode } from "react";
import { timeZone } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { FaultList, type Faults } from "../intake/faults.tsx";
import { SmallSpread } from "../intake/spread.tsx";
import { Stage } from "../intake/stage.tsx";

/** `/observatoire/atelier/enquetes/…`: a file on its way in: what is said of it, what lacks, what is wrong, and the import. */
export const surveyDraftPage: PageDefinition = {
  path: "/observatoire/atelier/enquetes/:draftId",
  part: "observatory",
  open: async ({ t, call, params }) => {
    const draftId = (params["draftId"] ?? "") as ShownDraft["id"];
    const draft = await call(readSurveyDraft, { draftId });
    const faults = draft.draft === null ? [] : (await call(checkSurveyDraft, { draftId })).issues;
    return { title: t("pro.intake.title"), main: <Draft draft={draft} faults={faults} /> };
  },
};

interface DraftProps {
  readonly draft: ShownDraft;
  readonly faults: Faults;
}

/** The address of a part of a draft. */
function pathOf({ id }: ShownDraft, part = ""): string {
  return `/observatoire/atelier/enquetes/${id}${part}`;
}

function Draft({ draft, faults }: DraftProps): ReactNode {
  const { t, href, format } = usePage();
  const { reading, rows, fileName, survey, lastImport } = draft;
  return (
    <div className="workspace">
      <p>
        <a href={href("/observatoire/atelier/enquetes")}>{t("pro.intake.title")}</a>
      </p>
      <h1 dir="auto">{survey ?? fileName}</h1>
      <p className="quiet">
        {t("pro.intake.erased", { day: format.day(localDateAt(draft.erasedAt, timeZone)) })}
      </p>
      <Stage state={reading} path={pathOf(draft)}>
        <p className="lead">
          {t("pro.intake.facts", { rows: format.number(rows ?? 0), columns: draft.columns.length })}
        </p>
        {lastImport === null ? null : <LastImport draft={draft} />}
        <Parts draft={draft} faults={faults} />
        <Columns draft={draft} />
        <Finish draft={draft} faults={faults} />
      </Stage>
      <FoldedForm action={deleteSurveyDraft} summary={t("pro.intake.forget")}>
        <ActionForm
          action={deleteSurveyDraft}
          params={{ draftId: draft.id }}
          tone="danger"
          submit={t("pro.intake.forget.submit")}
          fields={[{ name: "draftId", label: "", control: "hidden", value: draft.id }]}
        >
          <p>{t("pro.intake.forget.explain")}</p>
        </ActionForm>
      </FoldedForm>
    </div>
  );
}

function LastImport({ draft }: { readonly draft: ShownDraft }): ReactNode {
  const { t, href } = usePage();
  const { lastImport } = draft;
  if (lastImport === null) return null;
  return (
    <Stage state={lastImport.state} path={pathOf(draft)}>
      <Notice tone="success">
        <p>{t("pro.intake.imported", { survey: lastImport.survey, version: lastImport.version })}</p>
        <p>
          <a href={href("/observatoire/atelier")}>{t("pro.intake.ask")}</a>
        </p>
      </Notice>
    </Stage>
  );
}

const designParts = ["weight", "stratum", "psu", "ssu", "fpc", "fpc2"] as const;

/** The parts of a codebook, each with what is said of it and a way to say otherwise. */
function Parts({ draft, faults }: DraftProps): ReactNode {
  const { t, href } = usePage();
  const design = draft.draft?.design;
  const named = designParts.flatMap((part) => {
    const column = design?.[part];
    return column === undefined ? [] : [`${t(`pro.intake.design.${part}`)} : ${column}`];
  });
  return (
    <section aria-labelledby="parts">
      <h2 id="parts">{t("pro.intake.parts")}</h2>
      <ol className="panels">
        <li className="panel">
          <p>
            <a href={href(pathOf(draft, "/description"))}>{t("pro.intake.description")}</a>
          </p>
          {draft.needs.length === 0 ? (
            <p className="quiet">{t("pro.intake.whole")}</p>
          ) : (
            <p className="quiet">
              {t("pro.intake.lacks", {
                needs: draft.needs.map((need) => t(`pro.intake.need.${need}`)).join(", "),
              })}
            </p>
          )}
        </li>
        <li className="panel">
          <p>
            <a href={href(pathOf(draft, "/plan"))}>{t("pro.intake.plan")}</a>
          </p>
          <p className="quiet">{named.length === 0 ? t("pro.intake.plan.none") : named.join(" · ")}</p>
        </li>
      </ol>
      <h3>{t("pro.intake.check")}</h3>
      <FaultList faults={faults} />
    </section>
  );
}

/** What a column asks, in words. */
function meaningWords(t: Translate, name: string): string {
  if (name === "") return t("pro.intake.meaning.none");
  return name.includes("/") ? name : t(`code.breakdown.${name}`);
}

/** The columns of the design, each with its part in it in words. */
function designWords(t: Translate, { draft }: ShownDraft): ReadonlyMap<string, string> {
  const design = draft?.design;
  const words = new Map<string, string>();
  for (const part of designParts) {
    const column = design?.[part];
    if (column !== undefined) words.set(column, t(`pro.intake.design.${part}`));
  }
  if (draft?.identifier !== undefined) words.set(draft.identifier, t("pro.intake.design.identifier"));
  if (draft?.wave && "variable" in draft.wave) words.set(draft.wave.variable, t("pro.intake.about.waveYear"));
  return words;
}

function Columns({ draft }: { readonly draft: ShownDraft }): ReactNode {
  const { t, href } = usePage();
  const caption = t("pro.intake.columns.table");
  const parts = designWords(t, draft);
  return (
    <section aria-labelledby="columns">
      <h2 id="columns">{t("pro.intake.columns")}</h2>
      <p>{t("pro.intake.columns.explain")}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard */}
      <div className="figures-frame" role="region" aria-label={caption} tabIndex={0}>
        <table className="figures">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t("pro.intake.column")}</th>
              <th scope="col">{t("pro.intake.meaning")}</th>
              <th scope="col">{t("pro.intake.spread")}</th>
              <th scope="col">{t("pro.intake.distinct")}</th>
            </tr>
          </thead>
          <tbody>
            {draft.columns.map((column, position) => {
              const variable = draft.draft?.variables[position];
              return (
                <tr key={column.name}>
                  <th scope="row">
                    <a href={href(pathOf(draft, `/variables/${position}`))} dir="auto">
                      {column.name}
                    </a>
                  </th>
                  <td className="column-meaning">
                    {parts.get(column.name) ??
                      (variable?.isKept === true
                        ? meaningWords(t, meaningNameOf(variable.meaning))
                        : t("pro.intake.leftOut"))}
                  </td>
                  <td>
                    <SmallSpread column={column} />
                  </td>
                  <td>{column.distinct}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The end of the way: the codebook as a file, and the import. */
function Finish({ draft, faults }: DraftProps): ReactNode {
  const { t, href } = usePage();
  const isWhole = draft.needs.length === 0;
  const isRefused = faults.some(({ isRefusing }) => isRefusing);
  return (
    <section aria-labelledby="finish">
      <h2 id="finish">{t("pro.intake.finish")}</h2>
      {isWhole ? (
        <p>
          <a href={href("/observatoire/atelier/codebook", { draftId: draft.id })} download>
            {t("pro.intake.codebook")}
          </a>
        </p>
      ) : (
        <p>{t("pro.intake.notYet")}</p>
      )}
      {isWhole && isRefused ? <p>{t("pro.intake.faulty")}</p> : null}
      {isWhole && !isRefused ? (
        <ActionForm
          action={importSurveyDraft}
          params={{ draftId: draft.id }}
          version={draft.version}
          submit={t("pro.intake.import")}
          fields={[{ name: "draftId", label: "", control: "hidden", value: draft.id }]}
        >
          <p>{t("pro.intake.import.explain")}</p>
        </ActionForm>
      ) : null}
    </section>
  );
}
