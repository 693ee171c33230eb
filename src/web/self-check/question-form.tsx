import { directionOf, isLocale, type OutputOf } from "#base";
import { answerSelfCheck, answerSituation, type readSelfCheck, type ShownQuestion } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ErrorSummary, issueSentence } from "../ui/error-summary.tsx";
import { AnswersFoot } from "./answers-foot.tsx";
import { QuestionHelp } from "./easy.tsx";

/** What a {@link QuestionForm} is given. */
export interface QuestionFormProps {
  readonly read: Pick<OutputOf<typeof readSelfCheck>, "lastStep" | "answer" | "isKept" | "isEasy">;
  readonly question: ShownQuestion;
  readonly step: number;
  /** Page under which the steps lie, and the one before the first; those of the self-check unless told. */
  readonly place?: { readonly under: string; readonly before: string };
}

/** One question: the question is the heading, each answer a large choice, saying nothing is an answer too. */
export function QuestionForm({
  read,
  question,
  step,
  place = { under: "/faire-le-point", before: "/faire-le-point/age" },
}: QuestionFormProps): ReactNode {
  const { t, href, locale } = usePage();
  const isSituation = place.under !== "/faire-le-point";
  return (
    <div className="step">
      <div className="step-progress">
        {t("page.selfCheck.progress", { step, last: read.lastStep })}
        <progress className="step-thread" max={read.lastStep} value={step - 1} aria-hidden="true" />
      </div>
      <form method="post" action={href(`${place.under}/${step}`)}>
        <Refusal />
        <input type="hidden" name="question" value={question.id} />
        {isSituation ? <input type="hidden" name="locale" value={locale} /> : null}
        <Choices question={question} answer={read.answer} isEasy={read.isEasy} />
        <p className="step-buttons">
          <button type="submit" className="button button-main">
            {t("page.selfCheck.next")}
          </button>
          <button type="submit" className="button button-quiet" name="answer" value="skip">
            {t("page.selfCheck.skip")}
          </button>
        </p>
      </form>
      <p>
        <a className="more" href={href(step === 1 ? place.before : `${place.under}/${step - 1}`)}>
          {t("page.selfCheck.back")}
        </a>
      </p>
      <AnswersFoot isKept={read.isKept} isEasy={read.isEasy} here={isSituation ? "resultat" : String(step)} />
    </div>
  );
}

function Refusal(): ReactNode {
  const { t, refused } = usePage();
  if (refused?.action !== answerSelfCheck.name && refused?.action !== answerSituation.name) return null;
  const lines = refused.issues.map(({ code }) => ({ text: issueSentence(t, code), target: "answer" }));
  return <ErrorSummary title={t(`error.${refused.code}`, refused.params)} lines={lines} />;
}

function Choices({
  question,
  answer,
  isEasy,
}: Pick<QuestionFormProps, "question"> & {
  readonly answer: unknown;
  readonly isEasy: boolean;
}): ReactNode {
  const { t, locale } = usePage();
  const { id, language, text, options } = question;
  // An item is shown in the language in which it exists, and said to be so; it is never translated on the way.
  const words =
    language === locale ? {} : { lang: language, dir: directionOf(isLocale(language) ? language : "fr") };
  return (
    <fieldset className="field" id="answer" tabIndex={-1}>
      <legend className="question" {...words}>
        <h1>{text ?? t(`page.selfCheck.question.${id}`)}</h1>
      </legend>
      {isEasy ? <QuestionHelp id={id} /> : null}
      {question.isFallback ? <p className="hint">{t("page.selfCheck.fallback")}</p> : null}
      {options.map((option) => (
        <label key={option.code} className="choice" {...words}>
          <input type="radio" name="answer" value={option.code} defaultChecked={answer === option.code} />
          <span>{option.text ?? t(`page.selfCheck.question.${id}.${option.code}`)}</span>
        </label>
      ))}
      <label className="choice choice-apart">
        <input type="radio" name="answer" value="prefer-not" defaultChecked={answer === "prefer-not"} />
        <span>{t("page.selfCheck.preferNot")}</span>
      </label>
    </fieldset>
  );
}
