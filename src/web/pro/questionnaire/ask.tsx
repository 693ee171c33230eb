import type { RefusedForm } from "#base";
import { abandonAssessment, keepAssessment, recordScreening } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { PageProvider, usePage } from "../../context.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { PersonTrail } from "../person-trail.tsx";
import type { Started } from "./answers-shown.ts";
import { Questions } from "./questions.tsx";
import { instrumentName, modesOf, wordsIn } from "./words.ts";
import { WordingLine, type WordingProps } from "./wording-line.tsx";

/** What {@link Ask} is given. */
export interface AskProps extends WordingProps {
  readonly givenNames: string;
  readonly started: Started;
  /** Whether a paper form is typed for the first time. */
  readonly isFirstPaper: boolean;
}

/** The questions of one instrument, read aloud, gone on with, typed from paper or corrected. */
export function Ask(props: AskProps): ReactNode {
  const page = usePage();
  const { t, locale, href } = page;
  const { personId, givenNames, instrument, language, started } = props;
  const paper = paperStep(props);
  return (
    <PageProvider value={{ ...page, refused: asRecording(page.refused) }}>
      <div className="column">
        <PersonTrail personId={personId} givenNames={givenNames} />
        <h1>{instrumentName(instrument, locale)}</h1>
        <p>{t(paper === null ? "pro.ask.lead" : `pro.paper.lead.${paper}`)}</p>
        <WordingLine {...props} />
        <Begun personId={personId} started={started} />
        <details className="disclosure crisis-aside">
          <summary>{t("pro.ask.crisis")}</summary>
          <CrisisCard />
        </details>
        <AskForm {...props} paper={paper} />
        {paper === null && started.corrected === null && !instrument.isAssistedOnly ? (
          <p className="not-printed">
            <a href={href(`/pro/personnes/${personId}/point/${instrument.id}/papier`)}>
              {t("pro.paper.print")}
            </a>{" "}
            <a href={href(`/pro/personnes/${personId}/point/${instrument.id}`, { papier: 1 })}>
              {t("pro.paper.type")}
            </a>
          </p>
        ) : null}
        <p className="source" lang={language}>
          {instrument.citation[0]}
        </p>
      </div>
    </PageProvider>
  );
}

type PaperStep = "first" | "second" | null;

function paperStep({ started, isFirstPaper }: AskProps): PaperStep {
  if (started.own?.mode === "paper") return "second";
  return isFirstPaper && started.own === null ? "first" : null;
}

/** A refusal of keeping is shown in the one form of the page, with what was typed. */
function asRecording(refused: RefusedForm | null): RefusedForm | null {
  return refused?.action === keepAssessment.name ? { ...refused, action: recordScreening.name } : refused;
}

/** That these questions were begun before: by the reader, who goes on, or by somebody else. */
function Begun({ personId, started }: { readonly personId: string; readonly started: Started }): ReactNode {
  const { t, format } = usePage();
  const one = started.own ?? started.other;
  if (one === null) return null;
  const who = { name: one.startedBy ?? "–", when: momentInWords(format, one.startedAt) };
  return (
    <Notice>
      <p>{t(started.own === null ? "pro.assessment.other" : "pro.assessment.own", who)}</p>
      <ActButton
        action={abandonAssessment}
        params={{ personId }}
        values={{ id: one.id }}
        label={t("pro.assessment.abandon")}
      />
    </Notice>
  );
}

/** Refusals after which what is kept already stands beside what was typed, where the two differ. */
const overtaken: ReadonlySet<string> = new Set([
  "pathway.assessmentOvertaken",
  "pathway.assessmentUnderWay",
  "pathway.paperEntriesDiffer",
]);

function AskForm(props: AskProps & { readonly paper: PaperStep }): ReactNode {
  const { t, href, refused, newKey } = usePage();
  const { personId, instrument, language, beside, started, paper } = props;
  const typed = refused?.action === recordScreening.name ? refused : null;
  const id = started.own?.id ?? typed?.values["id"]?.at(-1) ?? newKey();
  const keepPath = href(`/pro/personnes/${personId}/point/${instrument.id}/garder`);
  const isOvertaken = typed !== null && overtaken.has(typed.code);
  return (
    <ActionForm
      action={paper === "first" ? keepAssessment : recordScreening}
      submit={t(paper === null ? "pro.ask.submit" : `pro.paper.submit.${paper}`)}
      params={{ personId, instrument: instrument.id }}
      fields={fieldsOf(props, { t, note: typed === null ? (started.own?.note ?? undefined) : undefined })}
    >
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="seenVersion" value={started.own?.version ?? 0} />
      {started.corrected === null ? null : (
        <input type="hidden" name="replacesId" value={started.corrected.id} />
      )}
      {instrument.intro ? (
        <p className="question-words" lang={language} dir="auto">
          {wordsIn(instrument.intro, language)}
          {beside === null ? null : (
            <span className="words-beside" lang={beside} dir="auto">
              {wordsIn(instrument.intro, beside)}
            </span>
          )}
        </p>
      ) : null}
      <Questions
        instrument={instrument}
        language={language}
        beside={beside}
        initial={paper === "second" ? {} : (started.own?.answers ?? started.corrected?.answers ?? {})}
        others={isOvertaken ? (started.own?.answers ?? {}) : null}
      />
      {typed?.code === "pathway.paperEntriesDiffer" ? (
        <label className="choice">
          <input type="checkbox" name="isReread" value="true" />
          <span>{t("pro.paper.reread")}</span>
        </label>
      ) : null}
      {paper === null && started.corrected === null ? (
        <p>
          <button type="submit" className="button button-quiet" formAction={keepPath}>
            {t("pro.assessment.keep")}
          </button>
        </p>
      ) : null}
    </ActionForm>
  );
}

function fieldsOf(
  { instrument, language, started, paper }: AskProps & { readonly paper: PaperStep },
  { t, note }: { readonly t: (key: string) => string; readonly note: string | undefined },
): readonly FormField[] {
  const modes = modesOf(instrument);
  const first = started.own?.mode ?? started.corrected?.mode ?? modes[0];
  const mode: FormField =
    paper === null && started.corrected?.mode !== "paper"
      ? {
          name: "mode",
          label: t("pro.ask.mode"),
          control: "radios",
          choices: modes.map((one) => ({ value: one, label: t(`pro.ask.mode.${one}`) })),
          ...(first ? { value: first } : {}),
        }
      : { name: "mode", label: "", control: "hidden", value: "paper" };
  return [
    { name: "language", label: "", control: "hidden", value: language },
    mode,
    {
      name: "note",
      label: t("pro.ask.note"),
      hint: t("pro.ask.note.hint"),
      control: "textarea",
      value: note,
    },
  ];
}
