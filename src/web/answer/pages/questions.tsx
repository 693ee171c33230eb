import { directionOf, type CallAction, type OutputOf } from "#base";
import { listHelplines, type Helpline } from "#directory/actions";
import { loadInstrument, type Instrument } from "#instruments";
import { answerQuestions, readQuestions } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { refusalIn } from "../../refusal.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { PhoneLink } from "../../ui/contact.tsx";
import { Helplines } from "../../ui/helplines.tsx";
import { Original } from "../../ui/original.tsx";
import { Leave } from "../leave.tsx";
import { LinkNeeded } from "../link-needed.tsx";

type Read = OutputOf<typeof readQuestions>;

/** `/r/questions`: a few questions for the person themself, by the link that they were sent; answered once. */
export const questionsPage: PageDefinition = {
  path: "/r/questions",
  part: "persons",
  open: async ({ t, call }) => {
    const title = t("page.answer.title");
    const read = await readOrNull(call);
    if (read === "gone") return { title, status: 404, main: <Gone /> };
    if (read === "no link") return { title, status: 403, main: <LinkNeeded /> };
    if (read.isAnswered) {
      const { lines } = await call(listHelplines, {});
      return { title, main: <Thanks read={read} lines={lines} /> };
    }
    return { title, main: <Ask read={read} instrument={await loadInstrument(read.instrument)} /> };
  },
};

async function readOrNull(call: CallAction): Promise<Read | "gone" | "no link"> {
  try {
    return await call(readQuestions, {});
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === null || refusal.status >= 500) throw error;
    return refusal.code === "pathway.questionsGone" ? "gone" : "no link";
  }
}

function Ask({ read, instrument }: { readonly read: Read; readonly instrument: Instrument }): ReactNode {
  const { t } = usePage();
  const language = { lang: read.language, dir: directionOf(read.language) };
  const intro = instrument.intro?.[read.language];
  return (
    <div className="column answer">
      <h1>{t("page.questions.title")}</h1>
      <p className="lead">{t("page.questions.lead", { sender: read.senderName, name: read.agreedName })}</p>
      <ul className="facts-list">
        <li>{t("page.questions.who", { sender: read.senderName })}</li>
        <li>{t("page.questions.free")}</li>
        <li>{t("page.questions.once")}</li>
      </ul>
      <details className="disclosure">
        <summary>{t("page.selfCheck.helpNow")}</summary>
        <CrisisCard />
      </details>
      <ActionForm action={answerQuestions} fields={[]} submit={t("page.questions.submit")}>
        {intro ? <p {...language}>{intro}</p> : null}
        {instrument.items.map((item) => (
          <Question key={item.linkId} item={item} instrument={instrument} language={read.language} />
        ))}
      </ActionForm>
      <p className="source">
        <bdi lang="en" dir="ltr">
          {instrument.citation[0]}
        </bdi>
      </p>
      <Caller read={read} />
      <Leave until={read.sessionUntil} />
    </div>
  );
}

interface QuestionProps {
  readonly item: Instrument["items"][number];
  readonly instrument: Instrument;
  readonly language: Read["language"];
}

/** One question with its answers; saying nothing, or preferring not to say, is an answer too. */
function Question({ item, instrument, language }: QuestionProps): ReactNode {
  const { t, locale, refused } = usePage();
  const set = instrument.optionSets[item.options];
  if (set?.kind !== "choice") return null;
  const name = `answers.${item.linkId}`;
  const typed = refused?.action === answerQuestions.name ? refused.values[name]?.at(-1) : undefined;
  const words = language === locale ? {} : { lang: language, dir: directionOf(language) };
  return (
    <fieldset className="field">
      <legend className="question" {...words}>
        {item.text[language]}
      </legend>
      {set.options.map(({ code, text }) => (
        <label key={code} className="choice" {...words}>
          <input type="radio" name={name} value={code} defaultChecked={typed === String(code)} />
          <span>{text[language]}</span>
        </label>
      ))}
      <label className="choice choice-apart">
        <input type="radio" name={name} value="prefers-not" defaultChecked={typed === "prefers-not"} />
        <span>{t("page.selfCheck.preferNot")}</span>
      </label>
    </fieldset>
  );
}

/** After the answers: what they say in a sentence, never a number; and who listens. */
function Thanks({ read, lines }: { readonly read: Read; readonly lines: readonly Helpline[] }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column answer">
      <h1>{t("page.questions.thanks")}</h1>
      <p className="lead">{t("page.questions.thanks.lead", { sender: read.senderName })}</p>
      {read.reading ? (
        <section aria-labelledby="said">
          <h2 id="said">{t("page.selfCheck.result")}</h2>
          <p>{t(read.reading)}</p>
          <p>{t("page.selfCheck.noLabel")}</p>
        </section>
      ) : null}
      <section aria-labelledby="lines">
        <h2 id="lines">{t("page.selfCheck.lines")}</h2>
        <Helplines lines={lines} />
      </section>
      <Caller read={read} />
      <Leave until={read.sessionUntil} />
    </div>
  );
}

function Caller({ read }: { readonly read: Read }): ReactNode {
  const { t } = usePage();
  if (read.callbackPhone === "") return null;
  return (
    <section aria-labelledby="sender">
      <h2 id="sender">{t("page.answer.sender")}</h2>
      <p>
        <Original>{read.senderName}</Original>
      </p>
      <PhoneLink number={read.callbackPhone} className="button button-human" />
    </section>
  );
}

function Gone(): ReactNode {
  const { t } = usePage();
  return (
    <div className="column answer">
      <h1>{t("page.questions.gone")}</h1>
      <p className="lead">{t("error.pathway.questionsGone")}</p>
    </div>
  );
}
