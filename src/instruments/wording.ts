import type { Instrument, Wording } from "./instrument.ts";

/** The words in which an instrument is shown, and how far they can be trusted. */
export interface ShownWording {
  /** Language of the items. */
  readonly language: string;
  readonly version: string;
  readonly status: Wording["status"];
  /** The language that was asked for has no words of its own: the page says so, it never translates an item. */
  readonly isFallback: boolean;
  /** A translation of ours, checked against no publication: professionals are told, published indicators refuse it. */
  readonly isWorkingTranslation: boolean;
}

/** Order in which another language stands in. */
const fallbacks = ["fr", "en"] as const;

/**
 * The words to show somebody who reads a language. Items exist in the languages of their wordings only.
 * Missing  null when nothing can be shown yet: the operator has to load the text that it is licensed for.
 */
export function wordingFor(instrument: Instrument, language: string): ShownWording | null {
  const { wordings } = instrument;
  for (const candidate of [language, ...fallbacks]) {
    const wording = Object.hasOwn(wordings, candidate) ? wordings[candidate] : undefined;
    if (wording === undefined || !hasText(instrument, candidate)) continue;
    const { version, status } = wording;
    return {
      language: candidate,
      version,
      status,
      isFallback: candidate !== language,
      isWorkingTranslation: isWorkingTranslation(wording),
    };
  }
  return null;
}

function hasText({ items }: Instrument, language: string): boolean {
  return items.every(({ text }) => text[language] !== undefined);
}

/** Whether words are a translation of ours that no publication confirms. */
export function isWorkingTranslation({ status }: Wording): boolean {
  return status === "unverified" || status === "not-verifiable";
}

/**
 * Whether results in these words may feed a published indicator: a verified or partly verified wording, a definition in
 * words of our own, or a working translation that the territory accepted in a recorded decision.
 */
export function mayPublish(wording: Wording, hasRecordedDecision: boolean): boolean {
  return hasRecordedDecision || !isWorkingTranslation(wording);
}
