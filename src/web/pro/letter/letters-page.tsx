import type { OutputOf } from "#base";
import { endLetter, listLetters } from "#pathway/actions";
import type { ReactNode } from "react";
import { addressOf } from "../../address.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";
import { nameOf } from "../person-fields.ts";
import { Refused } from "../refused.tsx";

type Letter = OutputOf<typeof listLetters>["letters"][number];

/** `/pro/courrier`: letters that wait to be printed and posted. */
export const lettersPage: PageDefinition = {
  path: "/pro/courrier",
  part: "persons",
  open: async ({ t, call }) => {
    const { letters } = await call(listLetters, {});
    return { title: t("pro.letter.title"), main: <Letters letters={letters} /> };
  },
};

function Letters({ letters }: { readonly letters: readonly Letter[] }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.letter.title")}</h1>
      <p className="lead">{t("pro.letter.lead")}</p>
      <Refused actions={[endLetter]} />
      {letters.length === 0 ? <p>{t("pro.letter.none")}</p> : null}
      <ul className="offers">
        {letters.map((letter) => (
          <LetterLine key={letter.id} letter={letter} />
        ))}
      </ul>
    </div>
  );
}

function LetterLine({ letter }: { readonly letter: Letter }): ReactNode {
  const { t, href, format } = usePage();
  const name = nameOf(letter);
  const end = (outcome: "posted" | "cancelled", label: string): ReactNode => (
    <ActButton
      action={endLetter}
      params={{ letterId: letter.id }}
      values={{ outcome }}
      label={label}
      about={name}
    />
  );
  // A letter is in the language of the person, whatever the reader's.
  const path = addressOf(letter.locale, `/pro/courrier/${letter.id}`);
  return (
    <li className="offer offer-line">
      <h2 className="offer-name" dir="auto">
        <a href={href(`/pro/personnes/${letter.personId}`)}>{name}</a>
      </h2>
      <p>{t("pro.letter.since", { day: dayInWords(format, letter.madeAt) })}</p>
      {letter.isWithheld ? <p role="note">{t("pro.letter.withheld")}</p> : null}
      <div className="widen">
        {letter.isWithheld ? null : (
          <>
            <a className="button button-main" href={path}>
              {t("pro.letter.print")}
              <span className="visually-hidden"> {name}</span>
            </a>
            <a className="button button-quiet" href={`${path}/lettre.pdf`} type="application/pdf">
              {t("pro.letter.pdf")}
              <span className="visually-hidden"> {name}</span>
            </a>
            {end("posted", t("pro.letter.posted"))}
          </>
        )}
        {end("cancelled", t("pro.letter.cancel"))}
      </div>
    </li>
  );
}
