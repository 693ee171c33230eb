import { loadInstrument } from "#instruments";
import { indicatorsWith } from "../indicators/index.ts";
import type { SurveyWords } from "../survey.ts";
import { askedIn, instrumentItems, type Codebook } from "./codebook.ts";

/**
 * In which words the instruments behind the indicators of a survey were asked: those that its codebook names, else those
 * of the catalogue in its language. Instruments that no indicator reads are left out.
 */
export async function wordsOf(codebook: Codebook): Promise<readonly SurveyWords[]> {
  const { language, wordings = {} } = codebook;
  const items = instrumentItems(codebook);
  const read = new Set(indicatorsWith(askedIn(codebook)).flatMap(({ questions }) => questions));
  const asked = [...items].filter(([, own]) => [...own.keys()].some((linkId) => read.has(linkId)));
  return Promise.all(
    asked.map(async ([instrument]) => ({
      instrument,
      language,
      wording: wordings[instrument] ?? (await catalogueWording(instrument, language)),
    })),
  );
}

async function catalogueWording(instrument: string, language: string): Promise<string | null> {
  const { wordings } = await loadInstrument(instrument);
  return (Object.hasOwn(wordings, language) ? wordings[language]?.version : undefined) ?? null;
}
