import type { Locale } from "#base";
import { loadInstrument, wordingFor, type Instrument } from "#instruments";
import type { ShownQuestion } from "./actions.ts";
import { selfCheckErrors } from "./errors.ts";
import { no, yes, type SelfCheckQuestion } from "./question.ts";

/** A question in the words to show to somebody who reads a language. @throws pathway.questionUnknown when the instrument has no words */
export async function shownQuestion(
  { id, instrument }: SelfCheckQuestion,
  locale: Locale,
): Promise<ShownQuestion> {
  if (instrument === null) {
    const options = [yes, no].map((code) => ({ code, text: null }));
    return { id, text: null, language: locale, isFallback: false, isWorkingTranslation: false, options };
  }
  return shownItem(await loadInstrument(instrument), id, locale);
}

/** An item of an instrument in the words to show. @throws pathway.questionUnknown when there are none */
export function shownItem(instrument: Instrument, id: string, locale: Locale): ShownQuestion {
  const wording = wordingFor(instrument, locale);
  const item = instrument.items.find(({ linkId }) => linkId === id);
  const text = wording && item?.text[wording.language];
  const set = item && instrument.optionSets[item.options];
  if (!wording || !text || set?.kind !== "choice") throw selfCheckErrors.questionUnknown({});
  const { language, isFallback, isWorkingTranslation } = wording;
  const options = set.options.map(({ code, text: words }) => ({ code, text: words[language] ?? null }));
  return { id, text, language, isFallback, isWorkingTranslation, options };
}
