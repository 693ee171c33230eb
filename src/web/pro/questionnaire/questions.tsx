import type { Locale } from "#base";
import type { GivenAnswers, Instrument, Item, OptionSet } from "#instruments";
import { unscored } from "#pathway";
import { recordScreening } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { issueSentence } from "../../ui/error-summary.tsx";
import { wordsIn } from "./words.ts";

interface Choice {
  readonly value: string;
  readonly text: string;
  /** Key that chooses it where scripts run; null when there are too many answers for digits. */
  readonly digit: string | null;
  /** Language of the words when they are those of the instrument. */
  readonly lang: Locale | undefined;
  /** The same in the language of an interpreter. */
  readonly beside?: string;
}

/** Every question of an instrument, its words to be read aloud, its answers as buttons of one choice. */
export function Questions({
  instrument,
  language,
  beside = null,
  initial = {},
  others = null,
}: {
  readonly instrument: Instrument;
  readonly language: Locale;
  /** The language of an interpreter, shown beside; null for none. */
  readonly beside?: Locale | null;
  /** What was answered before. */
  readonly initial?: GivenAnswers;
  /** What another reading or device says, shown beside where it differs; null for none. */
  readonly others?: GivenAnswers | null;
}): ReactNode {
  return (
    <div className="questions" data-island="digit-keys">
      {instrument.items.map((item, position) => (
        <Question
          key={item.linkId}
          item={item}
          position={position + 1}
          of={instrument.items.length}
          options={instrument.optionSets[item.options]}
          language={language}
          beside={beside}
          initial={initial[item.linkId]}
          other={others === null ? null : { given: others[item.linkId] }}
        />
      ))}
    </div>
  );
}

interface QuestionProps {
  readonly item: Item;
  readonly position: number;
  readonly of: number;
  readonly options: OptionSet | undefined;
  readonly language: Locale;
  readonly beside: Locale | null;
  readonly initial: unknown;
  readonly other: { readonly given: unknown } | null;
}

function Question(props: QuestionProps): ReactNode {
  const { item, position, of, options, language, beside, initial, other } = props;
  const { t, refused } = usePage();
  const name = `answers.${item.linkId}`;
  const own = refused?.action === recordScreening.name ? refused : null;
  const typed = own === null ? plainAnswer(initial) : own.values[name]?.at(-1);
  const faults = own?.issues.filter(({ path }) => path === name) ?? [];
  const id = `question-${item.linkId}`;
  return (
    <fieldset
      className={`field question-asked ${faults.length > 0 ? "field-wrong" : ""}`}
      id={id}
      tabIndex={-1}
    >
      <legend>
        <span className="question-number">{t("pro.ask.number", { position, of })}</span>
        <span className="question-words" lang={language} dir="auto">
          {wordsIn(item.text, language)}
        </span>
        {beside === null ? null : (
          <span className="words-beside" lang={beside} dir="auto">
            {wordsIn(item.text, beside)}
          </span>
        )}
      </legend>
      {faults.length > 0 ? (
        <p className="error">{faults.map(({ code }) => issueSentence(t, code)).join(" ")}</p>
      ) : null}
      {other !== null && plainAnswer(other.given) !== typed ? (
        <p className="other-reading">
          {t("pro.paper.other", {
            answer:
              typeof other.given === "number"
                ? answerInWords(options, language, other.given)
                : t(`pro.answers.${plainAnswer(other.given) ?? "notAsked"}`),
          })}
        </p>
      ) : null}
      {choicesOf(options, language, beside, (value) => t(`pro.ask.${value}`)).map((choice) => (
        <label key={choice.value} className={`choice ${choice.lang ? "" : "choice-apart"}`}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            defaultChecked={typed === choice.value}
            data-digit={choice.digit}
            data-risk={item.isSuicidalRisk && Number(choice.value) > 0 ? "" : undefined}
          />
          <span lang={choice.lang} dir="auto">
            {choice.text}
          </span>
          {choice.beside ? (
            <span className="words-beside" lang={beside ?? undefined} dir="auto">
              {choice.beside}
            </span>
          ) : null}
          {choice.digit ? (
            <kbd className="digit" aria-hidden="true" hidden data-needs-script>
              {choice.digit}
            </kbd>
          ) : null}
        </label>
      ))}
      {item.isSuicidalRisk ? <AtOnce /> : null}
    </fieldset>
  );
}

/** Shown by the style sheet, without any script, as soon as an answer tells of suicidal risk: before it is even sent. */
function AtOnce(): ReactNode {
  const { t } = usePage();
  return (
    <div className="crisis-at-once">
      <p>
        <strong>{t("pro.risk.title.2")}</strong>
      </p>
      <p>{t("pro.risk.do.2")}</p>
      <CrisisCard />
    </div>
  );
}

/** The answers offered, then the two ways of giving none, which are never mixed up. */
function choicesOf(
  options: OptionSet | undefined,
  language: Locale,
  beside: Locale | null,
  unscoredText: (value: string) => string,
): readonly Choice[] {
  const offered = offeredBy(options, language);
  const same = beside === null ? [] : offeredBy(options, beside);
  return [
    ...offered.map((choice, position) => ({
      ...choice,
      digit: offered.length <= 7 ? String(position + 1) : null,
      lang: language,
      ...(same[position] === undefined ? {} : { beside: same[position].text }),
    })),
    ...unscored.map((value, position) => ({
      value,
      text: unscoredText(value),
      digit: offered.length <= 7 ? String(8 + position) : null,
      lang: undefined,
    })),
  ];
}

function plainAnswer(given: unknown): string | undefined {
  return typeof given === "number" || typeof given === "string" ? String(given) : undefined;
}

/** An answer in the words of the instrument; its code where it has none. */
export function answerInWords(options: OptionSet | undefined, language: Locale, code: number): string {
  return offeredBy(options, language).find(({ value }) => value === String(code))?.text ?? String(code);
}

/** The answers that an item offers, in the words of a language. */
export function offeredBy(
  options: OptionSet | undefined,
  language: Locale,
): readonly Pick<Choice, "value" | "text">[] {
  if (options?.kind === "choice") {
    return options.options.map(({ code, text }) => ({ value: String(code), text: wordsIn(text, language) }));
  }
  if (options?.kind !== "scale") return [];
  const { min, max, minText, maxText } = options;
  return Array.from({ length: max - min + 1 }, (_, step) => {
    const value = String(min + step);
    const end = step === 0 ? minText : min + step === max ? maxText : null;
    return { value, text: end ? `${value} – ${wordsIn(end, language)}` : value };
  });
}
