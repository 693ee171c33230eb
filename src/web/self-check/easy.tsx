import { chooseReading } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { Translate } from "../speaker.ts";

/** Sentences of the self-check that have easy words (FALC in French): short, one idea each, no figure of speech. */
const easyKeys: ReadonlySet<string> = new Set([
  "page.selfCheck.lead",
  "page.selfCheck.intro.time",
  "page.selfCheck.intro.nobody",
  "page.selfCheck.intro.free",
  "page.selfCheck.intro.what",
  "page.selfCheck.age.why",
  "page.selfCheck.noLabel",
  "page.selfCheck.support.lead",
  "page.selfCheck.again.contact",
  "page.selfCheck.again.three-months",
  "page.selfCheck.again.year",
  "reading.ucla3.lonely",
  "reading.ucla3.not-lonely",
  "reading.ons-direct.often",
  "reading.ons-direct.sometimes",
  "reading.ons-direct.rarely",
  "reading.credoc5.isole",
  "reading.credoc5.un-seul-reseau",
  "reading.credoc5.non-isole",
  "reading.incomplete",
  "reading.lsns6.at-risk",
  "reading.lsns6.not-at-risk",
  "reading.mini-zarit.none-light",
  "reading.mini-zarit.light-moderate",
  "reading.mini-zarit.moderate-severe",
  "reading.mini-zarit.severe",
  "reading.bsmas.low",
  "reading.bsmas.at-risk",
  "reading.bsmas.problematic",
  "reading.osss3.poor",
  "reading.osss3.moderate",
  "reading.osss3.strong",
  "reading.who5.very-low",
  "reading.who5.low",
  "reading.who5.adequate",
  "reading.illectronisme.at-least-basic",
  "reading.illectronisme.weak",
  "reading.illectronisme.illectronisme",
  "page.module.aidants.lead",
  "page.module.aidants.do",
  "page.module.jeunes.lead",
  "page.module.jeunes.do",
  "page.module.ages.lead",
  "page.module.ages.do",
  "page.module.liens-qui-pesent.lead",
  "page.module.liens-qui-pesent.do",
  "page.module.internet.lead",
  "page.module.internet.do",
]);

/** The text of a key in easy words where there are some and they are wanted. */
export function inWords(t: Translate, isEasy: boolean): Translate {
  return (key, values) =>
    t(isEasy && easyKeys.has(key) ? `page.easy.${key.replace(/^page\.(selfCheck\.)?/, "")}` : key, values);
}

/** What a question of an instrument means, beside its words, which are never changed. */
export function QuestionHelp({ id }: { readonly id: string }): ReactNode {
  const { t } = usePage();
  return (
    <p className="hint">
      <strong>{t("page.easy.means")}</strong> {t(`page.easy.question.${id}`)}
    </p>
  );
}

/** The choice between easy and usual words, on each page of the self-check. */
export function ReadingChoice({
  isEasy,
  next,
}: {
  readonly isEasy: boolean;
  readonly next: string;
}): ReactNode {
  const { t, href } = usePage();
  return (
    <form method="post" action={href(chooseReading.form?.path ?? "")} className="not-printed reading-choice">
      <input type="hidden" name="isEasy" value={String(!isEasy)} />
      <input type="hidden" name="next" value={next} />
      <button type="submit" className="button button-quiet">
        {t(isEasy ? "page.easy.usual" : "page.easy.choose")}
      </button>
    </form>
  );
}
