import { chooseReading } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { Translate } from "../translate.ts";

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
]);

/** The text of a key in easy words where there are some and they are wanted. */
export function inWords(t: Translate, isEasy: boolean): Translate {
  return (key, values) =>
    t(isEasy && easyKeys.has(key) ? `page.easy.${key.replace(/^page\.selfCheck\./, "")}` : key, values);
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
