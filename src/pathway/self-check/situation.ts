import type { Locale } from "#base";
import {
  evaluatePathway,
  loadInstrument,
  loadOperatorText,
  readingFor,
  score,
  wordingFor,
  type Instrument,
  type PathwayInput,
} from "#instruments";
import type { Tx } from "#storage";
import { askableInstruments } from "../instrument-settings/offered.ts";
import { wordsOfEveryTerritory } from "../instrument-settings/store.ts";
import { pathwayOf, type PathwayChoices } from "../territory-pathway/choices.ts";
import type { ContextModule } from "./module.ts";
import type { SelfCheckQuestion } from "./question.ts";
import type { Sheet } from "./sheet.ts";

/** What opening the page of a situation says by itself, in the words of the pathway. */
const saidByOpening: Partial<Record<ContextModule["id"], Partial<PathwayInput>>> = {
  aidants: { caregiver: true },
  jeunes: { asksAboutSocialMedia: true },
  internet: { needsDigitalHelp: true },
};

/** What decides whether the questions of a situation are asked of somebody alone. */
export interface SituationFacts {
  readonly choices: PathwayChoices;
  readonly hasHealth: boolean;
  readonly locale: Locale;
  /** What the first questions came to; null until they were all come to. */
  readonly known: PathwayInput | null;
}

/**
 * The questionnaire of a situation, where somebody may answer it alone: the pathway proposes it after what was answered, the
 * territories leave it open, it was published for being answered alone, and its words exist in the reader's language —
 * licensed ones where every territory holds the same.
 * Missing  null where one of these lacks: then the page says that a trained person can ask it.
 */
export async function situationInstrument(
  db: Tx,
  module: ContextModule,
  { choices, hasHealth, locale, known }: SituationFacts,
): Promise<Instrument | null> {
  const id = module.instrument;
  if (id === null || known === null || !isOpenToAll(id, choices, hasHealth)) return null;
  const { instruments } = evaluatePathway(pathwayOf(choices), { ...known, ...saidByOpening[module.id] });
  if (!instruments.includes(id)) return null;
  const instrument = await withLicensedWords(db, await loadInstrument(id));
  const wording = wordingFor(instrument, locale);
  return instrument.modes.includes("self") && wording?.isFallback === false ? instrument : null;
}

function isOpenToAll(id: string, { alone, cliniciansOnly }: PathwayChoices, hasHealth: boolean): boolean {
  const exists = askableInstruments(hasHealth).some((one) => one.id === id);
  return exists && alone.includes(id) && !cliniciansOnly.includes(id);
}

async function withLicensedWords(db: Tx, instrument: Instrument): Promise<Instrument> {
  let worded = instrument;
  for (const content of await wordsOfEveryTerritory(db, instrument.id))
    worded = await loadOperatorText(worded, content);
  return worded;
}

/** The questions of a questionnaire, in its order. */
export function questionsIn({ id, items }: Instrument): readonly SelfCheckQuestion[] {
  return items.map(({ linkId }) => ({ id: linkId, instrument: id }));
}

/** The first step, from 1, that was not come to yet; one more than the last when all were. */
export function nextStepIn(instrument: Instrument, { further }: Pick<Sheet, "further">): number {
  const open = instrument.items.findIndex(({ linkId }) => further[linkId] === undefined);
  return open < 0 ? instrument.items.length + 1 : open + 1;
}

/**
 * Key of the sentences that the answers come to; null until every question was come to. What was left out never gives a
 * sentence that reassures: nothing certain is said then.
 */
export function sentencesFor(instrument: Instrument, sheet: Sheet, locale: Locale): string | null {
  if (nextStepIn(instrument, sheet) <= instrument.items.length) return null;
  const codes = instrument.items.map(({ linkId }) => {
    const given = sheet.further[linkId];
    return [linkId, typeof given === "number" ? given : null] as const;
  });
  return readingFor(score(instrument, Object.fromEntries(codes), { language: locale, mode: "self" })).person;
}
